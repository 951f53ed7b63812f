// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmock/gmock.h>

#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <fstream>
#include <functional>

#include "app/window/InspectController.h"
#include "capture/VideoWriter.h"
#include "tests/support/Patience.h"
#include "tests/support/TestFolder.h"
#include "tests/window/InspectSamples.h"
#include "ui/inspect/maps/ZoomMap.h"

namespace handscope::test {

/// The page, its controller and a network that answers what InspectSamples.h says, at once or when
/// the test says so.
class InspectFixture : public ::testing::Test {
protected:
    TestFolder folder;
    ui::InspectPage page;
    app::InspectController controller{page};
    std::shared_ptr<DescribedClassifier> classifier = std::make_shared<DescribedClassifier>();
    std::vector<pipeline::Inspection> asked;
    bool answersAtOnce = true;
    QSignalSpy failures{&controller, &app::InspectController::failed};
    app::LabelSettings settings;

    void SetUp() override {
        page.resize(1200, 900);
        page.show();
        QObject::connect(&controller, &app::InspectController::inspectionWanted, &page,
                         [this](const pipeline::Inspection& inspection) {
                             asked.push_back(inspection);
                             if (answersAtOnce) {
                                 QMetaObject::invokeMethod(
                                     &page, [this, inspection] { answer(inspection); },
                                     Qt::QueuedConnection);
                             }
                         });
        settings.windowLength = 2.0;
        settings.windowStride = 0.5;
        controller.setSettings(settings);
        controller.useModel(modelFile(), classifier);
    }

    /// A file that can be hashed; its network is never loaded.
    QString modelFile() const {
        const std::string file = folder.file("described.safetensors");
        if (!std::filesystem::exists(file)) {
            std::ofstream(file) << "no network";
        }
        return QString::fromStdString(file);
    }

    void openLive() {
        controller.sourceOpened({.choice = {.address = "camera"}, .live = true, .frameRate = 2.0});
        controller.setActive(true);
    }

    /// A video of `seconds` whose brightness tells the time: ten levels a second, in the middle of
    /// the range.
    std::string videoOf(double seconds, int width = 64, int height = 48) const {
        const std::string file = folder.file("video.mp4");
        capture::VideoWriter writer(file, width, height, {.quality = 10});
        for (int i = 0; i < std::lround(seconds * 10.0); ++i) {
            const auto level = static_cast<std::uint8_t>(40 + 2 * i);
            writer.write(*greyFrame(0.0, i, level, width, height), i / 10.0);
        }
        writer.finish();
        return file;
    }

    app::InspectedSource fileSource(const std::string& file, double seconds) const {
        return {.choice = {.address = QString::fromStdString(file)},
                .seekable = true,
                .duration = seconds,
                .frameRate = 10.0};
    }

    /// A window of the running source that ends there.
    void runWindow(double end, std::int64_t index = 0) {
        pipeline::PipelineUpdate update;
        pipeline::WindowOutcome outcome;
        outcome.window.start = end - 2.0;
        outcome.window.end = end;
        outcome.window.place = {.grid = 0, .index = index};
        outcome.window.frames = inspectedFrames(end - 0.25);
        update.scores.push_back({end, {0.1F, 0.2F, 0.7F}});
        update.latest = std::move(outcome);
        controller.showPosition(end);
        controller.takeUpdate(update);
    }

    /// Frames of a live source, two a second, and waits until they are kept.
    void playLive(double begin, double end) {
        const auto take = controller.frameTaker();
        for (double pts = begin; pts <= end; pts += 0.5) {
            take(greyFrame(pts, 0, static_cast<std::uint8_t>(pts * 2.0), 40, 20));
            ASSERT_TRUE(waitFor([&] {
                controller.showPosition(pts);
                return page.strip().picture().historyEnd >= pts;
            }));
        }
    }

    void answer(const pipeline::Inspection& inspection) {
        controller.takeAnswer(inspectedAnswer(inspection));
    }
    void answerLast() { answer(asked.back()); }

    static bool waitFor(const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kPatience);
    }
    bool waitUntilAsked(std::size_t count) {
        return waitFor([&] { return asked.size() >= count; });
    }

    /// The large view's single map; without colours while there is none.
    const ui::MapImage& map() const {
        return page.stage().findChild<QWidget*>("stage.map")->findChild<ui::ZoomMap*>()->map();
    }
    bool waitForMapOf(double pts) {
        return waitFor([&] { return !map().colours.isNull() && std::abs(map().pts - pts) < 1e-6; });
    }
    QString words() const {
        const auto* label = page.stage().findChild<QLabel*>("stage.unavailable");
        return label->isVisible() ? label->text() : QString();
    }

    template <typename Change>
    void chooseOnStage(const Change& change) {
        ui::StageChoices choices = page.stage().choices();
        change(choices);
        page.stage().setChoices(choices);
        Q_EMIT page.stage().choicesChanged(page.stage().choices());
    }

    static std::vector<double> times(const std::vector<capture::FramePtr>& frames) {
        std::vector<double> times;
        for (const capture::FramePtr& frame : frames) {
            times.push_back(std::round(frame->pts * 100.0) / 100.0);
        }
        return times;
    }
    ui::Problem lastFailure() const {
        return failures.isEmpty() ? ui::Problem() : failures.last().first().value<ui::Problem>();
    }
    void expectThreeParts(const QString& what) const {
        EXPECT_TRUE(lastFailure().whatHappened.contains(what))
            << lastFailure().whatHappened.toStdString();
        EXPECT_FALSE(lastFailure().whatWasExpected.isEmpty());
        EXPECT_FALSE(lastFailure().whatToDo.isEmpty());
    }
};

}  // namespace handscope::test
