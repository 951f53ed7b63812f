// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QStringList>

class QCompleter;
class QStringListModel;

namespace handscope::ui {

/// A line for a label, with type-ahead over the labels that there are: any part of a label finds
/// it, in capitals or not, and Enter takes the first that is listed. While no labels are known any
/// text is one. GUI thread.
class LabelEditor : public QLineEdit {
    Q_OBJECT

public:
    explicit LabelEditor(QWidget* parent = nullptr);

    /// `first`: listed before the others, if it is one of them.
    void setLabels(const QStringList& labels, const QString& first = {});

    /// The label that is written out in full; empty when what stands there is none.
    QString label() const;
    /// The label that Enter takes: the one written out, else the first with this text in it.
    QString nearestLabel() const;
    /// Whether Enter or a click in the list ended the typing.
    bool isConfirmed() const noexcept { return confirmed_; }

    /// Opens the list of all labels beneath the line, which must be visible.
    void showAll();

Q_SIGNALS:
    /// Enter, or a click in the list; later, in the event loop. Not when there is no such label.
    void labelConfirmed();

private:
    QStringList labels_;
    QStringListModel* listed_;
    bool confirmed_ = false;

    void confirm();
};

}  // namespace handscope::ui
