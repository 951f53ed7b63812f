// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handscope::ui {

/// What can be done with something that was dropped.
enum class FileKind {
    Video,    ///< whatever is none of the others: opening it tells
    Folder,   ///< of videos
    Model,    ///< a checkpoint, or the description of a TorchScript program
    Profile,  ///< decision settings
    Moment,
    OtherJson,  ///< something that is written in JSON, such as labels
};

/// By its name; a folder by what it is, and a JSON file by what it says it is, for which at most
/// 1 MiB of it is read. A JSON file that cannot be read is a model: who loads it says why not.
FileKind fileKindOf(const QString& path);

}  // namespace handscope::ui
