// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/WindowBench.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <QEventLoop>
#include <QLabel>
#include <QLocale>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <sstream>

#include "app/bench/SystemFile.h"
#include "app/pipeline/Percentile.h"
#include "app/window/DelayMeter.h"
#include "app/window/SourceKeeper.h"
#include "app/window/WindowController.h"
#include "app/window/WindowTour.h"
#include "capture/CaptureError.h"

namespace handscope::app {
namespace {

using Clock = std::chrono::steady_clock;
using bench::Row;

constexpr QSize kWindow{1280, 800};
constexpr double kStride = 0.02;  // less than a frame lasts
constexpr std::chrono::seconds kFirstPredictionWithin{60};
constexpr std::size_t kSlowestTold = 8;
constexpr std::array kPages{"live", "inspect", "recordings"};

double residentMebibytes() {
    std::istringstream fields(bench::contentOf("/proc/self/statm"));
    double whole = 0.0;
    double resident = 0.0;
    fields >> whole >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGE_SIZE)) / (1 << 20);
}

/// A figure of the statistics panel, which is told them on every page.
double shownIn(const ui::MainWindow& window, const char* name) {
    const auto* label =
        window.findChild<QLabel*>(QStringLiteral("statistics.") + QLatin1String(name));
    return label == nullptr ? 0.0 : QLocale().toDouble(label->text());
}

/// What was seen of one page, over all visits.
struct Visit {
    std::vector<double> delays;  ///< milliseconds
    std::int64_t pictures = 0;   ///< painted
    std::int64_t windows = 0;
    double seconds = 0.0;

    void operator+=(const Visit& other) {
        delays.insert(delays.end(), other.delays.begin(), other.delays.end());
        pictures += other.pictures;
        windows += other.windows;
        seconds += other.seconds;
    }
};

/// Measures from its construction on, page by page.
class Observer : public QObject {
public:
    Observer(ui::MainWindow& window, double seconds) : window_(window) {
        connect(&window, &ui::MainWindow::framePainted, this, [this] { ++pictures_; });
        connect(&window, &ui::MainWindow::pageChanged, this, [this](ui::WindowPage page) {
            endVisit();
            page_ = page;
        });
        const auto half = std::chrono::duration<double>(seconds / 2.0);
        QTimer::singleShot(std::chrono::duration_cast<std::chrono::milliseconds>(half), this,
                           [this] { residentMiddle_ = residentMebibytes(); });
        page_ = window.page();
        windowsSeen_ = counted("windows");
    }

    void endVisit() {
        const auto now = Clock::now();
        const auto& delays = meter_.delays();
        const auto windows = counted("windows");
        visits_[static_cast<std::size_t>(page_)] +=
            {.delays = {delays.begin() + static_cast<std::ptrdiff_t>(delaysSeen_), delays.end()},
             .pictures = pictures_,
             // A source that was lost and came back counts anew.
             .windows = windows - (windows < windowsSeen_ ? 0 : windowsSeen_),
             .seconds = std::chrono::duration<double>(now - begun_).count()};
        delaysSeen_ = delays.size();
        pictures_ = 0;
        windowsSeen_ = windows;
        begun_ = now;
    }

    std::vector<Row> rows(const WindowBench& settings) const;

private:
    ui::MainWindow& window_;
    DelayMeter meter_;
    std::array<Visit, kPages.size()> visits_;
    ui::WindowPage page_{};
    std::size_t delaysSeen_ = 0;
    std::int64_t pictures_ = 0;
    std::int64_t windowsSeen_ = 0;
    Clock::time_point begun_ = Clock::now();
    double residentStart_ = residentMebibytes();
    double residentMiddle_ = 0.0;

    double shown(const char* name) const { return shownIn(window_, name); }
    std::int64_t counted(const char* name) const { return std::llround(shown(name)); }
};

Row delayCells(const std::string& name, const Visit& visit) {
    const auto percentile = [&](double part) { return pipeline::percentile(visit.delays, part); };
    const auto slow =
        std::ranges::count_if(visit.delays, [](double delay) { return delay > kBoundOfP999; });
    const auto events = static_cast<std::int64_t>(visit.delays.size());
    const double seconds = std::max(visit.seconds, 1e-9);
    return {{"name", "page", name},
            {"seconds", "s", visit.seconds},
            {"events", "events", events},
            {"delay_p50_milliseconds", "p50 ms", percentile(0.50), 2},
            {"delay_p99_milliseconds", "p99 ms", percentile(0.99), 2},
            {"delay_p999_milliseconds", "p99.9 ms", percentile(0.999), 2},
            {"delay_worst_milliseconds", "worst ms", percentile(1.0)},
            {"percent_over_16_milliseconds", "% > 16 ms",
             100.0 * static_cast<double>(slow) / std::max(1.0, static_cast<double>(events)), 3},
            {"pictures_per_second", "pictures/s", static_cast<double>(visit.pictures) / seconds},
            {"windows_per_second", "windows/s", static_cast<double>(visit.windows) / seconds}};
}

