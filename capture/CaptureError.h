// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace handscope::capture {

/// The one exception type that leaves this library: a source that cannot be opened, decoded or
/// seeked. Its text has three parts, a sentence each.
class CaptureError : public std::runtime_error {
public:
    CaptureError(std::string whatHappened, std::string whatWasExpected, std::string whatToDo)
        : std::runtime_error(whatHappened + " " + whatWasExpected + " " + whatToDo),
          whatHappened_(std::move(whatHappened)),
          whatWasExpected_(std::move(whatWasExpected)),
          whatToDo_(std::move(whatToDo)) {}

    const std::string& whatHappened() const noexcept { return whatHappened_; }
    const std::string& whatWasExpected() const noexcept { return whatWasExpected_; }
    const std::string& whatToDo() const noexcept { return whatToDo_; }

private:
    std::string whatHappened_;
    std::string whatWasExpected_;
    std::string whatToDo_;
};

/// A CaptureError of a source that does not take the options that it was to be opened with: it will
/// not take them later either.
class SourceOptionError : public CaptureError {
public:
    using CaptureError::CaptureError;
};

}  // namespace handscope::capture
