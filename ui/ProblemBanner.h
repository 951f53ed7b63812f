// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>
#include <QString>
#include <optional>
#include <vector>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

/// A problem in three parts, shown until it is dismissed or over, and notices, which stay longer:
/// they stand there whenever there is no problem. Hidden while there is none of either. GUI thread.
class ProblemBanner : public QFrame {
    Q_OBJECT

public:
    explicit ProblemBanner(QWidget* parent = nullptr);

    /// Replaces the problem before.
    void setProblem(const Problem& problem);
    /// The notices stay.
    void clearProblem();

    /// Several are shown one after another, the oldest first, each until it is dismissed or
    /// withdrawn. The same `topic` again replaces it.
    void setNotice(const QString& topic, const Problem& notice);
    void withdrawNotice(const QString& topic);

    /// As if its button had been pressed: of what is shown now.
    void dismiss();

Q_SIGNALS:
    /// Whether there is something to read.
    void shownChanged(bool shown);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Notice {
        QString topic;
        Problem problem;
    };

    std::optional<Problem> problem_;
    std::vector<Notice> notices_;
    QLabel* symbol_;
    QLabel* whatHappened_;
    QLabel* details_;
    bool applyingPalette_ = false;

    void showWhatCounts();
    void applyPalette();
};

}  // namespace handscope::ui
