// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QStringList>

namespace handscope::ui {

/// A colour for each label, the same in every run: no two of some thirty alike, and far apart for
/// labels that stand beside each other in the list. Colour is never all that tells labels apart. A
/// value; GUI thread.
class LabelColours {
public:
    void setLabels(const QStringList& labels);

    /// Labels that are not in the list have one too. `dark`: for a dark surround.
    QColor colourOf(const QString& label, bool dark) const;
    /// Of thin lines, which need more colour than bars to be told apart.
    QColor strokeOf(const QString& label, bool dark) const;

private:
    QHash<QString, int> places_;

    QColor colour(const QString& label, double saturation, double lightness) const;
};

}  // namespace handscope::ui
