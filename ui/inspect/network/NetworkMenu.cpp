// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkMenu.h"

#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {

NetworkMenu::NetworkMenu(const NetworkPicture& picture, int node, QWidget* parent) : QMenu(parent) {
    setObjectName(QStringLiteral("network.menu"));
    setAttribute(Qt::WA_DeleteOnClose);
    const TapName& name = picture.layout.nodes[node].name;
    addAction(tr("&Look at %1").arg(tapText(name)), this, &NetworkMenu::pickRequested)
        ->setObjectName(QStringLiteral("network.pick"));
    const QString branch = QStringLiteral("branch");
    const QString own = pointOfTap(name.tap);
    if (own.isEmpty()) {
        return;
    }
    addSeparator();
    for (const QString& point : own == branch ? QStringList{own} : QStringList{own, branch}) {
        addCut({name.block, point, -1}, picture.isCut(name.block, point));
    }
}

void NetworkMenu::addCut(const CutName& cut, bool made) {
    QString text;
    if (cut.point == QLatin1String("branch")) {
        text = made ? tr("Restore the whole &branch")
                    : tr("Cut the whole &branch (only the shortcut passes)");
    } else {
        text = (made ? tr("&Restore %1") : tr("&Cut %1")).arg(pointText(cut.point));
    }
    addAction(text, this, [this, cut] {
        Q_EMIT cutToggled(cut);
    })->setObjectName(QStringLiteral("network.cut.") + cut.point);
}

}  // namespace handscope::ui
