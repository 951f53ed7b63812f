// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QFileInfo>
#include <QIcon>
#include <QSettings>
#include <optional>

#include "app/Version.h"
#include "app/inspect/MomentFile.h"
#include "app/platform/Logging.h"
#include "app/platform/ResourceLocation.h"
#include "app/platform/StandardDescriptors.h"
#include "app/window/ApplicationStart.h"
#include "app/window/CommandLine.h"
#include "app/window/EndSignals.h"
#include "app/window/Problems.h"
#include "app/window/Translation.h"
#include "app/window/WindowController.h"
#include "model/Runtime.h"
#include "ui/MainWindow.h"
#include "ui/QtLog.h"

namespace {

constexpr int kFailure = 1;
constexpr int kUsage = 64;

QString pathOf(const std::optional<std::filesystem::path>& path) {
    return path ? QString::fromStdString(path->string()) : QString();
}

/// What was asked for, else what was used last, even if it is missing, else what is bundled. Of
/// another installation's bundled model, which may be gone, this one has its own.
QString modelToLoad(const QString& asked, const QString& last, const QString& bundled) {
    if (!asked.isEmpty()) {
        return QFileInfo(asked).absoluteFilePath();  // the next start is from somewhere else
    }
    const bool sameName = QFileInfo(last).fileName() == QFileInfo(bundled).fileName();
    return last.isEmpty() || (sameName && !QFileInfo::exists(last)) ? bundled : last;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace handscope;
    app::fillStandardDescriptors();
    QCoreApplication::setOrganizationName("handscope");
    QCoreApplication::setApplicationName("handscope");
    QCoreApplication::setApplicationVersion(app::kVersion);
    QGuiApplication::setApplicationDisplayName("Handscope");
    QGuiApplication::setDesktopFileName("io.github.handscope.Handscope");
    // Not on standard output, even before the options are known: events are printed there.
    app::startLogging("warning", /*alsoToFile=*/false);
    ui::routeQtLog();
    const auto [application, hasDisplay] = app::makeApplication(argc, argv);
    const auto options =
        app::parseCommandLine(QCoreApplication::arguments(), ui::readPreferences(QSettings()));
    if (!options) {
        return kUsage;
    }
    if (!hasDisplay) {
        app::tellNoDisplay();
        return kFailure;
    }
    QGuiApplication::setWindowIcon(QIcon(":/icons/handscope-256.png"));
    app::startLogging(options->logLevel, /*alsoToFile=*/true);
    model::keepFreedMemory();
    model::setComputeThreads(options->threads);
    app::warnAboutRuntime();

    const app::Translation translation(app::Translation::localeOf(options->language));
    QLocale::setDefault(QLocale(translation.language()));  // numbers as in the texts around them
    const app::EndSignals endSignals;                      // until all has ended in order
    ui::MainWindow window;
    app::WindowController controller(window, options->network);
    controller.printEvents(options->printsEvents);
    if (const auto warning = model::slowBlasWarning()) {
        window.showNotice("runtime", app::problemOf(*warning));
    }
    QObject::connect(&endSignals, &app::EndSignals::asked, &window, [&window] {
        window.saveSettings();
        QCoreApplication::exit();  // whatever goes on: there may be nobody to be asked
    });
    window.show();
    const QString model =
        modelToLoad(options->model, window.lastModel(), pathOf(app::defaultModel()));
    const QFileInfo file(options->source);
    if (options->source.endsWith(QLatin1String(app::kMomentExtension))) {
        controller.startWithMoment(model, file.absoluteFilePath());
        return QApplication::exec();
    }
    const ui::SourceChoice asked{
        .address = file.exists() ? file.absoluteFilePath() : options->source,
        .formatOptions = {},
        .title = {},
        .stableId = {},
        .opensFurther = options->opensFurther};
    if (!asked.address.isEmpty()) {
        window.rememberSource(asked);
        controller.start(model, asked);
    } else if (const ui::SourceChoice last = window.lastSource(); !last.address.isEmpty()) {
        controller.start(model, last);
    } else {
        controller.start(model, {.address = pathOf(app::bundledClip())});
    }
    return QApplication::exec();
}