std::vector<Row> Observer::rows(const WindowBench& settings) const {
    Visit all;
    std::vector<Row> pages;
    for (std::size_t page = 0; page < kPages.size(); ++page) {
        all += visits_[page];
        pages.push_back(delayCells(kPages[page], visits_[page]));
    }
    Row whole = delayCells("all", all);
    const auto& description = settings.classifier->description();
    const Row rest{{"bound_p999_milliseconds", "", kBoundOfP999},
                   {"bound_worst_milliseconds", "", kBoundOfWorst},
                   {"model", "", settings.model},
                   {"engine", "", description.engine},
                   {"source", "", settings.source},
                   {"frames", "", counted("captured")},
                   {"frames_dropped", "", counted("dropped")},
                   {"frames_late", "", counted("late")},
                   {"windows", "", counted("windows")},
                   {"windows_missed", "", counted("missed")},
                   {"latency_p50_milliseconds", "", shown("latencyP50")},
                   {"latency_p99_milliseconds", "", shown("latencyP99")},
                   {"resident_start_mebibytes", "", residentStart_},
                   {"resident_middle_mebibytes", "", residentMiddle_},
                   {"resident_end_mebibytes", "", residentMebibytes()}};
    whole.insert(whole.end(), rest.begin(), rest.end());
    pages.insert(pages.begin(), whole);
    return pages;
}

double valueOf(const Row& row, const std::string& key) {
    const auto cell = std::ranges::find(row, key, &bench::Cell::key);
    const auto* value = cell == row.end() ? nullptr : std::get_if<double>(&cell->value);
    return value == nullptr ? 0.0 : *value;
}

std::string text(const char* format, double a, double b, double c) {
    char line[160];
    std::snprintf(line, sizeof(line), format, a, b, c);
    return line;
}

void addNotes(const WatchedApplication& application, bench::Report& report) {
    const Row& all = report.rows.front();
    const auto held = [](double value, double bound) {
        return value < bound ? std::string("held") : std::string("exceeded");
    };
    report.notes = {
        "From the posting of an event, one every 4 ms, to its handling in the window's event loop.",
        "Bounds: p99.9 under 16 ms, " +
            held(valueOf(all, "delay_p999_milliseconds"), kBoundOfP999) + "; worst under 50 ms, " +
            held(valueOf(all, "delay_worst_milliseconds"), kBoundOfWorst) + ".",
        text("Resident memory: %.0f MiB at the start, %.0f in the middle, %.0f at the end.",
             valueOf(all, "resident_start_mebibytes"), valueOf(all, "resident_middle_mebibytes"),
             valueOf(all, "resident_end_mebibytes"))};
    for (const auto& work : application.slowest(kSlowestTold)) {
        report.notes.push_back("Slow: " + workText(work));
    }
    if (QGuiApplication::platformName() == QLatin1String("offscreen")) {
        report.warnings.emplace_back(
            "The window was drawn into memory (QT_QPA_PLATFORM=offscreen). Expected a display, "
            "whose traffic is a part of what a person waits for. Run it on one, such as under "
            "xvfb-run.");
    }
}

/// Logs what the window says of its source, which may be lost and come back.
void logMessages(const ui::MainWindow& window, const WindowController& controller) {
    const SourceKeeper* const keeper = controller.findChild<SourceKeeper*>();
    QObject::connect(keeper, &SourceKeeper::problemFound, keeper, [](const ui::Problem& problem) {
        spdlog::warn("{}", problem.whatHappened.toStdString());
    });
    QObject::connect(keeper, &SourceKeeper::problemOver, keeper,
                     [] { spdlog::info("It is over"); });
    QObject::connect(window.statusBar(), &QStatusBar::messageChanged, keeper,
                     [](const QString& message) {
                         if (!message.isEmpty()) {
                             spdlog::info("{}", message.toStdString());
                         }
                     });
}

/// Blocks, in an event loop, until the network has answered for the first time.
void waitForPrediction(ui::MainWindow& window, const std::string& source) {
    QEventLoop loop;
    QTimer::singleShot(kFirstPredictionWithin, &loop, [&loop] { loop.exit(1); });
    QObject::connect(&window, &ui::MainWindow::framePainted, &loop, [&window, &loop] {
        if (shownIn(window, "windows") > 0.0) {
            loop.exit(0);
        }
    });
    if (loop.exec() != 0) {
        throw capture::CaptureError("No prediction came for '" + source + "'.",
                                    "Expected pictures, and the network's first answer within a "
                                    "minute.",
                                    "Look at the messages above, or name another --source.");
    }
}

}  // namespace

void benchWindow(const WindowBench& settings, WatchedApplication& application,
                 bench::Report& report) {
    QStandardPaths::setTestModeEnabled(true);
    const QTemporaryDir folder;
    ui::MainWindow window(std::make_unique<QSettings>(folder.filePath(QStringLiteral("window.ini")),
                                                      QSettings::IniFormat));
    WindowController controller(window);
    logMessages(window, controller);
    window.resize(kWindow);
    window.show();
    LabelSettings labels;
    labels.windowStride = kStride;
    controller.useSettings(labels);
    Q_EMIT window.sourceRequested({.address = QString::fromStdString(settings.source)});
    controller.useModel(QString::fromStdString(settings.model), settings.classifier);
    waitForPrediction(window, settings.source);

    spdlog::info("{}: {:.0f} s through all pages", settings.source, settings.seconds);
    WindowTour tour(window, std::chrono::milliseconds(std::llround(1e3 * settings.seconds)));
    Observer observer(window, settings.seconds);
    QEventLoop loop;
    QObject::connect(&tour, &WindowTour::finished, &loop, &QEventLoop::quit);
    application.beginWatch();
    tour.start();
    loop.exec();
    observer.endVisit();
    report.rows = observer.rows(settings);
    addNotes(application, report);
}

}  // namespace handscope::app
