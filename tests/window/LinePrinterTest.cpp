// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/LinePrinter.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <utility>

namespace handscope::app {
namespace {

class LinePrinterTest : public ::testing::Test {
protected:
    int reader = -1;
    int writer = -1;

    void SetUp() override {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        reader = ends[0];
        writer = ends[1];
    }

    void TearDown() override {
        closeEnd(reader);
        closeEnd(writer);
    }

    static void closeEnd(int& end) {
        if (const int descriptor = std::exchange(end, -1); descriptor >= 0) {
            ::close(descriptor);
        }
    }

    /// Once so many bytes are there; fewer where no more can come.
    std::string readBytes(std::size_t count) const {
        std::string text(count, '\0');
        std::size_t got = 0;
        while (got < count) {
            const auto more = ::read(reader, text.data() + got, count - got);
            if (more <= 0) {
                break;
            }
            got += static_cast<std::size_t>(more);
        }
        text.resize(got);
        return text;
    }
};

TEST_F(LinePrinterTest, PrintsALineEachInTheirOrder) {
    LinePrinter printer(writer);
    printer.print("one");
    printer.print("two");
    EXPECT_EQ(readBytes(8), "one\ntwo\n");
}

TEST_F(LinePrinterTest, PrintsWhatWaitsBeforeItGoes) {
    const std::string line(99, 'x');
    {
        LinePrinter printer(writer);
        for (int i = 0; i < 100; ++i) {
            printer.print(line);
        }
    }
    closeEnd(writer);
    EXPECT_EQ(readBytes(10'000).size(), 10'000U) << "less than what the pipe holds";
}

TEST_F(LinePrinterTest, AReaderThatHasStalledHoldsUpNobody) {
    const std::string line(999, 'x');
    LinePrinter printer(writer);
    for (int i = 0; i < 20'000; ++i) {
        printer.print(line);
    }
}

TEST_F(LinePrinterTest, AReaderThatHasGoneEndsNoProgram) {
    closeEnd(reader);
    LinePrinter printer(writer);
    for (int i = 0; i < 100; ++i) {
        printer.print("into nothing");
    }
}

}  // namespace
}  // namespace handscope::app
