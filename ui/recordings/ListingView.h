// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <QWidget>
#include <optional>

#include "ui/ElidedLabel.h"

namespace handscope::ui {

/// That folders are being looked through for recordings, how far that is, and a way to stop it.
/// Hidden while nothing is, and as long as it takes no time that a person would notice. GUI thread.
class ListingView : public QWidget {
    Q_OBJECT

public:
    explicit ListingView(QWidget* parent = nullptr);

    /// How many files have been met; nullopt: nothing is being looked through.
    void setListing(std::optional<int> files);

Q_SIGNALS:
    void cancelRequested();

private:
    ElidedLabel* words_;
    QProgressBar* busy_;
    QToolButton* cancel_;
    QTimer appearing_;
};

}  // namespace handscope::ui
