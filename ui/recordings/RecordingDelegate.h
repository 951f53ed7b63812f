// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace handscope::ui {

/// Paints the state of a recording: a bar while it runs, else a word, which stands out when the
/// recording failed. Paints only; there is no widget a row. GUI thread.
class RecordingDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

}  // namespace handscope::ui
