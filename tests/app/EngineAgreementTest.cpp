// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/recording/ClipScores.h"
#include "model/LoadClassifier.h"
#include "tests/support/SharedData.h"

namespace handscope::app {
namespace {

namespace fs = std::filesystem;

const fs::path kModels = fs::path(HANDSCOPE_SOURCE_DIR) / "resources" / "models";

/// What ships must say the same of a recording, whichever engine runs.
class EngineAgreement : public ::testing::TestWithParam<const char*> {
protected:
    const std::unique_ptr<model::Classifier> plain_ = load(model::Engine::Plain);
    const std::unique_ptr<model::Classifier> folded_ = load(model::Engine::Folded);

    static std::unique_ptr<model::Classifier> load(model::Engine engine) {
        return model::loadClassifier(
            kModels / GetParam(),
            {.device = model::Device::Cpu,
             .engine = engine,
             .precision = engine == model::Engine::Folded ? model::Precision::BFloat16
                                                          : model::Precision::Auto});
    }

    void expectTheSame(const fs::path& file) {
        const auto expected = scoreClip(file.string(), *plain_);
        const auto found = scoreClip(file.string(), *folded_);
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_NEAR(found[i], expected[i], 0.02) << file << ", class " << i;
        }
        const auto top = std::max_element(expected.begin(), expected.end()) - expected.begin();
        EXPECT_EQ(std::max_element(found.begin(), found.end()) - found.begin(), top) << file;
    }
};

TEST_P(EngineAgreement, HoldsOnTheBundledClip) {
    expectTheSame(fs::path(HANDSCOPE_SOURCE_DIR) / "resources" / "clip" / "handscope-demo.mp4");
}

TEST_P(EngineAgreement, HoldsOnRealClips) {
    HANDSCOPE_NEEDS_SHARED("clips/manifest.csv");
    int clips = 0;
    for (const auto& entry : fs::directory_iterator(test::sharedData() / "clips")) {
        if (entry.path().extension() == ".mp4") {
            expectTheSame(entry.path());
            ++clips;
        }
    }
    EXPECT_GT(clips, 0);
}

INSTANTIATE_TEST_SUITE_P(Bundled, EngineAgreement,
                         ::testing::Values("handscope-stm-small.safetensors",
                                           "handscope-bootstrap-stm.safetensors"),
                         [](const auto& model) {
                             return std::string(model.param) == "handscope-stm-small.safetensors"
                                        ? std::string("Small")
                                        : std::string("Bootstrap");
                         });

}  // namespace
}  // namespace handscope::app
