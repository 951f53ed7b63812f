// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/Command.h"
#include "app/plot/ConfusionPlot.h"
#include "app/plot/CurvePlot.h"
#include "app/plot/ReliabilityPlot.h"
#include "model/ModelError.h"

namespace handscope::cli {
namespace {

struct PictureExtent {
    int width = 0;
    int height = 0;
};

struct PlotOptions {
    std::vector<std::string> files;
    std::string confusion;
    std::string calibration;
    std::string out;
    app::CurveRequest request;
    std::string title;
    std::string size;
};

/// "1200x700"; width 0 where it is none.
PictureExtent parseSize(const std::string& text) {
    PictureExtent extent;
    char rest = '\0';
    if (std::sscanf(text.c_str(), "%dx%d%c", &extent.width, &extent.height, &rest) != 2 ||
        extent.width < 200 || extent.height < 200 || extent.width > 6000 || extent.height > 6000) {
        return {};
    }
    return extent;
}

PictureExtent extentOf(const PlotOptions& options, PictureExtent usual) {
    return options.size.empty() ? usual : parseSize(options.size);
}

std::string titleOf(const app::ConfusionMatrix& matrix) {
    std::int64_t right = 0;
    std::int64_t all = 0;
    for (std::size_t i = 0; i < matrix.labels.size(); ++i) {
        right += matrix.at(i, i);
    }
    for (const std::int64_t count : matrix.counts) {
        all += count;
    }
    const double share =
        all == 0 ? 0.0 : 100.0 * static_cast<double>(right) / static_cast<double>(all);
    char buffer[96];
    std::snprintf(buffer, sizeof(buffer), "%lld of %lld right (%.1f %%)",
                  static_cast<long long>(right), static_cast<long long>(all), share);
    return buffer;
}

app::RgbImage drawCurves(const PlotOptions& options) {
    app::CurveFigure figure =
        app::readCurves({options.files.begin(), options.files.end()}, options.request);
    figure.title = options.title;
    if (figure.title.empty() && options.files.size() == 1) {
        const std::filesystem::path file = options.files.front();
        figure.title = (file.parent_path().filename() / file.stem()).string();
    }
    const int panels = static_cast<int>(figure.panels.size());
    const auto extent = extentOf(options, {1200, panels < 3 ? 700 : 100 + 230 * panels});
    return app::drawCurves(figure, extent.width, extent.height);
}

app::RgbImage drawConfusion(const PlotOptions& options) {
    const app::ConfusionMatrix matrix = app::readConfusion(options.confusion);
    const auto extent = extentOf(options, {1500, 1400});
    return app::drawConfusion(matrix, options.title.empty() ? titleOf(matrix) : options.title,
                              extent.width, extent.height);
}

std::string titleOf(const app::ReliabilityTable& table) {
    char buffer[96];
    std::snprintf(buffer, sizeof(buffer), "%lld clips, calibration error %.1f %%",
                  static_cast<long long>(table.clips()), 100.0 * table.error());
    return buffer;
}

app::RgbImage drawReliability(const PlotOptions& options) {
    const app::ReliabilityTable table = app::readReliability(options.calibration);
    const auto extent = extentOf(options, {900, 1000});
    return app::drawReliability(table, options.title.empty() ? titleOf(table) : options.title,
                                extent.width, extent.height);
}

app::RgbImage draw(const PlotOptions& options) {
    if (!options.confusion.empty()) {
        return drawConfusion(options);
    }
    return options.calibration.empty() ? drawCurves(options) : drawReliability(options);
}

ExitStatus plot(const PlotOptions& options) {
    const auto named = std::ranges::count(
        std::array{options.files.empty(), options.confusion.empty(), options.calibration.empty()},
        false);
    if (named != 1) {
        printError("The command line names " +
                       std::string(named == 0 ? "nothing to draw." : "several kinds of pictures."),
                   "Expected CSV files of curves, or one file with --confusion or --calibration.",
                   "Name one of them.");
        return ExitStatus::Usage;
    }
    if (std::filesystem::path(options.out).extension() != ".png") {
        printError("The picture " + options.out + " has no name of a PNG file.",
                   "Expected one that ends in .png.", "Correct --out.");
        return ExitStatus::Usage;
    }
    const app::RgbImage image = draw(options);
    if (!app::writePng(image, options.out)) {
        throw model::ModelError("The picture " + options.out + " cannot be written.",
                                "Expected a place that can be written to, and room.",
                                "Choose another with --out.");
    }
    std::printf("%s  %d x %d\n", options.out.c_str(), image.width, image.height);
    return ExitStatus::Success;
}

}  // namespace

Command addPlotCommand(CLI::App& app) {
    auto options = std::make_shared<PlotOptions>();
    CLI::App* const command = app.add_subcommand(
        "plot", "Draws the curves of training runs, a confusion matrix or a reliability diagram");
    command->add_option("files", options->files, "CSV curves of training runs, drawn together");
    CLI::Option* const confusion =
        command->add_option("--confusion", options->confusion, "CSV confusion matrix of eval");
    CLI::Option* const calibration =
        command->add_option("--calibration", options->calibration,
                            "CSV bins of confidence of eval, for a reliability diagram");
    const auto ofCurves = [confusion, calibration](CLI::Option* option) {
        return option->excludes(confusion)->excludes(calibration);
    };
    command->add_option("-o,--out", options->out, "the picture (.png)")->required();
    ofCurves(command->add_option("--x", options->request.x, "what runs to the right"))
        ->check(CLI::IsMember({"step", "clips", "seconds"}))
        ->capture_default_str();
    ofCurves(command->add_option("--y", options->request.names,
                                 "a column to draw, a chart each; may be given again; otherwise "
                                 "all"))
        ->take_all()
        ->allow_extra_args(false);  // the files may come behind it
    ofCurves(command->add_option("--smooth", options->request.smooth,
                                 "points of a moving mean; curves of fewer than four times as many "
                                 "stay"))
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    command->add_option("--title", options->title, "above the picture");
    command->add_option("--size", options->size, "pixels, such as 1200x700")
        ->check(CLI::Validator(
            [](const std::string& text) {
                return parseSize(text).width > 0 ? std::string()
                                                 : text + " is no size from 200x200 to 6000x6000";
            },
            "WxH"));
    return [options] { return plot(*options); };
}

}  // namespace handscope::cli
