// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recordings/LabelEditor.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QStringListModel>
#include <algorithm>

namespace handscope::ui {

LabelEditor::LabelEditor(QWidget* parent) : QLineEdit(parent), listed_(new QStringListModel(this)) {
    setAccessibleName(tr("Label"));
    setToolTip(tr("Type a part of a label; Enter takes the first that is listed"));
    auto* completer = new QCompleter(listed_, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    completer->setMaxVisibleItems(12);
    completer->popup()->setAccessibleName(tr("Labels"));
    setCompleter(completer);
    // Queued: what listens may close this line, and Qt is still at work in it.
    connect(this, &QLineEdit::returnPressed, this, &LabelEditor::confirm, Qt::QueuedConnection);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this,
            &LabelEditor::confirm, Qt::QueuedConnection);
}

void LabelEditor::setLabels(const QStringList& labels, const QString& first) {
    labels_ = labels;
    if (const qsizetype place = labels_.indexOf(first); place > 0) {
        labels_.move(place, 0);
    }
    listed_->setStringList(labels_);
    int widest = 0;
    for (const QString& label : labels_) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(label));
    }
    // As wide as the labels, however narrow the line is.
    completer()->popup()->setMinimumWidth(widest + 40);
}

QString LabelEditor::label() const {
    const QString typed = text().trimmed();
    if (labels_.isEmpty()) {
        return typed;
    }
    const qsizetype place = labels_.indexOf(typed);
    if (place >= 0) {
        return labels_[place];
    }
    for (const QString& label : labels_) {
        if (label.compare(typed, Qt::CaseInsensitive) == 0) {
            return label;
        }
    }
    return {};
}

QString LabelEditor::nearestLabel() const {
    const QString exact = label();
    const QString typed = text().trimmed();
    if (!exact.isEmpty() || typed.isEmpty()) {
        return exact;
    }
    for (const QString& label : labels_) {
        if (label.contains(typed, Qt::CaseInsensitive)) {
            return label;
        }
    }
    return {};
}

void LabelEditor::showAll() {
    completer()->setCompletionPrefix({});
    completer()->complete();
}

void LabelEditor::confirm() {
    if (confirmed_ || nearestLabel().isEmpty()) {
        return;
    }
    confirmed_ = true;
    Q_EMIT labelConfirmed();
    confirmed_ = false;
}

}  // namespace handscope::ui
