// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ShortcutDialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <memory>

#include "ui/ActionWords.h"

namespace handscope::ui {
namespace {

QString keysOf(const QAction& action) {
    return QKeySequence::listToString(action.shortcuts(), QKeySequence::NativeText)
        .replace(QStringLiteral("; "), ShortcutDialog::tr(" or "));
}

void addRow(QTableWidget& table, const QString& first, const QString& second) {
    const int row = table.rowCount();
    table.insertRow(row);
    table.setItem(row, 0, std::make_unique<QTableWidgetItem>(first).release());
    table.setItem(row, 1, std::make_unique<QTableWidgetItem>(second).release());
}

void addGroup(QTableWidget& table, const ShortcutGroup& group) {
    addRow(table, group.title, {});
    const int title = table.rowCount() - 1;
    QFont bold = table.font();
    bold.setBold(true);
    table.item(title, 0)->setFont(bold);
    for (const QAction* action : group.actions) {
        if (!action->shortcuts().isEmpty()) {
            addRow(table, wordsOf(action->text()), keysOf(*action));
        }
    }
    for (const WidgetKey& key : group.widgetKeys) {
        addRow(table, key.what, key.keys);
    }
    if (table.rowCount() == title + 1) {
        table.removeRow(title);
    } else {
        table.setSpan(title, 0, 1, 2);
    }
}

}  // namespace

ShortcutDialog::ShortcutDialog(const QList<ShortcutGroup>& groups, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* table = new QTableWidget(0, 2, this);
    table->setObjectName(QStringLiteral("shortcuts.table"));
    table->setAccessibleName(tr("Keyboard shortcuts"));
    table->setHorizontalHeaderLabels({tr("Action"), tr("Keys")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setTabKeyNavigation(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    for (const ShortcutGroup& group : groups) {
        addGroup(*table, group);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* close = buttons->button(QDialogButtonBox::Close);
    close->setIcon({});
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close this list"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(500, 600);
}

}  // namespace handscope::ui
