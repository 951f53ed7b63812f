// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/CommandLine.h"

#include <QCommandLineParser>
#include <cstdio>

#include "app/EngineNames.h"
#include "app/window/Translation.h"

namespace handscope::app {
namespace {

const QStringList kLevels{"trace", "debug", "info", "warning", "error", "off"};

}  // namespace

std::optional<CommandLine> parseCommandLine(const QStringList& arguments,
                                            const ui::Preferences& preferences) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        "Recognises hand gestures in video and shows what the network sees.");
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addPositionalArgument(
        "source", "file, v4l2:/dev/video0, x11grab::0.0, URL or saved moment", "[source]");
    const QCommandLineOption model({"m", "model"}, "checkpoint or TorchScript description", "file");
    const QCommandLineOption threads(
        "threads", "threads of the network; 0: OMP_NUM_THREADS, or all processors", "n",
        QString::number(preferences.threads));
    const QCommandLineOption level("log-level", "trace, debug, info, warning, error or off",
                                   "level", "info");
    const QCommandLineOption events("events",
                                    "print every event to standard output as a JSON line");
    const QCommandLineOption nested("allow-nested-files",
                                    "let the source open further files and addresses");
    const QCommandLineOption device("device", kDeviceHelp, "name", preferences.device);
    const QCommandLineOption engine("engine", kEngineHelp, "name", "auto");
    const QCommandLineOption precision("precision", kPrecisionHelp, "name", preferences.precision);
    const QCommandLineOption flipTest("flip-test", kFlipTestHelp, "name",
                                      preferences.flipTest ? "auto" : "off");
    const QCommandLineOption language("language", "language of the window: system, en or ko",
                                      "language", preferences.language);
    parser.addOptions(
        {model, threads, device, engine, precision, flipTest, level, events, language, nested});
    if (!parser.parse(arguments)) {
        std::fprintf(stderr,
                     "error: %s\n       Expected the options that --help names.\n"
                     "       See --help.\n",
                     qPrintable(parser.errorText()));
        return std::nullopt;
    }
    if (parser.isSet(version)) {
        parser.showVersion();
    }
    if (parser.isSet(help) || parser.isSet("help-all")) {
        parser.showHelp();
    }

    bool threadsAreNumber = false;
    const int threadCount = parser.value(threads).toInt(&threadsAreNumber);
    const auto deviceAsked = deviceNames().find(parser.value(device).toStdString());
    const auto engineAsked = engineNames().find(parser.value(engine).toStdString());
    const auto precisionAsked = precisionNames().find(parser.value(precision).toStdString());
    const auto flipTestAsked = flipTestNames().find(parser.value(flipTest).toStdString());
    if (!threadsAreNumber || threadCount < 0 || threadCount > 1024 ||
        deviceAsked == deviceNames().end() || engineAsked == engineNames().end() ||
        precisionAsked == precisionNames().end() || flipTestAsked == flipTestNames().end() ||
        !kLevels.contains(parser.value(level)) ||
        !Translation::choices().contains(parser.value(language))) {
        std::fputs(
            "error: --threads, --device, --engine, --precision, --flip-test, --log-level or\n"
            "       --language has a value without sense.\n"
            "       Expected 0 to 1024; auto, cpu or cuda; auto, plain or folded; auto, fp32, "
            "bf16\n"
            "       or fp16; auto, on or off; trace, debug, info, warning, error or off; and\n"
            "       system, en or ko.\n"
            "       See --help.\n",
            stderr);
        return std::nullopt;
    }
    return CommandLine{.source = parser.positionalArguments().value(0),
                       .opensFurther = parser.isSet(nested),
                       .model = parser.value(model),
                       .logLevel = parser.value(level).toStdString(),
                       .threads = threadCount,
                       .network = {.device = deviceAsked->second,
                                   .engine = engineAsked->second,
                                   .precision = precisionAsked->second,
                                   .flipTest = flipTestAsked->second},
                       .language = parser.value(language),
                       .printsEvents = parser.isSet(events)};
}

}  // namespace handscope::app
