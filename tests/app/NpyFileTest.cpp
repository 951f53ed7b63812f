// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NpyFile.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "model/ModelError.h"
#include "tests/support/NeededTool.h"
#include "tests/support/TestFolder.h"

namespace handscope::app {
namespace {

TEST(NpyFileTest, HasTheHeaderThatNumPyDescribes) {
    const test::TestFolder folder;
    writeNpy(folder.file("a.npy"), std::vector<float>{1, 2, 3, 4, 5, 6}, {2, 3});
    std::ifstream stream(folder.file("a.npy"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
    EXPECT_EQ((bytes.size() - 6 * sizeof(float)) % 64, 0U) << "the data must be aligned";
    EXPECT_NE(bytes.find("'shape': (2,3,)"), std::string::npos);
}

TEST(NpyFileTest, IsReadByNumPy) {
    HANDSCOPE_NEEDS_TOOL(std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") == 0,
                         "python3-numpy");
    const test::TestFolder folder;
    writeNpy(folder.file("a.npy"), std::vector<float>{1, 2, 3, 4, 5, 6.5F}, {1, 2, 3});
    const std::string command =
        "/usr/bin/python3 -c \"import numpy; a = numpy.load('" + folder.file("a.npy") +
        "'); assert a.shape == (1, 2, 3) and a.dtype == 'float32' and a[0, 1, 2] == 6.5\"";
    EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST(NpyFileTest, ReportsAFolderThatIsNotThere) {
    EXPECT_THROW(writeNpy("/no/such/folder/a.npy", std::vector<float>{1}, {1}), model::ModelError);
}

}  // namespace
}  // namespace handscope::app
