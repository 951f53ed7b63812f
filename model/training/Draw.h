// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/training/ClipPack.h"
#include "model/training/Disguise.h"
#include "model/training/RandomStream.h"

namespace handscope::training {

/// How windows are drawn from unlabelled video for a teacher to name.
struct DrawSettings {
    int frames = 16;        ///< of a draw: what the teacher takes
    int size = 112;         ///< side of the rendered square, pixels
    double shortest = 0.8;  ///< seconds of video in one draw; lengths are log-uniform
    double longest = 3.3;
    double reversed = 0.5;      ///< chance that time runs backwards
    double mirrored = 0.5;      ///< chance of a mirrored picture: the teacher sees it so as well
    double still = 0.05;        ///< chance of a background picture alone, panned and zoomed
    double frozen = 0.06;       ///< chance that one frame of a video is held, the camera moving
    double smallestCrop = 0.5;  ///< of the short side
    double calm = 0.45;         ///< chance that the camera does not move
    double wild = 0.15;         ///< chance that it moves much, which makes gestures of poses
    double photometric = 0.6;   ///< strength of the change of light and colour

    /// All of the above as text, so that draws are replayed only as they were made.
    std::string asText() const;
};

/// Where a square of the source lies in one frame: centre, half its side (both in pixels of the
/// source) and rotation.
struct Pose {
    double x = 0.0;
    double y = 0.0;
    double half = 0.0;
    double angle = 0.0;  ///< radians
};

/// A picture or another video that is laid over a draw.
struct Veil {
    /// The line that a veil ends at, in the square, whose sides are at −1 and 1.
    struct Edge {
        double angle = 0.0;     ///< radians: the way to the side that is covered
        double place = 0.0;     ///< along that way, where half is covered
        double softness = 0.0;  ///< along that way, from a tenth to nine tenths
    };

    ItemKind kind = ItemKind::Picture;  ///< of a picture its pack; of others that of the videos
    std::size_t item = 0;
    std::vector<std::int64_t> frames;  ///< of the item: as many as the draw has, or one for all
    std::vector<Pose> view;            ///< one for each of them
    double opacity = 0.0;
    std::optional<Edge> edge;  ///< without one it covers the square
};

/// One draw, ready to be rendered.
struct DrawPlan {
    std::optional<std::size_t> subject;     ///< item of the video pack
    std::optional<std::size_t> background;  ///< item of the picture pack
    std::vector<std::int64_t> frames;       ///< of the subject, in the order shown
    std::vector<Pose> view;                 ///< of the subject, one a frame
    std::vector<Pose> backgroundView;       ///< of the background, one a frame
    bool mirrored = false;
    double gamma = 1.0;       ///< of the whole clip
    double brightness = 0.0;  ///< added, of 0 … 255
    double contrast = 1.0;
    double saturation = 1.0;
    std::array<double, 3> gain{1.0, 1.0, 1.0};  ///< a channel
    std::optional<Disguise> disguise;
    std::optional<Veil> veil;
};

/// Turns a number into a draw: the same seed, settings and packs give the same plan on every
/// machine, so that a mined draw is kept as eight bytes.
///
/// Owns what it needs to know of the packs. Any thread may plan.
class DrawPlanner {
public:
    /// `pictures` may be null when the videos have no cut-outs and settings.still is 0; cut-outs
    /// are left out then. Throws ModelError when nothing is left to draw from.
    DrawPlanner(const ClipPack& videos, const ClipPack* pictures, DrawSettings settings);

    DrawPlan plan(std::uint64_t seed) const;

    /// A draw like `plan`, to be named anew: the same stretch of the same video a little earlier or
    /// later, faster or slower, elsewhere in the square, in other light. Most stay in their class,
    /// so that rare classes can be asked for.
    DrawPlan vary(const DrawPlan& plan, std::uint64_t seed) const;

    /// The same draw as if of another person in another room, to be named anew: most are disguised
    /// (drawDisguise()), a picture shines through some, and some share the square with another
    /// video instead. Settings of 0 change nothing.
    DrawPlan disguised(const DrawPlan& plan, const DisguiseSettings& settings,
                       std::uint64_t seed) const;

    /// The same draw with `frames` more before its first: what the video shows there at the same
    /// pace (back and forth where it has nothing earlier), seen by a camera that does not move yet.
    DrawPlan withHistory(const DrawPlan& plan, int frames) const;

    const DrawSettings& settings() const noexcept { return settings_; }

    /// The settings and what is known of all items, as text: what a seed means depends on it.
    std::string fingerprint() const;

private:
    struct Subject {
        std::size_t item = 0;
        PackItem entry;
        double cumulativeWeight = 0.0;
    };

    DrawSettings settings_;
    std::vector<Subject> subjects_;
    std::vector<std::pair<std::size_t, PackItem>> pictures_;

    const Subject& subject(std::size_t item) const;
    const Subject& chooseSubject(RandomStream& random) const;
    const std::pair<std::size_t, PackItem>& choosePicture(RandomStream& random) const;
    void usePicture(DrawPlan& plan, bool moving, RandomStream& random) const;
    Veil pictureVeil(double strength, RandomStream& random) const;
    Veil videoVeil(const DrawPlan& plan, RandomStream& random) const;
    std::string contents_;
};

}  // namespace handscope::training
