// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QObject>
#include <QSize>
#include <memory>
#include <optional>
#include <stop_token>

#include "app/window/TaskThread.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Shows a source before it is chosen: small pictures, ten a second at most, no network.
///
/// Owns the thread that reads the source. Opens and closes on the task thread, in the order asked
/// for, so that a camera is free again for whatever is posted there after stop(). A source that is
/// being opened is called off by show(), stop() and the destructor. Nothing blocks, the destructor
/// included; the task thread must outlive this object. GUI thread.
class SourcePreview : public QObject {
    Q_OBJECT

public:
    static constexpr int kMostPicturesASecond = 10;
    /// Pictures are made to fit this.
    static constexpr QSize kBox{480, 360};

    explicit SourcePreview(TaskThread& tasks, QObject* parent = nullptr);
    ~SourcePreview() override;

    /// The source of the running session, which cannot be opened twice if it is a camera or a pipe;
    /// nullopt when none runs.
    void setInUse(const std::optional<ui::SourceChoice>& choice);

    /// Replaces what is shown. Pictures or a problem follow.
    void show(const ui::SourceChoice& choice);
    /// No picture and no problem arrives afterwards.
    void stop();

Q_SIGNALS:
    void pictureArrived(const QImage& picture);
    void failed(const handscope::ui::Problem& problem);

private:
    struct Shared;

    TaskThread& tasks_;
    std::optional<ui::SourceChoice> inUse_;
    std::stop_source opening_;        ///< of the request that counts
    std::shared_ptr<Shared> shared_;  ///< with the threads, which may live a little longer

    int beginRequest();
};

}  // namespace handscope::app
