// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <utility>

#include "app/labelling/ProfileTrial.h"
#include "app/window/TaskThread.h"
#include "model/LoadClassifier.h"
#include "ui/DisplayTypes.h"
#include "ui/decision/TrialView.h"

namespace handscope::app {

/// Gives a network of one's own from a model file. Blocks; throws model::ModelError.
using NetworkLoader =
    std::function<std::shared_ptr<model::Classifier>(const std::filesystem::path& file)>;

/// Loads as loadTrusted() does.
NetworkLoader networkLoader(const model::LoadOptions& options);

/// What is compared: the saved values of a profile, and those that are in use.
struct TrialValues {
    std::string profile;
    LabelSettings before;
    LabelSettings after;
};

/// Connects the view of a trial with the trial of the values on a recording.
///
/// Owns the trial, its thread, and while it runs a network of its own. What the network said is
/// kept, so that changed values show at once. Neither keeps the values nor knows where they come
/// from: it is told. The view must outlive it. GUI thread.
class TrialController : public QObject {
    Q_OBJECT

public:
    TrialController(ui::TrialView& view, NetworkLoader loader, QObject* parent = nullptr);
    /// Calls the trial off.
    ~TrialController() override;

    /// Forgets what another one said.
    void useModel(const QString& file, const QStringList& labels);
    /// What "this recording" is: a file. Empty: there is none. Of the same one as before, what was
    /// found stays.
    void setRecording(const ui::SourceChoice& choice);
    /// Compares anew what has been tried, if the network need not run for it.
    void setValues(const TrialValues& values);

Q_SIGNALS:
    /// Seconds from the recording's beginning.
    void seekRequested(double seconds);
    void failed(const handscope::ui::Problem& problem);

private:
    using Windows = std::pair<double, double>;  ///< length and stride, seconds

    ui::TrialView& view_;
    NetworkLoader loader_;
    QString modelFile_;  ///< empty: there is no model yet
    ui::SourceChoice recording_;
    TrialValues values_;
    std::shared_ptr<ProfileTrial> trial_;  ///< on the thread alone
    std::set<Windows> scored_;             ///< windows whose scores the trial has
    std::stop_source stop_;
    int request_ = 0;
    bool runs_ = false;
    bool isStale_ = false;  ///< the values changed while it ran
    TaskThread tasks_{
        pipeline::Background::Network};  ///< last: joined before what its tasks use goes

    void showRecording();
    void callOff();
    void forget();
    void start();
    void retry();
    std::set<Windows> windowsNeeded() const;
    TrialProgress progressOf(int request);
    void ended(int request, const std::optional<TrialComparison>& comparison,
               const std::string& profile, const std::set<Windows>& scored);
};

}  // namespace handscope::app
