// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/RecordingTable.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <utility>

#include "ui/PercentText.h"

namespace handscope::ui {
namespace {

bool isEnter(const QKeyEvent& event) {
    return (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) &&
           (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

}  // namespace

RecordingTable::RecordingTable(RecordingOrder* order, QWidget* parent)
    : HintedTable(parent), order_(order) {
    setObjectName(QStringLiteral("recordings.table"));
    setAccessibleName(tr("Recordings"));
    setToolTip(tr("Click a recording, or press Enter on it, to review its segments"));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTextElideMode(Qt::ElideMiddle);
    setModel(order);
    keepOverReset();
    setItemDelegateForColumn(RecordingModel::State, &delegate_);
    setSortingEnabled(true);
    sortByColumn(RecordingModel::Margin, Qt::AscendingOrder);
    horizontalHeader()->setSectionResizeMode(RecordingModel::Name, QHeaderView::Stretch);
    fitColumn(RecordingModel::State, tr("Cancelled"));
    fitColumn(RecordingModel::Segments, QStringLiteral("0000"));
    fitColumn(RecordingModel::ToReview, QStringLiteral("0000"));
    fitColumn(RecordingModel::Margin, percentText(1.0));
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (plainClick_) {
            askFor(index);
        }
    });
}

void RecordingTable::keepOverReset() {
    connect(order_, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        keptIds_ = selectedIds();
        const RecordingRow* row = current();
        keptCurrent_ = row != nullptr ? row->id : -1;
        keptScroll_ = verticalScrollBar()->value();
    });
    // Connected after the view and its selection, which forget everything in a reset.
    connect(order_, &QAbstractItemModel::modelReset, this, [this] {
        QItemSelection selection;
        for (const qint64 id : std::as_const(keptIds_)) {
            const QModelIndex index = order_->index(order_->rowOf(id), 0);
            if (index.isValid()) {
                selection.select(index, index);
            }
        }
        const QModelIndex index = order_->index(order_->rowOf(keptCurrent_), 0);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        selectionModel()->select(selection,
                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        executeDelayedItemsLayout();
        verticalScrollBar()->setValue(keptScroll_);
    });
}

const RecordingRow* RecordingTable::current() const {
    return selectionModel() != nullptr ? order_->recording(currentIndex().row()) : nullptr;
}

QVector<qint64> RecordingTable::selectedIds() const {
    QVector<qint64> ids;
    if (selectionModel() == nullptr) {
        return ids;
    }
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (const RecordingRow* recording = order_->recording(row)) {
                ids.append(recording->id);
            }
        }
    }
    return ids;
}

void RecordingTable::select(qint64 id) {
    const QModelIndex index = order_->index(order_->rowOf(id), 0);
    if (index.isValid()) {
        // It alone, whatever keys are held: QAbstractItemView::setCurrentIndex() would add it to
        // the others while Ctrl is.
        selectionModel()->setCurrentIndex(
            index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        scrollTo(index);
    }
}

void RecordingTable::askFor(const QModelIndex& index) {
    if (const RecordingRow* recording = order_->recording(index.row())) {
        Q_EMIT recordingActivated(recording->id);
    }
}

bool RecordingTable::event(QEvent* event) {
    // Enter means something else on the rest of the page.
    if (event->type() == QEvent::ShortcutOverride && isEnter(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return HintedTable::event(event);
}

void RecordingTable::keyPressEvent(QKeyEvent* event) {
    if (isEnter(*event)) {
        askFor(currentIndex());
        return;
    }
    HintedTable::keyPressEvent(event);
}

void RecordingTable::mouseReleaseEvent(QMouseEvent* event) {
    plainClick_ = event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    HintedTable::mouseReleaseEvent(event);
    plainClick_ = false;
}

void RecordingTable::selectionChanged(const QItemSelection& selected,
                                      const QItemSelection& deselected) {
    HintedTable::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

}  // namespace handscope::ui
