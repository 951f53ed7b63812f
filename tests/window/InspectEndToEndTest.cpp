// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>

#include <QImage>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <fstream>
#include <iterator>

#include "app/inspect/MomentFile.h"
#include "app/window/WindowController.h"
#include "capture/FrameSource.h"
#include "capture/VideoWriter.h"
#include "tests/support/BundledFiles.h"
#include "tests/support/NeededTool.h"
#include "tests/support/ProgramRun.h"
#include "tests/support/SyntheticFrames.h"
#include "tests/support/TestFolder.h"
#include "ui/inspect/InspectPage.h"
#include "ui/inspect/maps/ZoomMap.h"

namespace handscope::app {
namespace {

constexpr int kLongPatience = 60'000;  // milliseconds; a whole window with a network and a video
const QString kModels = QString::fromStdString(test::kResources) + "models/";

/// The window with the bundled network and the bundled clip, on the page that looks into them.
class InspectEndToEndTest : public ::testing::Test {
protected:
    test::TestFolder folder;
    ui::MainWindow window{std::make_unique<QSettings>(
        QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat)};
    WindowController controller{window};
    ui::InspectPage& page = window.inspect();

    void SetUp() override {
        window.resize(1500, 1000);
        window.show();
        window.showPage(ui::WindowPage::Inspect);
    }
    QString file(const char* name) const { return QString::fromStdString(folder.file(name)); }

    static bool waitFor(const std::function<bool()>& condition) {
        return QTest::qWaitFor(condition, kLongPatience);
    }
    const ui::MapImage& map() const {
        return page.stage().findChild<QWidget*>("stage.map")->findChild<ui::ZoomMap*>()->map();
    }
    bool waitForMap() {
        return waitFor([this] { return !map().colours.isNull(); });
    }
    void start(const char* model,
               const QString& source = QString::fromStdString(test::kBundledClip)) {
        controller.start(kModels + model, {.address = source});
        ASSERT_TRUE(waitForMap());
    }
    /// The moment `seconds` of the paused clip, and its scores.
    void lookAt(double seconds) {
        Q_EMIT window.playRequested(false);
        Q_EMIT page.strip().cursorMoved(seconds);
        ASSERT_TRUE(
            waitFor([&] { return std::abs(page.strip().picture().windowEnd - seconds) < 1e-6; }));
    }
    QVector<ui::ComparedScore> scores() const { return page.scores().bars().shown(); }
    /// The class with the highest score with cuts or a changed clip.
    QString topAfter() const {
        const auto shown = scores();
        const auto top =
            std::max_element(shown.begin(), shown.end(),
                             [](const auto& a, const auto& b) { return a.after < b.after; });
        return top == shown.end() ? QString() : top->label;
    }
    QString topBefore() const {
        const auto shown = scores();
        const auto top =
            std::max_element(shown.begin(), shown.end(),
                             [](const auto& a, const auto& b) { return a.before < b.before; });
        return top == shown.end() ? QString() : top->label;
    }
    int framesIn(const char* name) const {
        const auto source = capture::openSource(folder.file(name));
        int frames = 0;
        while (source->read()) {
            ++frames;
        }
        return frames;
    }
    bool waitForRemark(const QString& part) {
        return waitFor([&] {
            const auto labels = page.findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->text().contains(part); });
        });
    }
};

// Of the windows in which the clip's swipe to the left may be, as tests/app says; seconds.
constexpr double kSwipeBegins = 2.5;
constexpr double kSwipeEnds = 4.0;
constexpr const char* kWindowed = "handscope-stm-small.safetensors";

TEST_F(InspectEndToEndTest, ShowsMapsAndScoresOfWhatRuns) {
    start(kWindowed);
    EXPECT_TRUE(waitFor([this] { return scores().size() == ui::ComparedBars::kRows; }));
    EXPECT_TRUE(map().title.contains("CMM"));
    const double first = map().pts;
    EXPECT_TRUE(waitFor([&] { return map().pts > first; })) << "it goes on";
}

TEST_F(InspectEndToEndTest, ACutChangesTheScores) {
    start(kWindowed);
    lookAt(5.0);
    for (const auto& block : {"layer3.0", "layer3.1", "layer4.0", "layer4.1"}) {
        page.cuts().toggle({block, "cstm", -1});
    }
    EXPECT_TRUE(waitFor([this] { return page.scores().bars().mostChanged() >= 0; }));
}

