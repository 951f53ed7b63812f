// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <memory>
#include <optional>

#include "app/window/ModelLoader.h"
#include "app/window/TaskThread.h"
#include "model/LoadClassifier.h"
#include "ui/DisplayTypes.h"

namespace handscope::app {

/// Sees to it that there is a model: loads the one that a person chose and, where that cannot be
/// and there is none yet, the bundled one in its place.
///
/// Knows no window. GUI thread.
class ModelKeeper : public QObject {
    Q_OBJECT

public:
    /// `bundled`: the file that comes with the program; empty: there is none.
    ModelKeeper(const model::LoadOptions& options, const QString& bundled,
                QObject* parent = nullptr);

    /// A person chose this. Returns at once.
    void load(const QString& file);
    /// Instead of a file: a network that is there already. `file`: what it is called.
    void use(const QString& file, const std::shared_ptr<model::Classifier>& classifier);
    /// The answer to trustNeeded().
    void trust(const QString& file, const QString& sha256, bool trusted);

Q_SIGNALS:
    /// `name`: what to call the model that is being loaded; empty: none is any more.
    void loading(const QString& name);
    /// `insteadOf`: why this, the bundled one, is there and not the one asked for.
    void loaded(const QString& file, std::shared_ptr<handscope::model::Classifier> classifier,
                std::optional<handscope::ui::Problem> insteadOf);
    /// The one asked for; loaded() follows where the bundled one takes its place.
    void failed(const handscope::ui::Problem& problem);
    /// As ModelLoader has it.
    void trustNeeded(const QString& file, const QString& module, const QString& sha256);

private:
    QString bundled_;
    QString askedFor_;  ///< last
    bool hasModel_ = false;
    bool triedBundled_ = false;
    std::optional<ui::Problem> insteadOf_;  ///< why the bundled one is on its way
    ModelLoader loader_;
    TaskThread tasks_;  ///< after the loader, which must outlive it

    void begin(const QString& file);
    void takeFailure(const ui::Problem& problem);
    ui::Problem whyBundled(const ui::Problem& problem) const;
};

}  // namespace handscope::app
