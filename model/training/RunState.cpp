// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunState.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ranges>
#include <span>
#include <sstream>
#include <system_error>
#include <utility>

#include "model/AtomicFile.h"
#include "model/CheckpointRefusal.h"
#include "model/TorchErrors.h"
#include "model/training/RunFolder.h"

namespace handscope::training {
namespace {

constexpr std::int64_t kVersion = 1;
constexpr double kNothingYet = -1.0;  ///< in place of the best, in the file

torch::Tensor scalar(double value) {
    return torch::full({1}, value, torch::kFloat64);
}

double readScalar(torch::serialize::InputArchive& archive, const std::string& key) {
    torch::Tensor value;
    archive.read(key, value);
    return value.item<double>();
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what,
                         const std::string& expected) {
    throw model::ModelError(
        "The state of the run in " + model::inQuotes(file.string()) + " " + what + ".",
        "Expected " + expected + ".", "Name another folder, or remove the old run's files.");
}

/// What two texts do not share, with the word before it: "… lr 0.01 batch 8 …".
std::pair<std::string, std::string> differingWords(const std::string& one,
                                                   const std::string& other) {
    const auto wordsOf = [](const std::string& text) {
        std::istringstream stream(text);
        return std::vector<std::string>(std::istream_iterator<std::string>(stream), {});
    };
    const std::vector<std::string> first = wordsOf(one);
    const std::vector<std::string> second = wordsOf(other);
    const auto [differs, alsoDiffers] = std::ranges::mismatch(first, second);
    const auto shared = std::ranges::mismatch(
        std::ranges::subrange(differs, first.end()) | std::views::reverse,
        std::ranges::subrange(alsoDiffers, second.end()) | std::views::reverse);
    const auto shown = [](const auto& words, auto from, auto to) {
        from -= from == words.begin() ? 0 : 1;
        std::string text = from == words.begin() ? "" : "…";
        for (auto word = from; word != to; ++word) {
            text += (text.empty() ? "" : " ") + *word;
        }
        return text + (to == words.end() ? "" : " …");
    };
    return {shown(first, differs, shared.in1.base()),
            shown(second, alsoDiffers, shared.in2.base())};
}

/// Each stays on the device where it is, wherever it was saved.
void loadModules(torch::serialize::InputArchive& archive, const RunState::Modules& modules) {
    for (const auto& [name, module] : modules) {
        const auto tensors =
            module->parameters().empty() ? module->buffers() : module->parameters();
        const auto device = tensors.empty() ? torch::Device(torch::kCPU) : tensors.front().device();
        torch::serialize::InputArchive part;
        archive.read(name, part);
        module->load(part);
        module->to(device);
    }
}

/// Opens the archive, its tensors on `device`, and lets `read` take from it; whatever LibTorch
/// throws becomes a ModelError.
template <typename Read>
void readState(const std::filesystem::path& file, torch::Device device, Read read) {
    try {
        std::ifstream stream(file, std::ios::binary);
        torch::serialize::InputArchive archive;
        archive.load_from(stream, device);
        if (readScalar(archive, "version") != static_cast<double>(kVersion)) {
            refuse(file, "was written by another version", "the version that goes on with it");
        }
        read(archive);
    } catch (const model::ModelError&) {
        throw;
    } catch (const std::exception& failure) {  // LibTorch raises more types than c10::Error
        refuse(file, "cannot be read (" + model::reasonOf(failure) + ")",
               "a file that this program wrote");
    }
}

}  // namespace

RunState::RunState(std::filesystem::path folder, std::string settings)
    : file_(std::move(folder) / kRunState), settings_(std::move(settings)) {}

void RunState::save(const Modules& modules, torch::optim::Optimizer& optimizer,
                    const RunPosition& position) const {
    torch::serialize::OutputArchive archive;
    archive.write("version", scalar(static_cast<double>(kVersion)));
    archive.write("settings", c10::IValue(settings_));
    archive.write("step", scalar(static_cast<double>(position.step)));
    archive.write("clips", scalar(static_cast<double>(position.clips)));
    archive.write("seconds", scalar(position.seconds));
    archive.write("best", scalar(position.best.value_or(kNothingYet)));
    for (const auto& [name, module] : modules) {
        torch::serialize::OutputArchive part;
        module->save(part);
        archive.write(name, part);
    }
    torch::serialize::OutputArchive optimizerPart;
    optimizer.save(optimizerPart);
    archive.write("optimizer", optimizerPart);
    std::ostringstream stream;
    archive.save_to(stream);
    const std::string bytes = stream.str();
    model::AtomicFile file(file_);
    file.write(std::as_bytes(std::span(bytes)));
    file.commit();
}

std::optional<RunPosition> RunState::restore(const Modules& modules,
                                             torch::optim::Optimizer& optimizer) const {
    std::error_code error;
    if (!std::filesystem::exists(file_, error)) {
        return std::nullopt;
    }
    RunPosition position;
    const auto device = optimizer.param_groups().front().params().front().device();
    readState(file_, device, [&](torch::serialize::InputArchive& archive) {
        c10::IValue text;
        archive.read("settings", text);
        const std::string settings = text.toStringRef();
        if (settings != settings_) {
            const auto [there, here] = differingWords(settings, settings_);
            refuse(file_, "belongs to a run with other settings (" + there + ")",
                   "the same: " + here);
        }
        position.step = static_cast<std::int64_t>(readScalar(archive, "step"));
        position.clips = static_cast<std::int64_t>(readScalar(archive, "clips"));
        position.seconds = readScalar(archive, "seconds");
        if (const double best = readScalar(archive, "best"); best != kNothingYet) {
            position.best = best;
        }
        loadModules(archive, modules);
        torch::serialize::InputArchive optimizerPart;
        archive.read("optimizer", optimizerPart);
        optimizer.load(optimizerPart);
    });
    return position;
}

void RunState::adopt(const std::filesystem::path& folder, const Modules& modules) {
    const auto shapesOf = [&modules] {
        std::vector<std::vector<std::int64_t>> shapes;
        for (const auto& [name, module] : modules) {
            for (const auto& tensors : {module->parameters(), module->buffers()}) {
                for (const torch::Tensor& tensor : tensors) {
                    shapes.push_back(tensor.sizes().vec());
                }
            }
        }
        return shapes;
    };
    const auto file = folder / kRunState;
    const auto expected = shapesOf();
    readState(file, torch::kCPU, [&](auto& archive) { loadModules(archive, modules); });
    if (shapesOf() != expected) {  // LibTorch takes over whatever shape was saved
        refuse(file, "holds modules of another shape", "a run of this network and teacher");
    }
}

}  // namespace handscope::training
