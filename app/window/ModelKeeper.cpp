// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ModelKeeper.h"

#include <QFileInfo>
#include <utility>

namespace handscope::app {

ModelKeeper::ModelKeeper(const model::LoadOptions& options, const QString& bundled, QObject* parent)
    : QObject(parent), bundled_(bundled), loader_(tasks_, options) {
    connect(&loader_, &ModelLoader::loaded, this, &ModelKeeper::use);
    connect(&loader_, &ModelLoader::failed, this, &ModelKeeper::takeFailure);
    connect(&loader_, &ModelLoader::trustNeeded, this, &ModelKeeper::trustNeeded);
}

void ModelKeeper::load(const QString& file) {
    askedFor_ = file;
    if (std::exchange(insteadOf_, std::nullopt)) {
        triedBundled_ = false;  // this one overtakes it
    }
    begin(file);
}

void ModelKeeper::use(const QString& file, const std::shared_ptr<model::Classifier>& classifier) {
    hasModel_ = true;
    Q_EMIT loading({});
    Q_EMIT loaded(file, classifier, std::exchange(insteadOf_, std::nullopt));
}

void ModelKeeper::trust(const QString& file, const QString& sha256, bool trusted) {
    loader_.trust(file, sha256, trusted);
}

void ModelKeeper::begin(const QString& file) {
    Q_EMIT loading(QFileInfo(file).completeBaseName());
    loader_.load(file);
}

void ModelKeeper::takeFailure(const ui::Problem& problem) {
    Q_EMIT loading({});
    Q_EMIT failed(problem);
    if (hasModel_ || triedBundled_ || bundled_.isEmpty()) {
        insteadOf_.reset();
        return;
    }
    triedBundled_ = true;  // something to look at is better than nothing
    insteadOf_ = whyBundled(problem);
    begin(bundled_);
}

ui::Problem ModelKeeper::whyBundled(const ui::Problem& problem) const {
    if (QFileInfo::exists(askedFor_)) {
        return {tr("%1 The bundled model runs instead.").arg(problem.whatHappened),
                problem.whatWasExpected, problem.whatToDo};
    }
    return {tr("The model %1 is missing: the bundled one runs instead.").arg(askedFor_),
            tr("Expected a model file there."),
            tr("Put it back and start again, or open another model. To stay with the bundled one, "
               "open %1.")
                .arg(bundled_)};
}

}  // namespace handscope::app
