// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/training/LabelFile.h"

#include <gmock/gmock.h>

#include <fstream>

#include "model/ModelError.h"
#include "tests/support/TestFolder.h"

namespace handscope::training {
namespace {

class LabelFileTest : public ::testing::Test {
protected:
    handscope::test::TestFolder folder_;

    std::string write(const std::string& text) const {
        std::ofstream(folder_.file("labels.txt"), std::ios::binary) << text;
        return folder_.file("labels.txt");
    }
};

TEST_F(LabelFileTest, KeepsTheOrderAndDropsEmptyLinesAndLineEnds) {
    EXPECT_THAT(readLabels(write("Swiping Left\r\n\r\n  No gesture \n손 흔들기")),
                ::testing::ElementsAre("Swiping Left", "No gesture", "손 흔들기"));
}

// Which would be part of the first label, and seen by nobody.
TEST_F(LabelFileTest, LeavesAByteOrderMarkOut) {
    EXPECT_THAT(readLabels(write("\xEF\xBB\xBFSwiping Left\nNo gesture\n")),
                ::testing::ElementsAre("Swiping Left", "No gesture"));
}

TEST_F(LabelFileTest, RefusesARepeatedLabelAndAFileWithoutAny) {
    EXPECT_THROW(readLabels(write("a\nb\na\n")), model::ModelError);
    EXPECT_THROW(readLabels(write("\n \n")), model::ModelError);
}

TEST_F(LabelFileTest, RefusesWhatIsNotThereAndWhatIsTooLarge) {
    EXPECT_THROW(readLabels(folder_.file("none.txt")), model::ModelError);
    EXPECT_THROW(readLabels(write(std::string(2 << 20, 'x'))), model::ModelError);
}

}  // namespace
}  // namespace handscope::training
