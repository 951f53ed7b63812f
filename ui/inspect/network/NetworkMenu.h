// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "ui/inspect/network/NetworkPicture.h"

namespace handscope::ui {

/// What can be done at one node of the drawing of the network: look at it, and cut what is cut
/// there. Deletes itself when it closes. GUI thread.
class NetworkMenu : public QMenu {
    Q_OBJECT

public:
    NetworkMenu(const NetworkPicture& picture, int node, QWidget* parent);

Q_SIGNALS:
    void pickRequested();
    void cutToggled(const handscope::ui::CutName& cut);

private:
    void addCut(const CutName& cut, bool made);
};

}  // namespace handscope::ui
