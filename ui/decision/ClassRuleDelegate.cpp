// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ClassRuleDelegate.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/decision/ClassRuleModel.h"
#include "ui/decision/ValueRow.h"

namespace handscope::ui {
namespace {

void paintScore(QPainter& painter, const QRectF& room, const QModelIndex& index,
                const QPalette& palette) {
    const QVariant known = index.data(ClassRuleModel::ScoreRole);
    const double score = known.isValid() ? std::clamp(known.toDouble(), 0.0, 1.0) : 0.0;
    const double on = index.data(ClassRuleModel::OnRole).toDouble();
    const bool muted = index.data(ClassRuleModel::MutedRole).toBool();
    QRectF bar = room.adjusted(4.0, 0.0, -4.0, 0.0);
    bar.setTop(room.center().y() - 4.0);
    bar.setHeight(8.0);
    QColor groove = palette.color(QPalette::Text);
    groove.setAlpha(28);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(groove);
    painter.drawRoundedRect(bar, 2.0, 2.0);
    QRectF filled = bar;
    filled.setWidth(bar.width() * score);
    QColor fill = palette.color(QPalette::Highlight);
    fill.setAlpha(!muted && score >= on ? 255 : 130);
    painter.setBrush(fill);
    painter.drawRoundedRect(filled, 2.0, 2.0);
    if (!muted) {
        QColor mark = palette.color(QPalette::Text);
        mark.setAlpha(index.data(ClassRuleModel::OwnRole).toBool() ? 230 : 110);
        painter.setPen(QPen(mark, 1.4));
        const double x = bar.left() + bar.width() * on;
        painter.drawLine(QPointF(x, bar.top() - 3.0), QPointF(x, bar.bottom() + 3.0));
    }
}

}  // namespace

void ClassRuleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const bool isQuiet = index.data(ClassRuleModel::MutedRole).toBool() ||
                         (index.column() == ClassRuleModel::Threshold &&
                          !index.data(ClassRuleModel::OwnRole).toBool());
    if (isQuiet) {
        item.palette.setColor(QPalette::Text, quietText(option.palette));
    }
    if (index.column() == ClassRuleModel::Score) {
        item.text.clear();
    }
    const QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    if (index.column() == ClassRuleModel::Score) {
        const bool selected = item.state.testFlag(QStyle::State_Selected);
        QPalette palette = option.palette;
        if (selected) {
            palette.setColor(QPalette::Text, palette.color(QPalette::HighlightedText));
            palette.setColor(QPalette::Highlight, palette.color(QPalette::HighlightedText));
        }
        painter->save();
        paintScore(*painter, QRectF(item.rect), index, palette);
        painter->restore();
    }
}

QWidget* ClassRuleDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                         const QModelIndex& index) const {
    if (index.column() != ClassRuleModel::Threshold) {
        return QStyledItemDelegate::createEditor(parent, option, index);
    }
    auto* field = new PlainSpinBox(parent);
    field->setObjectName(QStringLiteral("classes.threshold"));
    field->setAccessibleName(tr("Fires at"));
    field->setToolTip(tr("The averaged score from which this class fires"));
    field->setDecimals(1);
    field->setRange(0.0, 100.0);
    field->setSuffix(tr(" %"));
    field->setFrame(false);
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setAlignment(Qt::AlignRight);
    return field;
}

void ClassRuleDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    if (auto* field = qobject_cast<PlainSpinBox*>(editor)) {
        field->setValue(index.data(Qt::EditRole).toDouble() * 100.0);
        field->selectAll();
        return;
    }
    QStyledItemDelegate::setEditorData(editor, index);
}

void ClassRuleDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                     const QModelIndex& index) const {
    auto* field = qobject_cast<PlainSpinBox*>(editor);
    if (field == nullptr) {
        return;
    }
    field->interpretText();
    // What was only looked at is not changed, by rounding or into a threshold of its own.
    const double before = index.data(Qt::EditRole).toDouble() * 100.0;
    if (std::abs(field->value() - before) > 0.05) {
        model->setData(index, field->value() / 100.0, Qt::EditRole);
    }
}

}  // namespace handscope::ui