TEST_F(InspectEndToEndTest, ASwipeToTheLeftSeenBackwardsIsAnotherGesture) {
    start(kWindowed);
    // Where the network is surest of it.
    double best = 0.0;
    float highest = 0.0F;
    ASSERT_TRUE(waitFor([&] { return page.strip().isEmpty() == false; }));
    for (double seconds = kSwipeBegins; seconds <= kSwipeEnds; seconds += 0.25) {
        lookAt(seconds);
        if (topBefore() == "Swiping Left" && scores().front().before > highest) {
            highest = scores().front().before;
            best = seconds;
        }
    }
    ASSERT_GT(best, 0.0) << "the clip has a swipe to the left";
    lookAt(best);
    Q_EMIT page.probes().changeRequested(ui::ClipChange::Reversed);
    EXPECT_TRUE(waitFor([this] { return !topAfter().isEmpty() && topAfter() != "Swiping Left"; }))
        << topAfter().toStdString();
    EXPECT_EQ(topBefore(), "Swiping Left");
}

TEST_F(InspectEndToEndTest, WritesPictureNumbersAndMoment) {
    start(kWindowed);
    lookAt(6.0);
    Q_EMIT page.network().picked({"layer4.1", "output"});
    ASSERT_TRUE(waitFor([this] { return map().title.contains("layer4.1 · Block output"); }));
    Q_EMIT page.exportPictureRequested(file("view.png"));
    ASSERT_TRUE(waitForRemark("view.png"));
    EXPECT_FALSE(QImage(file("view.png")).isNull());
    Q_EMIT page.exportTapRequested(file("tap.npy"));
    ASSERT_TRUE(waitForRemark("tap.npy"));
    const auto shape =
        test::runProgram("/usr/bin/python3 -c 'import numpy; a = numpy.load(\"" +
                         folder.file("tap.npy") + "\"); print(a.dtype, a.shape, a.min() >= 0)'");
    if (shape.status == 0 || test::toolsAreRequired()) {  // where there is NumPy
        EXPECT_EQ(shape.output, "float32 (8, 1024, 3, 3) True\n")
            << "after a ReLU; " << shape.errors;
    }
    Q_EMIT page.exportMomentRequested(file("m.handscope-moment"));
    ASSERT_TRUE(waitForRemark("m.handscope-moment"));
    const double there = map().pts;
    const auto values = map().values;
    const auto before = scores();
    lookAt(15.0);
    Q_EMIT page.openMomentRequested(file("m.handscope-moment"));
    ASSERT_TRUE(waitFor([&] { return map().pts == there; }));
    EXPECT_EQ(map().values, values) << "frames are kept without loss";
    EXPECT_EQ(scores().front().before, before.front().before);
}

TEST_F(InspectEndToEndTest, OpensAMomentWithoutAVideo) {
    start(kWindowed);
    lookAt(6.0);
    Q_EMIT page.exportMomentRequested(file("m.handscope-moment"));
    ASSERT_TRUE(waitForRemark("m.handscope-moment"));
    const auto values = map().values;
    const auto before = scores();

    ui::MainWindow otherWindow{
        std::make_unique<QSettings>(file("other.ini"), QSettings::IniFormat)};
    WindowController other{otherWindow};
    other.startWithMoment(kModels + kWindowed, file("m.handscope-moment"));
    EXPECT_EQ(otherWindow.page(), ui::WindowPage::Inspect);
    ui::InspectPage& otherPage = otherWindow.inspect();
    const auto& shown =
        otherPage.stage().findChild<QWidget*>("stage.map")->findChild<ui::ZoomMap*>()->map();
    ASSERT_TRUE(waitFor([&] { return shown.values == values; }));
    EXPECT_EQ(otherPage.scores().bars().shown().front().before, before.front().before);
    EXPECT_FALSE(otherPage.findChild<QAction*>("inspect.exportVideo")->isEnabled());
    EXPECT_TRUE(otherPage.findChild<QAction*>("inspect.exportMoment")->isEnabled());
    EXPECT_FALSE(otherPage.findChild<QAction*>("inspect.exportEvidence")->isEnabled());
    Q_EMIT otherPage.exportTapRequested(file("of-a-moment.npy"));
    EXPECT_TRUE(waitFor([&] { return QFile::exists(file("of-a-moment.npy")); }));
}

