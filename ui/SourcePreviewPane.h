// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include "ui/DisplayTypes.h"

namespace handscope::ui {

class VideoView;

/// Shows the source that is chosen before it is opened, and asks for its pictures.
///
/// Asks a moment after the last change, so that a choice that is passed over is never opened; an
/// address, which may be half typed and cost a connection, is asked for by the button alone.
/// Opens nothing itself. GUI thread.
class SourcePreviewPane : public QWidget {
    Q_OBJECT

public:
    enum class Asking { ByItself, ByButton };

    explicit SourcePreviewPane(QWidget* parent = nullptr);

    /// What is to be previewed; an empty address: nothing.
    void setChoice(const SourceChoice& choice, Asking asking);
    /// Wants no more pictures.
    void end();

    void showPicture(const QImage& picture);
    void showProblem(const Problem& problem);

Q_SIGNALS:
    void previewRequested(const handscope::ui::SourceChoice& choice);
    /// After previewRequested(): no more pictures are wanted.
    void previewClosed();

private:
    VideoView* view_;
    QPushButton* button_;
    QTimer soon_;  ///< single shot, anew with every change
    SourceChoice choice_;
    bool asked_ = false;   ///< previewRequested() has gone out for choice_
    bool failed_ = false;  ///< and was answered by a problem: the same choice may be tried again

    void ask();
    void say(const QString& text);
};

}  // namespace handscope::ui
