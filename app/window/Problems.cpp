// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Problems.h"

#include <QCoreApplication>

#include "capture/CaptureError.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

template <typename Error>
ui::Problem inThreeParts(const Error& error) {
    return {QString::fromStdString(error.whatHappened()),
            QString::fromStdString(error.whatWasExpected()),
            QString::fromStdString(error.whatToDo())};
}

QString tr(const char* text) {
    return QCoreApplication::translate("Problems", text);
}

}  // namespace

ui::Problem problemOf(const std::exception& error) {
    if (const auto* const fromModel = dynamic_cast<const model::ModelError*>(&error)) {
        return inThreeParts(*fromModel);
    }
    if (const auto* const fromCapture = dynamic_cast<const capture::CaptureError*>(&error)) {
        return inThreeParts(*fromCapture);
    }
    return {tr("Something failed that should not (%1).").arg(error.what()),
            tr("Expected no such error."), tr("Please report it with what you did.")};
}

}  // namespace handscope::app
