// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/LiveMap.h"

#include <utility>

#include "app/pipeline/ModelWindows.h"
#include "app/window/DisplayValues.h"
#include "app/window/QtImages.h"

namespace handscope::app {

LiveMap::LiveMap(ui::MainWindow& window, const PlaybackTime& time) : window_(window), time_(time) {
    connectChoices();
}

void LiveMap::connectChoices() {
    connect(&window_, &ui::MainWindow::tapRequested, this,
            [this](const QString& block, const QString& tap) {
                maps_.setTap(block, tap);
                Q_EMIT requestChanged();
                show();
            });
    connect(&window_, &ui::MainWindow::mapFrameRequested, this, [this](int t) {
        maps_.setFrame(t);
        show();
    });
    connect(&window_, &ui::MainWindow::channelRequested, this, [this](int channel) {
        maps_.setChannel(channel);
        show();
    });
    connect(&window_, &ui::MainWindow::colourMapRequested, this, [this](const QString& name) {
        maps_.setColours(name);
        show();
    });
    connect(&window_, &ui::MainWindow::scalingRequested, this, [this](ui::MapScaling scaling) {
        maps_.setScaling(scaling);
        show();
    });
    connect(&window_, &ui::MainWindow::limitsRequested, this,
            [this](const ui::ColourLimits& limits) {
                maps_.setLimits(limits);
                show();
            });
    connect(&window_, &ui::MainWindow::exportMapRequested, this, &LiveMap::exportTo);
}

void LiveMap::useModel(const model::ModelDescription& description) {
    maps_.clear();
    if (description.blocks.empty()) {
        maps_.setTap({}, {});
        window_.setTapsUnavailable(tr("This model is a TorchScript program: it gives scores only."),
                                   tr("Open an STM checkpoint to see feature maps."));
    } else {
        window_.setBlocks(blockChoices(description), description.input.segments,
                          pipeline::newestMovingFrame(description) + 1);
    }
}

void LiveMap::take(std::vector<capture::FramePtr> frames, std::vector<model::FeatureMap> maps) {
    maps_.take(std::move(frames), std::move(maps));
    show();
}

void LiveMap::show() {
    if (auto view = maps_.view()) {
        view->pts = time_.secondsAt(view->pts);
        window_.showMap(*view);
    } else {
        window_.clearMap();  // until the newly chosen tap has been read
    }
}

void LiveMap::exportTo(const QString& file) {
    const auto picture = maps_.picture(window_.mapChoices());
    if (!picture) {
        window_.showProblem({tr("There is no map to export."), tr("Expected a map on the screen."),
                             tr("Open a video, and choose a block and a tap.")});
        return;
    }
    pictures_.post([this, file, picture = *picture] {
        if (!writePng(picture(), file.toStdString())) {
            QMetaObject::invokeMethod(this, [this, file] {
                window_.showProblem({tr("The picture %1 was not written.").arg(file),
                                     tr("Expected a folder that can be written to, with room."),
                                     tr("Choose another place.")});
            });
        }
    });
}

}  // namespace handscope::app
