// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkPicture.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {
namespace {

const QString kBranch = QStringLiteral("branch");

class NetworkPictureText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::NetworkPicture)
};

}  // namespace

bool NetworkPicture::isCut(const QString& block, const QString& point) const {
    return cuts.contains(CutName{block, point, -1});
}

void NetworkPicture::applyCuts() {
    states.resize(layout.nodes.size());
    for (qsizetype node = 0; node < states.size(); ++node) {
        const TapName& name = layout.nodes[node].name;
        const QString point = pointOfTap(name.tap);
        const bool module = layout.nodes[node].row == 1;
        NodeState& state = states[node];
        state.cut = module && (isCut(name.block, point) || isCut(name.block, kBranch));
        state.channelsCut =
            static_cast<int>(std::count_if(cuts.begin(), cuts.end(), [&](const CutName& cut) {
                return cut.block == name.block && cut.point == point && cut.channel >= 0;
            }));
    }
}

QString NetworkPicture::textOf(int node) const {
    const TapName& name = layout.nodes[node].name;
    const NodeState& state = states[node];
    QStringList parts{tapText(name)};
    if (name == picked) {
        parts << NetworkPictureText::tr("picked");
    }
    if (state.cut) {
        parts << NetworkPictureText::tr("cut");
    }
    if (layout.nodes[node].row == 2 && isCut(name.block, kBranch)) {
        parts << NetworkPictureText::tr("branch cut: only the shortcut passes");
    }
    if (state.channelsCut == 1) {
        parts << NetworkPictureText::tr("1 channel cut");
    } else if (state.channelsCut > 1) {
        parts << NetworkPictureText::tr("%1 channels cut").arg(state.channelsCut);
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace handscope::ui
