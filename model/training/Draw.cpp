// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/Draw.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

#include "model/CheckpointRefusal.h"
#include "model/training/ContentMark.h"
#include "model/training/RandomStream.h"

namespace handscope::training {
namespace {

constexpr double kFallbackRate = 15.0;  ///< frames a second, where a pack does not know

/// How far the camera moves within one draw.
struct Motion {
    double shift = 0.0;  ///< of the crop's side, to each side
    double zoom = 0.0;   ///< natural logarithm
    double turn = 0.0;   ///< radians
};

constexpr Motion kNoMotion{};
constexpr Motion kGentleMotion{.shift = 0.12, .zoom = 0.16, .turn = 0.17};
constexpr Motion kWildMotion{.shift = 0.5, .zoom = 0.5, .turn = 0.6};

Motion chooseMotion(const DrawSettings& settings, RandomStream& random) {
    const double chance = random.uniform();
    return chance < settings.calm                   ? kNoMotion
           : chance < settings.calm + settings.wild ? kWildMotion
                                                    : kGentleMotion;
}

/// 0 → 1 over the draw: straight, eased, or there and back.
std::vector<double> course(int frames, RandomStream& random) {
    const double kind = random.uniform();
    const double exponent = std::exp(random.uniform(-0.7, 0.7));
    std::vector<double> values;
    for (int i = 0; i < frames; ++i) {
        const double t = (i + 0.5) / frames;
        const double value = kind < 0.4   ? t
                             : kind < 0.8 ? 0.5 - 0.5 * std::cos(std::numbers::pi * t)
                                          : std::sin(std::numbers::pi * t);
        values.push_back(std::pow(value, exponent));
    }
    return values;
}

/// A square inside the picture that moves around its own place.
std::vector<Pose> moveAround(const PackItem& item, double side, const Motion& motion, int frames,
                             RandomStream& random) {
    const double half = 0.5 * side * std::min(item.width, item.height);
    const double x = random.uniform(half, std::max(half, item.width - half));
    const double y = random.uniform(half, std::max(half, item.height - half));
    const double tilt = random.uniform(-0.06, 0.06);
    const double shiftX = random.uniform(-1, 1) * motion.shift * 2 * half;
    const double shiftY = random.uniform(-1, 1) * motion.shift * 2 * half;
    const double zoom = random.uniform(-1, 1) * motion.zoom;
    const double turn = random.uniform(-1, 1) * motion.turn;
    std::vector<Pose> poses;
    for (const double at : course(frames, random)) {
        const double moved = at - 0.5;
        poses.push_back({.x = x + shiftX * moved,
                         .y = y + shiftY * moved,
                         .half = half * std::exp(zoom * moved),
                         .angle = tilt + turn * moved});
    }
    return poses;
}

double cropSide(const DrawSettings& settings, RandomStream& random) {
    constexpr double kWholeSquare = 0.35;  // what a person before a camera is shown as
    return random.chance(kWholeSquare) ? random.uniform(0.9, 1.0)
                                       : random.uniform(settings.smallestCrop, 1.0);
}

std::vector<std::int64_t> chooseFrames(const PackItem& item, const DrawSettings& settings,
                                       bool frozen, RandomStream& random) {
    const double rate = item.frameRate > 0 ? item.frameRate : kFallbackRate;
    const double seconds =
        settings.shortest * std::pow(settings.longest / settings.shortest, random.uniform());
    const double length = std::min(seconds * rate, static_cast<double>(item.frames));
    const double start = random.uniform(0, static_cast<double>(item.frames) - length);
    const bool reversed = random.chance(settings.reversed);
    std::vector<std::int64_t> frames;
    for (int i = 0; i < settings.frames; ++i) {
        const double place = frozen ? 0.5 : (i + 0.5) / settings.frames;
        frames.push_back(std::clamp<std::int64_t>(static_cast<std::int64_t>(start + length * place),
                                                  0, item.frames - 1));
    }
    if (reversed) {
        std::ranges::reverse(frames);
    }
    return frames;
}

/// A frame of the video for any place: as if the video ran back and forth.
std::int64_t reflected(std::int64_t place, std::int64_t frames) {
    if (frames == 1) {
        return 0;
    }
    const std::int64_t period = 2 * (frames - 1);
    const std::int64_t within = ((place % period) + period) % period;
    return within < frames ? within : period - within;
}

/// What a video of `length` frames shows before the first of `shown`, at the same pace.
void addHistory(std::vector<std::int64_t>& shown, std::int64_t length, int frames) {
    const double pace = static_cast<double>(shown.back() - shown.front()) /
                        std::max<double>(1.0, static_cast<double>(shown.size()) - 1.0);
    std::vector<std::int64_t> earlier;
    for (int back = frames; back >= 1; --back) {
        earlier.push_back(reflected(shown.front() - std::llround(pace * back), length));
    }
    shown.insert(shown.begin(), earlier.begin(), earlier.end());
}

/// A camera that does not move yet.
void addHistory(std::vector<Pose>& view, int frames) {
    if (!view.empty()) {
        view.insert(view.begin(), static_cast<std::size_t>(frames), view.front());
    }
}

void chooseLight(DrawPlan& plan, double strength, RandomStream& random) {
    plan.gamma = std::exp(random.uniform(-0.35, 0.35) * strength);
    plan.brightness = random.uniform(-30, 30) * strength;
    plan.contrast = std::exp(random.uniform(-0.3, 0.3) * strength);
    plan.saturation = std::exp(random.uniform(-0.6, 0.3) * strength);
    for (double& gain : plan.gain) {
        gain = std::exp(random.uniform(-0.2, 0.2) * strength);
    }
}

}  // namespace

std::string DrawSettings::asText() const {
    std::ostringstream text;
    text.precision(17);
    text << "draws-1 frames " << frames << " size " << size << " seconds " << shortest << " "
         << longest << " reversed " << reversed << " mirrored " << mirrored << " still " << still
         << " frozen " << frozen << " crop " << smallestCrop << " calm " << calm << " wild " << wild
         << " photometric " << photometric;
    return text.str();
}

DrawPlanner::DrawPlanner(const ClipPack& videos, const ClipPack* pictures, DrawSettings settings)
    : settings_(settings) {
    ContentMark mark;
    const auto note = [&mark](const PackItem& item) {
        std::ostringstream text;
        text.precision(9);
        text << item.name << ':' << kindName(item.kind) << ':' << item.frames << ':' << item.width
             << 'x' << item.height << ':' << item.frameRate << ';';
        mark.add(text.str());
    };
    if (pictures != nullptr) {
        for (std::size_t i = 0; i < pictures->items().size(); ++i) {
            pictures_.emplace_back(i, pictures->items()[i]);
            note(pictures->items()[i]);
        }
    }
    if (pictures_.empty()) {
        settings_.still = 0.0;
    }
    double weight = 0.0;
    for (std::size_t i = 0; i < videos.items().size(); ++i) {
        const PackItem& item = videos.items()[i];
        if (item.kind == ItemKind::Picture ||
            (item.kind == ItemKind::Cutout && pictures_.empty())) {
            continue;
        }
        weight += std::sqrt(static_cast<double>(item.frames));  // long videos repeat themselves
        subjects_.push_back({.item = i, .entry = item, .cumulativeWeight = weight});
        note(item);
    }
    if (subjects_.empty()) {
        throw model::ModelError("The pack " + model::inQuotes(videos.folder().string()) +
                                    " holds no video to draw windows from.",
                                "Expected clips, or cut-outs together with a pack of pictures.",
                                "Make a pack of videos with handscope-cli pack.");
    }
    contents_ = std::to_string(subjects_.size()) + " videos, " + std::to_string(pictures_.size()) +
                " pictures, " + mark.text();
}

std::string DrawPlanner::fingerprint() const {
    return settings_.asText() + "; " + contents_;
}

const std::pair<std::size_t, PackItem>& DrawPlanner::choosePicture(RandomStream& random) const {
    return pictures_[static_cast<std::size_t>(
        random.below(static_cast<std::int64_t>(pictures_.size())))];
}

void DrawPlanner::usePicture(DrawPlan& plan, bool moving, RandomStream& random) const {
    const auto& [item, entry] = choosePicture(random);
    const Motion motion = moving ? chooseMotion(settings_, random) : kNoMotion;
    plan.background = item;
    plan.backgroundView =
        moveAround(entry, random.uniform(0.6, 1.0), motion, settings_.frames, random);
}

DrawPlan DrawPlanner::plan(std::uint64_t seed) const {
    RandomStream random(seed);
    DrawPlan plan;
    if (random.chance(settings_.still)) {
        usePicture(plan, /*moving=*/true, random);
    } else {
        const Subject& chosen = chooseSubject(random);
        plan.subject = chosen.item;
        plan.frames =
            chooseFrames(chosen.entry, settings_, random.chance(settings_.frozen), random);
        plan.view = moveAround(chosen.entry, cropSide(settings_, random),
                               chooseMotion(settings_, random), settings_.frames, random);
        if (chosen.entry.kind == ItemKind::Cutout) {
            usePicture(plan, random.chance(0.3), random);
        }
    }
    plan.mirrored = random.chance(settings_.mirrored);
    chooseLight(plan, settings_.photometric, random);
    return plan;
}

const DrawPlanner::Subject& DrawPlanner::subject(std::size_t item) const {
    return *std::ranges::lower_bound(subjects_, item, {}, &Subject::item);
}

const DrawPlanner::Subject& DrawPlanner::chooseSubject(RandomStream& random) const {
    const double at = random.uniform(0, subjects_.back().cumulativeWeight);
    const auto place = std::ranges::upper_bound(subjects_, at, {}, &Subject::cumulativeWeight);
    return place == subjects_.end() ? subjects_.back() : *place;
}

DrawPlan DrawPlanner::vary(const DrawPlan& plan, std::uint64_t seed) const {
    RandomStream random(seed);
    DrawPlan varied = plan;
    if (plan.subject) {
        const std::int64_t last = subject(*plan.subject).entry.frames - 1;
        const double middle = 0.5 * static_cast<double>(plan.frames.front() + plan.frames.back());
        const auto span = static_cast<double>(plan.frames.back() - plan.frames.front());
        const double stretch = std::exp(random.uniform(-0.2, 0.2));
        const double shift = random.uniform(-0.12, 0.12) * span;
        for (std::int64_t& frame : varied.frames) {
            const double moved = middle + shift + (static_cast<double>(frame) - middle) * stretch;
            frame = std::clamp<std::int64_t>(std::llround(moved), 0, last);
        }
        if (plan.background) {
            usePicture(varied, random.chance(0.3), random);
        }
    }
    const double zoom = std::exp(random.uniform(-0.15, 0.15));
    const double turn = random.uniform(-0.1, 0.1);
    const double shiftX = random.uniform(-0.12, 0.12);
    const double shiftY = random.uniform(-0.12, 0.12);
    for (Pose& pose : plan.subject ? varied.view : varied.backgroundView) {
        pose.x += shiftX * pose.half;
        pose.y += shiftY * pose.half;
        pose.half *= zoom;
        pose.angle += turn;
    }
    chooseLight(varied, settings_.photometric, random);
    return varied;
}

Veil DrawPlanner::pictureVeil(double strength, RandomStream& random) const {
    const auto& [item, entry] = choosePicture(random);
    Veil veil{.kind = ItemKind::Picture, .item = item, .frames = {0}};
    veil.view = moveAround(entry, random.uniform(0.6, 1.0), kNoMotion, 1, random);
    veil.opacity = random.uniform(0.05, 0.35) * std::min(strength, 1.0);
    return veil;
}

/// A person who is cut out stands before the draw; any other video shines through or has one side.
Veil DrawPlanner::videoVeil(const DrawPlan& plan, RandomStream& random) const {
    const Subject* chosen = &chooseSubject(random);
    while (subjects_.size() > 1 && chosen->item == plan.subject) {
        chosen = &chooseSubject(random);
    }
    Veil veil{.kind = chosen->entry.kind, .item = chosen->item, .opacity = 1.0};
    veil.frames = chooseFrames(chosen->entry, settings_, /*frozen=*/false, random);
    veil.view = moveAround(chosen->entry, cropSide(settings_, random),
                           chooseMotion(settings_, random), settings_.frames, random);
    if (veil.kind == ItemKind::Cutout) {
        return veil;
    }
    if (random.chance(0.5)) {
        veil.opacity = random.uniform(0.15, 0.5);
    } else {
        veil.edge = Veil::Edge{.angle = random.uniform(0.0, 2.0 * std::numbers::pi),
                               .place = random.uniform(-0.4, 0.6),
                               .softness = random.uniform(0.05, 0.6)};
    }
    return veil;
}

DrawPlan DrawPlanner::disguised(const DrawPlan& plan, const DisguiseSettings& settings,
                                std::uint64_t seed) const {
    constexpr double kDisguised = 0.8;
    constexpr double kVeiled = 0.4;
    DrawPlan other = plan;
    RandomStream random(seed);
    if (settings.strength > 0.0 && random.chance(kDisguised)) {
        other.disguise = drawDisguise(settings.strength, random);
        if (!pictures_.empty() && random.chance(kVeiled)) {
            other.veil = pictureVeil(settings.strength, random);
        }
    }
    RandomStream blending = random.fork(0);
    if (blending.chance(settings.blended)) {
        other.veil = videoVeil(plan, blending);
    }
    return other;
}

DrawPlan DrawPlanner::withHistory(const DrawPlan& plan, int frames) const {
    DrawPlan longer = plan;
    if (plan.subject) {
        addHistory(longer.frames, subject(*plan.subject).entry.frames, frames);
    }
    addHistory(longer.view, frames);
    addHistory(longer.backgroundView, frames);
    if (plan.veil && plan.veil->kind != ItemKind::Picture) {
        addHistory(longer.veil->frames, subject(plan.veil->item).entry.frames, frames);
        addHistory(longer.veil->view, frames);
    }
    return longer;
}

}  // namespace handscope::training
