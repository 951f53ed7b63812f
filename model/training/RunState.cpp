// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/RunState.h"

#include <fstream>
#include <span>
#include <sstream>
#include <system_error>
#include <utility>

#include "model/AtomicFile.h"
#include "model/CheckpointRefusal.h"
#include "model/TorchErrors.h"

namespace handscope::training {
namespace {

constexpr std::int64_t kVersion = 1;

torch::Tensor scalar(double value) {
    return torch::full({1}, value, torch::kFloat64);
}

double readScalar(torch::serialize::InputArchive& archive, const std::string& key) {
    torch::Tensor value;
    archive.read(key, value);
    return value.item<double>();
}

}  // namespace

RunState::RunState(std::filesystem::path folder, std::string settings)
    : file_(std::move(folder) / "run.state"), settings_(std::move(settings)) {}

void RunState::save(const Modules& modules, torch::optim::Optimizer& optimizer,
                    const RunPosition& position) const {
    torch::serialize::OutputArchive archive;
    archive.write("version", scalar(static_cast<double>(kVersion)));
    archive.write("settings", c10::IValue(settings_));
    archive.write("step", scalar(static_cast<double>(position.step)));
    archive.write("clips", scalar(static_cast<double>(position.clips)));
    archive.write("seconds", scalar(position.seconds));
    archive.write("best", scalar(position.best));
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
    const auto refuse = [this](const std::string& what, const std::string& expected) {
        throw model::ModelError(
            "The state of the run in " + model::inQuotes(file_.string()) + " " + what + ".",
            "Expected " + expected + ".",
            "Name another output folder, or remove the old run's files.");
    };
    RunPosition position;
    std::string settings;
    try {
        std::ifstream stream(file_, std::ios::binary);
        torch::serialize::InputArchive archive;
        archive.load_from(stream);
        if (readScalar(archive, "version") != static_cast<double>(kVersion)) {
            refuse("was written by another version", "the version that goes on with it");
        }
        c10::IValue text;
        archive.read("settings", text);
        settings = text.toStringRef();
        if (settings != settings_) {
            refuse("belongs to a run with other settings (" + settings + ")",
                   "the same: " + settings_);
        }
        position.step = static_cast<std::int64_t>(readScalar(archive, "step"));
        position.clips = static_cast<std::int64_t>(readScalar(archive, "clips"));
        position.seconds = readScalar(archive, "seconds");
        position.best = readScalar(archive, "best");
        for (const auto& [name, module] : modules) {
            torch::serialize::InputArchive part;
            archive.read(name, part);
            module->load(part);
        }
        torch::serialize::InputArchive optimizerPart;
        archive.read("optimizer", optimizerPart);
        optimizer.load(optimizerPart);
    } catch (const model::ModelError&) {
        throw;
    } catch (const std::exception& failure) {  // LibTorch raises more types than c10::Error
        refuse("is damaged (" + model::reasonOf(failure) + ")", "a file that this program wrote");
    }
    return position;
}

}  // namespace handscope::training
