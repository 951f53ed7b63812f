// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/train/DrawOptions.h"

#include <cstdio>

#include "model/ModelError.h"
#include "model/training/DrawPreview.h"
#include "model/training/LabelFile.h"

namespace handscope::train {
namespace {

constexpr const char* kGroup = "Draws";

}  // namespace

DrawOptions::DrawOptions(CLI::App& command, Teacher teacher) {
    training::DrawSettings& draws = source_.draws;
    const auto number = [&](const char* name, auto& value, const char* text) {
        return command.add_option(name, value, text)->capture_default_str()->group(kGroup);
    };
    const auto chance = CLI::Range(0.0, 1.0);
    command.add_option("--videos", videos_, "pack of unlabelled videos")->required();
    command.add_option("--pictures", pictures_, "pack of pictures: backgrounds for cut-outs");
    if (teacher == Teacher::Asked) {
        addTeacher(command);
    }
    number("--draw-frames", draws.frames, "frames that the teacher takes")
        ->check(CLI::PositiveNumber);
    number("--draw-size", draws.size, "side of the teacher's square, pixels")
        ->check(CLI::PositiveNumber);
    number("--shortest", draws.shortest, "seconds of video in a draw, at least")
        ->check(CLI::PositiveNumber);
    number("--longest", draws.longest, "seconds of video in a draw, at most")
        ->check(CLI::PositiveNumber);
    number("--reversed", draws.reversed, "chance that time runs backwards")->check(chance);
    number("--mirrored", draws.mirrored, "chance of a mirrored picture")->check(chance);
    number("--still", draws.still, "chance of a picture alone, panned")->check(chance);
    number("--frozen", draws.frozen, "chance of a video held still, the camera moving")
        ->check(chance);
    number("--smallest-crop", draws.smallestCrop, "of the short side")
        ->check(CLI::Range(0.05, 1.0));
    number("--calm", draws.calm, "chance that the camera does not move")->check(chance);
    number("--wild", draws.wild, "chance that it moves much")->check(chance);
    number("--draw-photometric", draws.photometric, "strength of the change of light and colour")
        ->check(CLI::NonNegativeNumber);
    number("--cache", cacheGigabytes_, "decoded frames kept in memory, GB")
        ->check(CLI::Range(0.0, 10'000.0));
}

void DrawOptions::addTeacher(CLI::App& command) {
    command.add_option("--teacher", teacher_, "TorchScript module from clips to probabilities");
    command.add_option("--labels", labels_, "file with the teacher's labels, one a line")
        ->required();
    command.add_flag("--trust-script", trustScript_,
                     "run the teacher: a TorchScript module is a program with your rights");
    command.add_option("--preview", preview_,
                       "only write a picture (PNG) of some draws, to look at beforehand");
    command
        .add_option("--teacher-high", source_.teacherHigh, "what white is to the teacher: 255 or 1")
        ->capture_default_str()
        ->group(kGroup);
}

void DrawOptions::addOutput(CLI::App& command, std::filesystem::path& output,
                            const std::string& text) {
    command.add_option("-o,--out", output, text + "; not needed for --preview");
    command.callback([this, &output] {
        if (output.empty() && !wantsPreview()) {
            throw CLI::RequiredError("--out");
        }
    });
}

training::DrawSource DrawOptions::source() const {
    if (!teacher_.empty() && !trustScript_) {
        throw model::ModelError("The teacher '" + teacher_ + "' is a program and was not run.",
                                "Expected your consent, since it runs with your rights.",
                                "Add --trust-script if you trust where it came from.");
    }
    const training::DrawSettings& draws = source_.draws;
    if (draws.shortest > draws.longest || draws.calm + draws.wild > 1.0) {
        throw model::ModelError(
            "No window can be drawn so.",
            "Expected --longest to be --shortest at least, and --calm and --wild to sum to 1 at "
            "most.",
            "Correct them.");
    }
    training::DrawSource source = source_;
    source.videoPack = videos_;
    source.picturePack = pictures_;
    source.teacher = teacher_;
    if (!labels_.empty()) {
        source.labels = training::readLabels(labels_);
    }
    source.cacheBytes = static_cast<std::uint64_t>(cacheGigabytes_ * 1e9);
    return source;
}

void DrawOptions::writePreview(std::uint64_t seed,
                               const training::DisguiseSettings& disguise) const {
    constexpr int kRows = 12;
    training::writeDrawPreview(source(), seed, disguise, kRows, preview_);
    std::printf("%d draws are shown in %s\n", kRows, preview_.c_str());
}

void addHeldOut(CLI::App& command, std::filesystem::path& pack, std::filesystem::path& mined) {
    auto* const videos =
        command.add_option("--held-out-videos", pack, "pack that is not trained on");
    auto* const draws =
        command.add_option("--held-out-mined", mined, "draws from it, to compare weights on");
    draws->needs(videos);
    videos->needs(draws);
}

}  // namespace handscope::train
