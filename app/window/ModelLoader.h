// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <functional>
#include <memory>

#include "app/window/TaskThread.h"
#include "model/LoadClassifier.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Loads models in the background, and asks before a TorchScript program runs for the first time.
///
/// Remembers by hash which scripts a person trusts. The task thread must be joined before this
/// object is destroyed. GUI thread.
class ModelLoader : public QObject {
    Q_OBJECT

public:
    /// Of `options` all but the trust and the strictness count.
    explicit ModelLoader(TaskThread& tasks, const model::LoadOptions& options = {},
                         QObject* parent = nullptr)
        : QObject(parent), tasks_(tasks), options_(options) {}

    /// Returns at once; loaded(), failed() or trustNeeded() follows. A later request overtakes an
    /// earlier one that has not come to its end.
    void load(const QString& file);

    /// The answer to trustNeeded().
    void trust(const QString& file, const QString& sha256, bool trusted);

Q_SIGNALS:
    void loaded(const QString& file, std::shared_ptr<handscope::model::Classifier> classifier);
    void failed(const handscope::ui::Problem& problem);
    /// `file`: as it was asked for; `module`: the program, of which the checksum is.
    void trustNeeded(const QString& file, const QString& module, const QString& sha256);

private:
    TaskThread& tasks_;
    model::LoadOptions options_;
    int request_ = 0;

    void loadNow(int request, const QString& file);
    /// On the task thread; what `work` throws is told.
    void attempt(int request, std::function<void()> work);
    void fail(int request, const ui::Problem& problem);
};

/// Loads a model, a script only if its content is one that a person trusts: also for a network of
/// one's own, beside the one that ModelLoader has loaded. Blocks. Throws model::ModelError, and
/// std::system_error for a script that cannot be read. Any thread.
std::shared_ptr<model::Classifier> loadTrusted(const std::filesystem::path& file,
                                               model::LoadOptions options);

}  // namespace handscope::app
