// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

#include "app/window/MapPresenter.h"
#include "app/window/PlaybackTime.h"
#include "app/window/TaskThread.h"
#include "capture/Frame.h"
#include "model/Classifier.h"
#include "ui/MainWindow.h"

namespace handscope::app {

/// Connects the live page's map with what a person chooses of it and with the network.
///
/// Owns the choices, the latest map and the thread that writes pictures of it. Does not own the
/// window nor the time, which must outlive it. GUI thread.
class LiveMap : public QObject {
    Q_OBJECT

public:
    /// `time`: says when on the screen a frame is.
    LiveMap(ui::MainWindow& window, const PlaybackTime& time);

    /// Offers the blocks of another model; maps of the one before are forgotten.
    void useModel(const model::ModelDescription& description);

    /// What the network should be asked for.
    model::ClassifyRequest request() const { return maps_.request(); }

    /// Keeps the first map, if there is one, with the frames that it belongs to, and shows it.
    void take(std::vector<capture::FramePtr> frames, std::vector<model::FeatureMap> maps);
    /// Forgets the map; what is shown stays.
    void clear() { maps_.clear(); }

Q_SIGNALS:
    /// Another block or tap was chosen.
    void requestChanged();

private:
    ui::MainWindow& window_;
    const PlaybackTime& time_;
    MapPresenter maps_;
    TaskThread pictures_;

    void connectChoices();
    void show();
    void exportTo(const QString& file);
};

}  // namespace handscope::app