TEST_F(InspectEndToEndTest, AMomentOfAVideoThatHasEndedStaysWhenTheModelChanges) {
    capture::VideoWriter writer(folder.file("short.mp4"), 64, 48, {});
    for (int i = 0; i < 30; ++i) {
        writer.write(*test::greyFrame(0.0, i, static_cast<std::uint8_t>(40 + 2 * i), 64, 48),
                     i / 10.0);
    }
    writer.finish();
    start(kWindowed, file("short.mp4"));
    ASSERT_TRUE(waitFor([this] { return page.strip().picture().end >= 2.9; }));
    QTest::qWait(500);  // the end itself comes after the last frame
    Q_EMIT page.strip().cursorMoved(2.2);
    ASSERT_TRUE(
        waitFor([this] { return std::abs(page.strip().picture().windowEnd - 2.2) < 0.051; }));
    const double shown = map().pts;
    QSignalSpy titles(&window, &QWidget::windowTitleChanged);
    Q_EMIT window.modelRequested(kModels + kWindowed);
    ASSERT_TRUE(waitFor([&] { return titles.size() >= 2; })) << "it is opened again";
    EXPECT_TRUE(waitFor([&] { return map().pts == shown && !map().colours.isNull(); }));
    EXPECT_TRUE(page.strip().isFrozen());
    EXPECT_NEAR(page.strip().picture().windowEnd, 2.2, 0.051);
}

TEST_F(InspectEndToEndTest, WritesAVideoOfASourceThatCannotSeek) {
    // A slow source: its first frames are kept for the two seconds that eight of them take, within
    // which a busy machine's window must hear of it.
    start(kWindowed, "lavfi:testsrc=size=160x120:rate=4:duration=10");
    ASSERT_TRUE(waitFor([this] { return page.strip().picture().end >= 9.7; }));
    Q_EMIT page.exportVideoRequested(file("overlay.mp4"), {});
    ASSERT_TRUE(waitForRemark("overlay.mp4: "));
    EXPECT_EQ(framesIn("overlay.mp4"), 40) << "the last one, shown just now, among them";
    const auto probed = test::runProgram(
        "ffprobe -v error -count_frames -show_entries stream=nb_read_frames -of csv=p=0 '" +
        folder.file("overlay.mp4") + "'");
    if (probed.status == 0 || test::toolsAreRequired()) {
        EXPECT_EQ(probed.output, "40\n") << probed.errors;
    }
    Q_EMIT page.exportVideoRequested(file("part.mp4"), {.begin = 2.0, .end = 5.0});
    ASSERT_TRUE(waitForRemark("part.mp4: "));
    EXPECT_EQ(framesIn("part.mp4"), 12);
}

TEST_F(InspectEndToEndTest, WritesAStretchOfAFileWithACutAndAMapAlone) {
    start(kWindowed);
    lookAt(5.0);
    page.cuts().toggle({"layer4.1", "branch", -1});
    ui::StageChoices choices = page.stage().choices();
    choices.alone = true;
    page.stage().setChoices(choices);
    Q_EMIT page.stage().choicesChanged(page.stage().choices());
    Q_EMIT page.exportVideoRequested(file("part.mp4"), {.begin = 4.0, .end = 4.5});
    ASSERT_TRUE(waitForRemark("part.mp4: "));
    EXPECT_EQ(framesIn("part.mp4"), 15);
    const auto frame = capture::openSource(folder.file("part.mp4"))->read();
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->width, frame->height) << "the network's square alone";
}

// What it says there: InspectCausalTest.
TEST_F(InspectEndToEndTest, LooksIntoACausalNetworkToo) {
    start("handscope-stm-small-causal.safetensors");
    EXPECT_EQ(map().frameIndex, 8) << "its CMM looks back: the newest frame is not empty";
    lookAt(12.0);
    EXPECT_NEAR(map().pts, 11.9, 0.05);
    Q_EMIT window.modelRequested(kModels + kWindowed);
    EXPECT_TRUE(waitFor([this] {
        return page.strip().isFrozen() && !map().colours.isNull() && map().pts < 11.8 &&
               map().pts > 11.0;
    })) << "the same moment, in windows of two seconds";
}

}  // namespace
}  // namespace handscope::app
