// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/TimeText.h"

#include <gtest/gtest.h>

#include <limits>

namespace handscope::ui {
namespace {

struct Case {
    double seconds;
    const char* text;
};

class TimeText : public testing::TestWithParam<Case> {};

TEST_P(TimeText, ReadsAsPeopleWriteTimes) {
    EXPECT_EQ(timeText(GetParam().seconds).toStdString(), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Times, TimeText,
                         testing::Values(Case{0.0, "0:00.0"}, Case{9.94, "0:09.9"},
                                         Case{59.97, "1:00.0"}, Case{62.3, "1:02.3"},
                                         Case{3599.99, "1:00:00.0"}, Case{3723.5, "1:02:03.5"},
                                         Case{-1.5, "−0:01.5"}, Case{-0.01, "0:00.0"},
                                         Case{std::numeric_limits<double>::quiet_NaN(), "–"}));

}  // namespace
}  // namespace handscope::ui
