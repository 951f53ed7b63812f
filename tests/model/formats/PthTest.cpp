// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "FormatFiles.h"
#include "PythonScript.h"
#include "RefusalOf.h"
#include "TensorOf.h"
#include "model/Checkpoint.h"
#include "tests/support/NeededTool.h"

namespace handscope::test {
namespace {

std::string hexOf(const model::StoredTensor& tensor) {
    constexpr const char* kDigits = "0123456789abcdef";
    std::string hex;
    for (const std::byte byte : tensor.bytes) {
        hex += kDigits[std::to_integer<unsigned>(byte) >> 4U];
        hex += kDigits[std::to_integer<unsigned>(byte) & 15U];
    }
    return hex;
}

/// Files that Debian's PyTorch writes for the test, and what that PyTorch says is in them.
class PthTest : public testing::Test {
protected:
    void SetUp() override {
        HANDSCOPE_NEEDS_TOOL(PythonScript::isAvailable(), "python3-torch");
        std::string output;
        const int status = PythonScript("write_pth_samples.py").run(folder_.path(), output);
        HANDSCOPE_NEEDS_TOOL(status != PythonScript::kMissingPackage, "python3-torch");
        ASSERT_EQ(status, 0) << "tests/reference/write_pth_samples.py failed";
        manifest_ = nlohmann::json::parse(readFile(folder_ / "manifest.json"));
    }

    TestFolder folder_;
    nlohmann::json manifest_;
};

TEST_F(PthTest, ReadsWhatTorchSaves) {
    ASSERT_FALSE(manifest_.at("readable").empty());
    for (const auto& [name, written] : manifest_.at("readable").items()) {
        SCOPED_TRACE(name);
        const auto checkpoint = model::readCheckpoint(folder_ / name);
        EXPECT_EQ(checkpoint, model::readPth(folder_ / name));
        EXPECT_EQ(checkpoint.tensors.size(), written.size());
        for (const auto& [key, expected] : written.items()) {
            SCOPED_TRACE(key);
            ASSERT_TRUE(checkpoint.tensors.contains(key));
            const auto& tensor = checkpoint.tensors.at(key);
            EXPECT_EQ(model::elementTypeName(tensor.type), expected.at("dtype").get<std::string>());
            EXPECT_EQ(tensor.shape, expected.at("shape").get<std::vector<std::int64_t>>());
            EXPECT_EQ(hexOf(tensor), expected.at("bytes").get<std::string>());
        }
    }
}

TEST_F(PthTest, RefusesProgramsAndOtherFormatsAndCallsNothing) {
    ASSERT_FALSE(manifest_.at("refused").empty());
    for (const auto& [name, message] : manifest_.at("refused").items()) {
        SCOPED_TRACE(name);
        expectThreeParts(refusalOf([&] { model::readCheckpoint(folder_ / name); }), name,
                         message.get<std::string>());
    }
    EXPECT_FALSE(std::filesystem::exists(folder_ / "marker"));
}

}  // namespace
}  // namespace handscope::test
