// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Problems.h"

#include <QCoreApplication>

#include "capture/CaptureError.h"
#include "model/ModelError.h"

namespace handscope::app {
namespace {

template <typename Error>
ui::Problem inThreeParts(const Error& error) {
    return {QString::fromStdString(error.whatHappened()),
            QString::fromStdString(error.whatWasExpected()),
            QString::fromStdString(error.whatToDo())};
}

/// Where translators find these texts.
class ProblemText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::Problems)

public:
    static ui::Problem unexpected(const std::exception& error);
};

ui::Problem ProblemText::unexpected(const std::exception& error) {
    return {tr("Something failed that should not (%1).").arg(error.what()),
            tr("Expected no such error."), tr("Please report it with what you did.")};
}

}  // namespace

ui::Problem problemOf(const std::exception& error) {
    if (const auto* const fromModel = dynamic_cast<const model::ModelError*>(&error)) {
        return inThreeParts(*fromModel);
    }
    if (const auto* const fromCapture = dynamic_cast<const capture::CaptureError*>(&error)) {
        return inThreeParts(*fromCapture);
    }
    return ProblemText::unexpected(error);
}

}  // namespace handscope::app
