// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ClassPicker.h"

#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>

namespace handscope::ui {

ClassPicker::ClassPicker(QWidget* parent) : QComboBox(parent) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    lineEdit()->setPlaceholderText(tr("Class"));
    connect(this, &QComboBox::activated, this, [this](int index) { choose(itemText(index)); });
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ClassPicker::takeText);
}

void ClassPicker::setLabels(const QStringList& labels) {
    const QSignalBlocker quiet(this);
    clear();
    addItems(labels);
    setLabel(label_);
}

void ClassPicker::setLabel(const QString& label) {
    const QSignalBlocker quiet(this);
    label_ = label;
    setCurrentIndex(findText(label, Qt::MatchExactly | Qt::MatchCaseSensitive));
    if (currentIndex() < 0) {
        clearEditText();
    }
}

void ClassPicker::takeText() {
    const QString typed = currentText().trimmed();
    int index = findText(typed, Qt::MatchFixedString);
    if (index < 0 && !typed.isEmpty()) {
        index = findText(typed, Qt::MatchContains);
    }
    if (index < 0) {
        setLabel(label_);
        return;
    }
    choose(itemText(index));
}

void ClassPicker::choose(const QString& label) {
    const bool changed = label != label_;
    setLabel(label);
    if (changed) {
        Q_EMIT labelChosen(label);
    }
}

}  // namespace handscope::ui
