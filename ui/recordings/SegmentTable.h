// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/recordings/HintedTable.h"
#include "ui/recordings/SegmentDelegate.h"
#include "ui/recordings/SegmentModel.h"

namespace handscope::ui {

/// The segments of the open recording, one of them selected, which stays so by its id whatever
/// becomes of the list. Owns the model and the delegate. GUI thread.
class SegmentTable : public HintedTable {
    Q_OBJECT

public:
    explicit SegmentTable(QWidget* parent = nullptr);

    /// Where the selected one is gone, the one that stands in its place is selected.
    void setSegments(const QVector<SegmentRow>& segments);
    void setLabels(const QStringList& labels) { delegate_.setLabels(labels); }
    void setOrder(SegmentOrder order);
    /// Makes room for the times and frames of a recording of this length.
    void fitTo(double seconds, qint64 frames);

    const SegmentModel& segments() const noexcept { return model_; }
    /// nullptr when none is; valid until the next change.
    const SegmentRow* selected() const;

    /// Selects without telling of it; an id that is not there selects none.
    void select(qint64 id);
    /// As a person does, and likewise told. A row outside the list is passed over.
    void choose(int row);
    /// Opens the editor on the selected segment's label.
    void editLabel();

Q_SIGNALS:
    /// A person went to the segment.
    void segmentChosen(qint64 id);
    /// Another one took the place of the selected one, which is gone; −1: none is left.
    void selectionReplaced(qint64 id);
    void labelEdited(qint64 id, const QString& label);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index,
                                                         const QEvent* event) const override;

private:
    SegmentModel model_;
    SegmentDelegate delegate_;
    bool quiet_ = false;

    void selectRow(int row);
};

}  // namespace handscope::ui
