// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

class SourceCameraPage;
class SourcePreviewPane;
class SourceAddressPage;
class SourceScreenPage;

/// Lets a person choose a camera with its format, a file, a part of the screen, or any other
/// address, and see it before. Opens nothing itself. GUI thread.
class SourceDialog : public QDialog {
    Q_OBJECT

public:
    explicit SourceDialog(QWidget* parent = nullptr);

    void setDevices(const QVector<DeviceChoice>& devices);
    /// Goes to the page and fields of an earlier choice; a camera is found again by its stable id
    /// once it is among the devices.
    void setChoice(const SourceChoice& choice);
    /// What is chosen now; an empty address when nothing is.
    SourceChoice choice() const;

    /// Answers to previewRequested(); late ones are ignored.
    void showPreview(const QImage& picture);
    void showPreviewProblem(const Problem& problem);

    void done(int result) override;

Q_SIGNALS:
    /// The list of cameras is wanted (anew).
    void devicesRequested();
    /// Small pictures of it are wanted until previewClosed(), which comes before accepted().
    void previewRequested(const handscope::ui::SourceChoice& choice);
    void previewClosed();

private:
    QTabWidget* pages_;
    SourceCameraPage* camera_;
    SourceScreenPage* screen_;
    QLineEdit* file_;
    SourceAddressPage* address_;
    SourcePreviewPane* preview_;
    QPushButton* open_;

    QWidget* buildFilePage();
    void buildButtons(QLayout& layout);
    void browse();
    void choiceChanged();
};

}  // namespace handscope::ui
