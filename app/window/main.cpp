// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QIcon>
#include <QStringList>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "app/EngineNames.h"
#include "app/Version.h"
#include "app/platform/Logging.h"
#include "app/platform/ResourceLocation.h"
#include "app/window/Translation.h"
#include "app/window/WindowController.h"
#include "model/Runtime.h"
#include "ui/MainWindow.h"
#include "ui/QtLog.h"

namespace {

constexpr int kUsage = 64;
const QStringList kLevels{"trace", "debug", "info", "warning", "error", "off"};

QString pathOf(const std::optional<std::filesystem::path>& path) {
    return path ? QString::fromStdString(path->string()) : QString();
}

/// What was asked for, else what was used last, else what is bundled.
QString firstExisting(const QString& asked, const QString& last, const QString& bundled) {
    if (!asked.isEmpty()) {
        return asked;
    }
    return QFileInfo::exists(last) ? last : bundled;
}

/// What the command line asks for.
struct Options {
    QString source;  ///< empty: what was seen last
    QString model;   ///< empty: the one used last
    std::string logLevel;
    int threads = 0;
    handscope::model::LoadOptions network;
    QString language;
    bool printsEvents = false;
};

/// Help and version need no window, and so no display.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv) {
    const QStringList windowless{"-h", "-?", "--help", "--help-all", "-v", "--version"};
    for (int i = 1; i < argc; ++i) {
        if (windowless.contains(QString::fromLocal8Bit(argv[i]))) {
            return std::make_unique<QCoreApplication>(argc, argv);
        }
    }
    return std::make_unique<QApplication>(argc, argv);
}

/// Ends the program where help or the version is asked for, or an option is not known. nullopt for
/// values without sense, which it has told then.
std::optional<Options> parse(const QCoreApplication& application) {
    using namespace handscope;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        "Recognises hand gestures in video and shows what the network sees.");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("source", "file, v4l2:/dev/video0, x11grab::0.0 or URL",
                                 "[source]");
    const QCommandLineOption model({"m", "model"}, "checkpoint or TorchScript description", "file");
    const QCommandLineOption threads("threads", "threads of the network; 0: all processors", "n",
                                     "0");
    const QCommandLineOption level("log-level", "trace, debug, info, warning, error or off",
                                   "level", "info");
    const QCommandLineOption events("events",
                                    "print every event to standard output as a JSON line");
    const QCommandLineOption engine("engine", app::kEngineHelp, "name", "auto");
    const QCommandLineOption precision("precision", app::kPrecisionHelp, "name", "auto");
    const QCommandLineOption language("language", "language of the window: system, en or ko",
                                      "language", "system");
    parser.addOptions({model, threads, engine, precision, level, events, language});
    parser.process(application);

    bool threadsAreNumber = false;
    const int threadCount = parser.value(threads).toInt(&threadsAreNumber);
    const auto engineAsked = app::engineNames().find(parser.value(engine).toStdString());
    const auto precisionAsked = app::precisionNames().find(parser.value(precision).toStdString());
    if (!threadsAreNumber || threadCount < 0 || threadCount > 1024 ||
        engineAsked == app::engineNames().end() || precisionAsked == app::precisionNames().end() ||
        !kLevels.contains(parser.value(level)) ||
        !app::Translation::choices().contains(parser.value(language))) {
        std::fputs(
            "error: --threads, --engine, --precision, --log-level or --language has a value\n"
            "       without sense.\n"
            "       Expected 0 to 1024; auto, plain or folded; auto, fp32 or bf16; trace, debug,\n"
            "       info, warning, error or off; and system, en or ko.\n"
            "       See --help.\n",
            stderr);
        return std::nullopt;
    }
    return Options{.source = parser.positionalArguments().value(0),
                   .model = parser.value(model),
                   .logLevel = parser.value(level).toStdString(),
                   .threads = threadCount,
                   .network = {.engine = engineAsked->second, .precision = precisionAsked->second},
                   .language = parser.value(language),
                   .printsEvents = parser.isSet(events)};
}

}  // namespace

int main(int argc, char** argv) {
    using namespace handscope;
    QCoreApplication::setOrganizationName("handscope");
    QCoreApplication::setApplicationName("handscope");
    QCoreApplication::setApplicationVersion(app::kVersion);
    QGuiApplication::setApplicationDisplayName("Handscope");
    QGuiApplication::setDesktopFileName("io.github.handscope.Handscope");
    ui::routeQtLog();
    const auto application = makeApplication(argc, argv);
    const auto options = parse(*application);
    if (!options) {
        return kUsage;
    }
    QGuiApplication::setWindowIcon(QIcon(":/icons/handscope-256.png"));
    app::startLogging(options->logLevel, /*alsoToFile=*/true);
    model::keepFreedMemory();
    model::setComputeThreads(options->threads);
    app::warnAboutRuntime();

    const app::Translation translation(app::Translation::localeOf(options->language));
    ui::MainWindow window;
    app::WindowController controller(window, options->network);
    controller.printEvents(options->printsEvents);
    window.show();
    const ui::SourceChoice last = window.lastSource();
    const bool useLast = options->source.isEmpty() && !last.address.isEmpty();
    controller.start(firstExisting(options->model, window.lastModel(), pathOf(app::defaultModel())),
                     useLast
                         ? last
                         : ui::SourceChoice{.address = firstExisting(options->source, {},
                                                                     pathOf(app::bundledClip()))});
    return QApplication::exec();
}
