// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QByteArray>
#include <QList>
#include <QString>
#include <optional>

class QDockWidget;
class QMainWindow;
class QWidget;

namespace handscope::ui {

/// The panels around the live page: where they stand, and that they are out of sight while another
/// page is shown, to come back as they were. Does not own the window, which outlives it. GUI
/// thread.
class LiveDocks {
public:
    explicit LiveDocks(QMainWindow* window) : window_(window) {}

    /// With a key of its own, Alt and its number, that shows and hides it; where it lies behind
    /// another one, the key brings it to the front.
    void add(const QString& name, const QString& title, QWidget* content);
    /// Once all are added: puts them where they are at first.
    void place();

    const QList<QAction*>& toggles() const noexcept { return toggles_; }

    void setShown(bool shown);
    /// How they stand when they are shown.
    QByteArray state() const;
    /// A state that cannot be used puts them where they were at first.
    void restore(const QByteArray& state);
    void reset() { restore(default_); }

private:
    QMainWindow* window_;
    QList<QDockWidget*> docks_;
    QList<QAction*> toggles_;  ///< checked while the panel is seen
    QByteArray default_;
    std::optional<QByteArray> hidden_;  ///< how they stood when they were hidden
};

}  // namespace handscope::ui
