// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/SegmentDelegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include "ui/recordings/LabelEditor.h"
#include "ui/recordings/ReviewSymbol.h"
#include "ui/recordings/SegmentModel.h"

namespace handscope::ui {
namespace {

constexpr int kSymbolRoom = 20;

}  // namespace

void SegmentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const {
    if (index.column() != SegmentModel::State) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString text = item.text;
    item.text.clear();
    const QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const auto group =
        item.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    painter->save();
    painter->setFont(item.font);
    painter->setPen(
        item.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text));
    const QRectF symbol(item.rect.left() + 4, item.rect.top(), 13, item.rect.height());
    paintReviewSymbol(*painter, symbol,
                      static_cast<ReviewState>(index.data(SegmentModel::ReviewStateRole).toInt()),
                      index.data(SegmentModel::DoubtfulRole).toBool());
    const QRect words = item.rect.adjusted(kSymbolRoom, 0, -2, 0);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      item.fontMetrics.elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

QWidget* SegmentDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                       const QModelIndex& index) const {
    if (index.column() != SegmentModel::Label) {
        return QStyledItemDelegate::createEditor(parent, option, index);
    }
    auto* editor = new LabelEditor(parent);
    editor->setObjectName(QStringLiteral("segments.label"));
    editor->setLabels(labels_, index.data(SegmentModel::RunnerUpRole).toString());
    connect(editor, &LabelEditor::labelConfirmed, this, &SegmentDelegate::finishEditing);
    // Once the view has given it its place.
    QMetaObject::invokeMethod(editor, &LabelEditor::showAll, Qt::QueuedConnection);
    return editor;
}

void SegmentDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    if (auto* line = qobject_cast<LabelEditor*>(editor)) {
        line->setText(index.data(Qt::EditRole).toString());
        line->selectAll();
    }
}

void SegmentDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                   const QModelIndex& index) const {
    if (const auto* line = qobject_cast<LabelEditor*>(editor)) {
        model->setData(index, line->isConfirmed() ? line->nearestLabel() : line->label(),
                       Qt::EditRole);
    }
}

void SegmentDelegate::finishEditing() {
    auto* editor = qobject_cast<QWidget*>(sender());
    Q_EMIT commitData(editor);
    Q_EMIT closeEditor(editor);
}

bool SegmentDelegate::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && qobject_cast<LabelEditor*>(watched) != nullptr) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            return false;  // the line says itself when a label is confirmed
        }
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

}  // namespace handscope::ui
