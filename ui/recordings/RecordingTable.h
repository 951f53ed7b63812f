// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/recordings/HintedTable.h"
#include "ui/recordings/RecordingDelegate.h"
#include "ui/recordings/RecordingOrder.h"

namespace handscope::ui {

/// The list of the queue. A click without a modifier or Enter asks for a recording; with modifiers
/// several are selected, as elsewhere. Shows the order it is given and owns none. GUI thread.
class RecordingTable : public HintedTable {
    Q_OBJECT

public:
    explicit RecordingTable(RecordingOrder* order, QWidget* parent = nullptr);

    /// The recording in the current row; nullptr when there is none.
    const RecordingRow* current() const;
    QVector<qint64> selectedIds() const;
    /// Makes its row current and selects it alone, where it is listed.
    void select(qint64 id);

Q_SIGNALS:
    void recordingActivated(qint64 id);
    void selectionMoved();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    RecordingOrder* order_;
    RecordingDelegate delegate_;
    QVector<qint64> keptIds_;
    qint64 keptCurrent_ = -1;
    int keptScroll_ = 0;
    bool plainClick_ = false;

    void keepOverReset();
    void askFor(const QModelIndex& index);
};

}  // namespace handscope::ui
