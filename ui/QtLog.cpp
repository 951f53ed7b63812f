// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/QtLog.h"

#include <spdlog/spdlog.h>

#include <QString>
#include <QtGlobal>
#include <string_view>

namespace handscope::ui {
namespace {

spdlog::level::level_enum levelOf(QtMsgType type) {
    switch (type) {
        case QtDebugMsg:
            return spdlog::level::debug;
        case QtInfoMsg:
            return spdlog::level::info;
        case QtWarningMsg:
            return spdlog::level::warn;
        case QtCriticalMsg:
            return spdlog::level::err;
        case QtFatalMsg:
            return spdlog::level::critical;
    }
    return spdlog::level::warn;
}

void toSpdlog(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    const std::string_view category = context.category != nullptr ? context.category : "default";
    spdlog::log(levelOf(type), "Qt ({}): {}", category, message.toStdString());
    if (type == QtFatalMsg) {
        // Qt aborts once the handler returns: the line must be out by then.
        spdlog::default_logger_raw()->flush();
    }
}

}  // namespace

void routeQtLog() {
    qInstallMessageHandler(toSpdlog);
}

}  // namespace handscope::ui
