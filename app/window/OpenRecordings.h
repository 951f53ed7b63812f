// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <vector>

#include "app/recording/RecordingList.h"

namespace handscope::app {

/// A recording of the queue that has not been labelled yet.
struct OpenRecording {
    ListedRecording recording;
    bool cancelled = false;  ///< by a person
};

/// For the settings, so that the next run finds them: JSON.
QByteArray toSettings(const std::vector<OpenRecording>& recordings);

/// The inverse. What is no recording, or has a name that leads out of the folder of results, is
/// passed over.
std::vector<OpenRecording> openRecordingsFrom(const QByteArray& saved);

}  // namespace handscope::app
