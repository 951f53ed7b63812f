// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace handscope::ui {

/// Asks whether a TorchScript file, which is a program, may run. Blocks until answered, in a nested
/// event loop; No is the default and what closing the question means. GUI thread.
bool askToTrustScript(QWidget* parent, const QString& file, const QString& sha256);

}  // namespace handscope::ui
