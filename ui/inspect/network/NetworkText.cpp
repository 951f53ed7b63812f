// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkText.h"

#include <QCoreApplication>

#include "ui/MapControls.h"

namespace handscope::ui {
namespace {

class NetworkText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::NetworkText)
};

}  // namespace

QString tapText(const TapName& name) {
    return QStringLiteral("%1 · %2").arg(name.block, tapTitle(name.tap));
}

QString pointText(const QString& point) {
    return point == QLatin1String("branch") ? NetworkText::tr("branch") : tapTitle(point);
}

QString cutText(const CutName& cut) {
    const QString whole = QStringLiteral("%1 · %2").arg(cut.block, pointText(cut.point));
    return cut.channel < 0 ? whole : NetworkText::tr("%1, channel %2").arg(whole).arg(cut.channel);
}

QString pointOfTap(const QString& tap) {
    if (tap == QLatin1String("cstm") || tap == QLatin1String("cmm")) {
        return tap;
    }
    return tap == QLatin1String("output") ? QStringLiteral("branch") : QString();
}

QString changeTitle(ClipChange change) {
    switch (change) {
        case ClipChange::None:
            return NetworkText::tr("As it is");
        case ClipChange::Reversed:
            return NetworkText::tr("Reversed");
        case ClipChange::Mirrored:
            return NetworkText::tr("Mirrored");
        case ClipChange::Frozen:
            return NetworkText::tr("Frozen");
        case ClipChange::Shuffled:
            return NetworkText::tr("Shuffled");
    }
    return {};
}

QString comparedText(int cuts, ClipChange change) {
    if (cuts <= 0) {
        return changeTitle(change).toLower();
    }
    const QString with =
        cuts == 1 ? NetworkText::tr("with 1 cut") : NetworkText::tr("with %1 cuts").arg(cuts);
    return change == ClipChange::None
               ? with
               : NetworkText::tr("%1, %2").arg(with, changeTitle(change).toLower());
}

}  // namespace handscope::ui
