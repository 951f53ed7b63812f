// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ClassRuleTable.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "ui/decision/ClassRuleDelegate.h"

namespace handscope::ui {
namespace {

constexpr int kScoreWidth = 72;

}  // namespace

ClassRuleTable::ClassRuleTable(QWidget* parent)
    : QWidget(parent), filter_(new QLineEdit(this)), table_(new HintedTable(this)) {
    filter_->setObjectName(QStringLiteral("classes.filter"));
    filter_->setPlaceholderText(tr("Find a gesture"));
    filter_->setAccessibleName(tr("Find a gesture"));
    filter_->setToolTip(tr("Show only the gestures whose names hold this"));
    filter_->setClearButtonEnabled(true);
    table_->setObjectName(QStringLiteral("classes.table"));
    table_->setAccessibleName(tr("Thresholds by gesture"));
    table_->setToolTip(tr("Which gestures fire, and from which averaged score"));
    table_->setHint(tr("The gestures that the model knows stand here."));
    found_.setSourceModel(&model_);
    found_.setFilterCaseSensitivity(Qt::CaseInsensitive);
    found_.setFilterKeyColumn(ClassRuleModel::Label);
    table_->setModel(&found_);
    table_->setItemDelegate(new ClassRuleDelegate(table_));
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    table_->setFrameShape(QFrame::StyledPanel);
    table_->setMinimumHeight(fontMetrics().height() * 4);
    table_->horizontalHeader()->setSectionResizeMode(ClassRuleModel::Label, QHeaderView::Stretch);
    table_->fitColumn(ClassRuleModel::Fires, {});
    table_->fitColumn(ClassRuleModel::Threshold, tr("as above"));
    table_->horizontalHeader()->setSectionResizeMode(ClassRuleModel::Score, QHeaderView::Fixed);
    table_->horizontalHeader()->resizeSection(ClassRuleModel::Score, kScoreWidth);
    table_->installEventFilter(this);
    auto* asAbove = new QAction(tr("Fires as above"), table_);
    asAbove->setObjectName(QStringLiteral("classes.asAbove"));
    asAbove->setToolTip(tr("Take the class's own threshold away"));
    table_->addAction(asAbove);
    table_->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(asAbove, &QAction::triggered, this, [this] { model_.clearThreshold(currentRow()); });
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        found_.setFilterFixedString(text.trimmed());
        table_->setHint(model_.rowCount() > 0
                            ? tr("No gesture is called that.")
                            : tr("The gestures that the model knows stand here."));
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(filter_);
    layout->addWidget(table_, 1);
}

int ClassRuleTable::currentRow() const {
    return found_.mapToSource(table_->currentIndex()).row();
}

bool ClassRuleTable::act(int key) {
    switch (key) {
        case Qt::Key_Space:
            model_.toggleFires(currentRow());
            return true;
        case Qt::Key_Delete:
            model_.clearThreshold(currentRow());
            return true;
        case Qt::Key_F2:
        case Qt::Key_Return:
        case Qt::Key_Enter:
            table_->edit(table_->currentIndex().siblingAtColumn(ClassRuleModel::Threshold));
            return true;
        default:
            return false;
    }
}

/// These keys mean something on a row, whichever of its cells is the current one, and none of them
/// is left to the window.
bool ClassRuleTable::eventFilter(QObject* watched, QEvent* event) {
    const bool isKey =
        event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    // Keys that an editor on the table passes on are not meant for the row.
    if (watched != table_ || !isKey || !table_->hasFocus() || !table_->currentIndex().isValid()) {
        return QWidget::eventFilter(watched, event);
    }
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->modifiers() != Qt::NoModifier && key->modifiers() != Qt::KeypadModifier) {
        return QWidget::eventFilter(watched, event);
    }
    if (event->type() == QEvent::ShortcutOverride) {
        if (key->key() == Qt::Key_Space || key->key() == Qt::Key_Delete) {
            event->accept();
            return true;
        }
        return QWidget::eventFilter(watched, event);
    }
    return act(key->key()) || QWidget::eventFilter(watched, event);
}

}  // namespace handscope::ui
