// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace handscope::ui {

/// Lets Space be the shortcut for play without taking it from people who work by keyboard: a
/// focused button, list or picker keeps its Space. Watches the whole application. GUI thread.
class SpaceKeyGuard : public QObject {
    Q_OBJECT

public:
    SpaceKeyGuard();

    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace handscope::ui
