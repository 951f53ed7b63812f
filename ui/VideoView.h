// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

namespace handscope::ui {

/// Shows the newest picture, letterboxed and scaled smoothly, with the gesture's name over it.
///
/// Owns (shares, as QImage does) the picture's bytes. Keeps no queue: a picture that was replaced
/// before it was painted was never shown, and no signal tells of it. GUI thread.
class VideoView : public QWidget {
    Q_OBJECT

public:
    explicit VideoView(QWidget* parent = nullptr);

    /// `pts` in seconds. A null picture shows the placeholder again.
    void setFrame(const QImage& frame, double pts);

    /// The gesture's name; empty shows none.
    void setGesture(const QString& gesture);
    /// Shows none; that is no prediction to report.
    void clearGesture();

    /// Mirrors the picture, never the text. For looking only: what the network gets stays as it is.
    void setMirrored(bool mirrored);

    /// What stands where the picture will be, while there is none.
    void setPlaceholder(const QString& text);

    QString gesture() const { return gesture_; }
    bool mirrored() const noexcept { return mirrored_; }

    QSize sizeHint() const override { return {480, 360}; }
    QSize minimumSizeHint() const override { return {200, 150}; }

Q_SIGNALS:
    /// A picture given to setFrame() is on its way to the screen; once for each that was painted.
    void framePainted(double pts);
    /// What setGesture() was given is painted; once for each call that reached a paint.
    void predictionPainted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage frame_;
    double pts_ = 0.0;
    QString gesture_;
    QString placeholder_;
    bool mirrored_ = false;
    bool frameIsNew_ = false;
    bool gestureIsNew_ = false;

    void paintGesture(QPainter& painter, const QRectF& picture) const;
    void reportPainted();
};

}  // namespace handscope::ui
