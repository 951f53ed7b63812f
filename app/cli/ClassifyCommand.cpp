// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>

#include "app/cli/Command.h"
#include "app/cli/ModelOptions.h"
#include "app/recording/ClipScores.h"

namespace handscope::cli {
namespace {

struct ClassifyOptions {
    std::vector<std::string> files;
    ModelOptions model;
    int top = 5;
    bool json = false;
};

std::vector<std::size_t> bestFirst(const std::vector<float>& scores, int top) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    order.resize(std::min(order.size(), static_cast<std::size_t>(top)));
    return order;
}

void print(const std::string& file, const std::vector<float>& scores,
           const std::vector<std::string>& labels, const ClassifyOptions& options) {
    const auto order = bestFirst(scores, options.top);
    if (options.json) {
        nlohmann::ordered_json line{{"file", file}, {"predictions", nlohmann::json::array()}};
        for (const std::size_t index : order) {
            line["predictions"].push_back({{"label", labels[index]}, {"score", scores[index]}});
        }
        std::puts(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
    } else {
        std::printf("%s\n", file.c_str());
        for (const std::size_t index : order) {
            std::printf("  %6.2f %%  %s\n", 100.0 * scores[index], labels[index].c_str());
        }
    }
    std::fflush(stdout);
}

ExitStatus classify(const ClassifyOptions& options) {
    const auto classifier = options.model.load();
    std::size_t failed = 0;
    for (const std::string& file : options.files) {
        try {
            print(file, app::scoreClip(file, *classifier), classifier->description().labels,
                  options);
        } catch (const capture::CaptureError& error) {
            printError(error);
            ++failed;
        }
    }
    return failed == 0                      ? ExitStatus::Success
           : failed == options.files.size() ? ExitStatus::Failure
                                            : ExitStatus::SomeInputsFailed;
}

}  // namespace

Command addClassifyCommand(CLI::App& app) {
    auto options = std::make_shared<ClassifyOptions>();
    CLI::App* const command = app.add_subcommand(
        "classify",
        "One prediction for each clip: from the middle frames of its segments, or, of a causal "
        "model, the mean over the clip at the model's frame rate");
    command->add_option("files", options->files, "video files")->required();
    options->model.addTo(*command);
    command->add_option("-k,--top", options->top, "how many classes to print")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    command->add_flag("--json", options->json, "one JSON object a line");
    return [options] { return classify(*options); };
}

}  // namespace handscope::cli
