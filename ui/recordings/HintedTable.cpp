// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/HintedTable.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyle>
#include <algorithm>

#include "ui/Theme.h"

namespace handscope::ui {

HintedTable::HintedTable(QWidget* parent) : QTableView(parent) {
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // What is dropped here is for the page.
    setAcceptDrops(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 5);
}

void HintedTable::setHint(const QString& hint) {
    if (hint == hint_) {
        return;
    }
    hint_ = hint;
    viewport()->update();
}

void HintedTable::fitColumn(int column, const QString& widest) {
    QHeaderView* header = horizontalHeader();
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    int room =
        std::max(fontMetrics().horizontalAdvance(title), fontMetrics().horizontalAdvance(widest));
    if (header->isSortIndicatorShown() && header->sortIndicatorSection() == column) {
        room += style()->pixelMetric(QStyle::PM_HeaderMarkSize) + 6;
    }
    header->setSectionResizeMode(column, QHeaderView::Interactive);
    header->resizeSection(column, room + 12);
}

void HintedTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (model() == nullptr || model()->rowCount(rootIndex()) > 0 || hint_.isEmpty()) {
        return;
    }
    QPainter painter(viewport());
    painter.setPen(quietText(palette()));
    painter.drawText(viewport()->rect().adjusted(20, 12, -20, -12),
                     Qt::AlignCenter | Qt::TextWordWrap, hint_);
}

}  // namespace handscope::ui
