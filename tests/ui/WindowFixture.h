// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QTemporaryDir>
#include <memory>

#include "ui/MainWindow.h"

namespace handscope::ui {

/// A shown window whose settings live in a folder of the test's own.
class WindowFixture : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override;

    QString settingsFile() const { return folder_.filePath("settings.ini"); }

    /// Closes the window, as a person does, and opens one anew with the same settings.
    void restart();

    QAction* action(const QString& name) const;
    QString labelText(const QString& objectName) const;

    template <typename Widget>
    Widget* find(const QString& objectName) const {
        auto* widget = window_->findChild<Widget*>(objectName);
        EXPECT_NE(widget, nullptr) << objectName.toStdString();
        return widget;
    }

    QTemporaryDir folder_;
    std::unique_ptr<MainWindow> window_;

    void open();
};

/// Left half one colour, right half another.
QImage halves(int width, int height, QColor left, QColor right);

/// The network of the paper: stages of 3, 4, 6 and 3 blocks with all taps.
QVector<BlockChoice> paperBlocks();

/// A map of 4 × 2 cells holding 0 … 7 over the middle square of a frame of 80 × 40.
MapImage smallMap();

}  // namespace handscope::ui
