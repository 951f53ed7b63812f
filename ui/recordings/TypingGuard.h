// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;

namespace handscope::ui {

/// Lets single letters be keys of a page without taking them from people who type on it: a line, a
/// number field or a picker keeps its plain keys, a focused button its Space. Lists do not: there
/// the keys act. Watches the page, which must outlive it, and what opens over it. GUI thread.
class TypingGuard : public QObject {
    Q_OBJECT

public:
    explicit TypingGuard(QWidget* page);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* page_;

    bool needsKey(const QWidget* widget, int key) const;
};

}  // namespace handscope::ui
