// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/SegmentTable.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <algorithm>

#include "ui/PercentText.h"
#include "ui/TimeText.h"

namespace handscope::ui {

SegmentTable::SegmentTable(QWidget* parent) : HintedTable(parent) {
    setObjectName(QStringLiteral("review.segments"));
    setAccessibleName(tr("Segments"));
    setToolTip(tr("Choose a segment to see it; double-click its label, or press L, to change it"));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    setModel(&model_);
    setItemDelegate(&delegate_);
    horizontalHeader()->setSectionResizeMode(SegmentModel::Label, QHeaderView::Stretch);
    fitTo(0.0, 0);
    fitColumn(SegmentModel::Score, percentText(1.0));
    fitColumn(SegmentModel::Margin, percentText(1.0));
    fitColumn(SegmentModel::State, QStringLiteral("     ") + tr("Predicted"));
    connect(&model_, &SegmentModel::labelEdited, this, &SegmentTable::labelEdited);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() != SegmentModel::Label) {
            choose(index.row());
        }
    });
}

void SegmentTable::setSegments(const QVector<SegmentRow>& segments) {
    const SegmentRow* before = selected();
    const qint64 id = before != nullptr ? before->id : -1;
    const int row = currentIndex().row();
    {
        const QScopedValueRollback<bool> quiet(quiet_, true);
        model_.setSegments(segments);
        if (model_.rowOf(id) >= 0) {
            selectRow(model_.rowOf(id));
        } else if (id >= 0) {
            selectRow(std::min(row, model_.rowCount() - 1));
        } else {
            selectRow(-1);
        }
    }
    const SegmentRow* after = selected();
    const qint64 now = after != nullptr ? after->id : -1;
    if (now != id) {
        Q_EMIT selectionReplaced(now);
    }
}

void SegmentTable::setOrder(SegmentOrder order) {
    const QScopedValueRollback<bool> quiet(quiet_, true);
    model_.setOrder(order);
    scrollTo(currentIndex());
}

void SegmentTable::fitTo(double seconds, qint64 frames) {
    const QString time = timeText(std::max(seconds, 60.0));
    const qint64 frame = std::max<qint64>(frames, 1000);
    fitColumn(SegmentModel::Time, tr("%1 – %2").arg(time, time));
    fitColumn(SegmentModel::Frames, tr("%1 – %2").arg(frame).arg(frame));
}

const SegmentRow* SegmentTable::selected() const {
    return model_.segment(currentIndex().row());
}

void SegmentTable::select(qint64 id) {
    const QScopedValueRollback<bool> quiet(quiet_, true);
    selectRow(model_.rowOf(id));
}

void SegmentTable::choose(int row) {
    const SegmentRow* segment = model_.segment(row);
    if (segment == nullptr) {
        return;
    }
    const qint64 id = segment->id;
    select(id);
    Q_EMIT segmentChosen(id);
}

void SegmentTable::selectRow(int row) {
    if (row < 0) {
        selectionModel()->clear();
        return;
    }
    if (row != currentIndex().row() || !selectionModel()->isRowSelected(row)) {
        setCurrentIndex(model_.index(row, std::max(0, currentIndex().column())));
    }
    scrollTo(currentIndex());
}

void SegmentTable::editLabel() {
    const QModelIndex label = model_.index(currentIndex().row(), SegmentModel::Label);
    if (!label.isValid()) {
        return;
    }
    {
        const QScopedValueRollback<bool> quiet(quiet_, true);
        setCurrentIndex(label);
    }
    setFocus();
    edit(label);
}

void SegmentTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    HintedTable::currentChanged(current, previous);
    if (quiet_ || !current.isValid() || current.row() == previous.row()) {
        return;
    }
    Q_EMIT segmentChosen(model_.segment(current.row())->id);
}

QItemSelectionModel::SelectionFlags SegmentTable::selectionCommand(const QModelIndex& index,
                                                                   const QEvent* event) const {
    // A click beside the rows leaves the selection as it is.
    return index.isValid() ? HintedTable::selectionCommand(index, event)
                           : QItemSelectionModel::SelectionFlags(QItemSelectionModel::NoUpdate);
}

}  // namespace handscope::ui
