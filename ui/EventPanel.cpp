// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/EventPanel.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/PercentText.h"

namespace handscope::ui {

EventPanel::EventPanel(QWidget* parent)
    : QWidget(parent), table_(new QTableView(this)), pages_(new QStackedWidget(this)) {
    table_->setObjectName(QStringLiteral("events.table"));
    table_->setAccessibleName(tr("Recognised gestures"));
    table_->setToolTip(tr("Double-click or press Enter on a gesture to go to where it begins"));
    table_->setModel(&model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 6);
    header->setSectionResizeMode(EventModel::Gesture, QHeaderView::Stretch);
    // Fixed for the widest text that is likely: measuring all rows for each new one is slow.
    const auto fix = [&](int column, const QString& widest) {
        const int title = header->sectionSizeHint(column);
        header->setSectionResizeMode(column, QHeaderView::Interactive);
        header->resizeSection(column,
                              std::max(title, fontMetrics().horizontalAdvance(widest) + 10));
    };
    fix(EventModel::Time, QStringLiteral("0:00:00.0"));
    fix(EventModel::Duration, tr("%1 s …").arg(QStringLiteral("10.0")));
    fix(EventModel::Score, percentText(1.0));

    auto* empty = new QLabel(tr("Recognised gestures appear here."), this);
    empty->setObjectName(QStringLiteral("events.empty"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setForegroundRole(QPalette::PlaceholderText);
    pages_->addWidget(empty);
    pages_->addWidget(table_);
    connect(&model_, &QAbstractItemModel::rowsInserted, this, &EventPanel::showPage);
    connect(&model_, &QAbstractItemModel::modelReset, this, &EventPanel::showPage);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(table_, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const auto event = model_.event(index.row())) {
            Q_EMIT eventActivated(*event);
        }
    });
}

void EventPanel::showPage() {
    pages_->setCurrentIndex(model_.rowCount() > 0 ? 1 : 0);
}

}  // namespace handscope::ui
