// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace handscope::app {

/// An application that measures how long each event takes to be handled, so that a slow window can
/// be told what made it slow. For benchmarks: every event costs two looks at the clocks.
///
/// Events of other threads than the GUI thread are passed on unmeasured.
class WatchedApplication : public QApplication {
    Q_OBJECT

public:
    /// Events of one kind to one receiver, without those that were handled within them.
    struct Work {
        std::string receiver;  ///< its class, and its name or that of the next parent with one
        int event = 0;         ///< QEvent::Type
        int count = 0;         ///< of those that took longer than kNoticed
        double longest = 0.0;  ///< milliseconds
        /// Of that one, milliseconds on a processor: where it is far less, others took the
        /// processor or the thread waited.
        double processor = 0.0;
    };

    /// Shorter ones do not count, milliseconds.
    static constexpr double kNoticed = 4.0;

    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    /// Forgets what there was.
    void beginWatch();
    /// Since then, slowest first.
    std::vector<Work> slowest(std::size_t most) const;

private:
    struct Taken {
        double wall = 0.0;
        double processor = 0.0;
    };

    bool watching_ = false;
    Taken within_;  ///< of events handled within the one at hand
    std::map<std::pair<std::string, int>, Work> work_;

    void record(const char* className, const QString& name, int type, const Taken& taken);
};

/// One line for people: "12.3 ms (8.1 on the processor), 4 times: Paint of ScoreChart scores.view".
std::string workText(const WatchedApplication::Work& work);

}  // namespace handscope::app
