// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace handscope::ui {

/// One line of plain text that ends in "…" where it does not fit, and never widens what it stands
/// in. text() stays whole. GUI thread.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace handscope::ui
