// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ModelLoader.h"

#include <QSettings>
#include <QStringList>
#include <exception>
#include <system_error>

#include "app/platform/FileHash.h"

namespace handscope::app {
namespace {

constexpr const char* kTrustedScripts = "model/trustedScripts";

bool isTrusted(const QString& sha256) {
    return QSettings().value(kTrustedScripts).toStringList().contains(sha256);
}

void rememberTrust(const QString& sha256) {
    QSettings settings;
    QStringList trusted = settings.value(kTrustedScripts).toStringList();
    trusted.append(sha256);
    trusted.removeDuplicates();
    settings.setValue(kTrustedScripts, trusted);
}

ui::Problem problemOf(const model::ModelError& error) {
    return {QString::fromStdString(error.whatHappened()),
            QString::fromStdString(error.whatWasExpected()),
            QString::fromStdString(error.whatToDo())};
}

}  // namespace

void ModelLoader::load(const QString& file) {
    const int request = ++request_;
    tasks_.post([this, request, file] {
        try {
            const auto question = model::inspectModelFile(file.toStdString());
            const QString hash =
                question.isScript ? QString::fromStdString(fileSha256(question.module)) : QString();
            QMetaObject::invokeMethod(this, [this, request, file, hash] {
                if (request != request_) {
                    return;
                }
                if (hash.isEmpty() || isTrusted(hash)) {
                    loadNow(request, file, hash);
                } else {
                    Q_EMIT trustNeeded(file, hash);
                }
            });
        } catch (const model::ModelError& error) {
            fail(request, problemOf(error));
        } catch (const std::system_error& error) {
            fail(request, {tr("The model's module cannot be read (%1).").arg(error.what()),
                           tr("Expected the file that the description names, beside it."),
                           tr("Put it there, or choose another model.")});
        } catch (const std::exception& error) {
            fail(request, {QString::fromUtf8(error.what()), {}, {}});
        }
    });
}

void ModelLoader::trust(const QString& file, const QString& sha256, bool trusted) {
    if (!trusted) {
        Q_EMIT failed({tr("The model %1 was not loaded.").arg(file),
                       tr("It is a program and needs your trust."),
                       tr("Open it again if you trust it, or choose another model.")});
        return;
    }
    rememberTrust(sha256);
    loadNow(++request_, file, sha256);
}

void ModelLoader::loadNow(int request, const QString& file, const QString& trustedSha256) {
    tasks_.post([this, request, file, trustedSha256] {
        const bool trustScript = !trustedSha256.isEmpty();
        try {
            if (trustScript && fileSha256(model::inspectModelFile(file.toStdString()).module) !=
                                   trustedSha256.toStdString()) {
                fail(request, changedSinceTrusted(file));
                return;
            }
            model::LoadOptions options = options_;
            options.trustScript = trustScript;
            std::shared_ptr<model::Classifier> classifier =
                model::loadClassifier(file.toStdString(), options);
            QMetaObject::invokeMethod(this, [this, request, file, classifier] {
                if (request == request_) {
                    Q_EMIT loaded(file, classifier);
                }
            });
        } catch (const model::ModelError& error) {
            fail(request, problemOf(error));
        } catch (const std::exception& error) {
            fail(request, {QString::fromUtf8(error.what()), {}, {}});
        }
    });
}

void ModelLoader::fail(int request, const ui::Problem& problem) {
    QMetaObject::invokeMethod(this, [this, request, problem] {
        if (request == request_) {
            Q_EMIT failed(problem);
        }
    });
}

ui::Problem ModelLoader::changedSinceTrusted(const QString& file) {
    return {tr("The model %1 has changed since it was trusted.").arg(file),
            tr("Expected the program that you were asked about."),
            tr("Open it again to be asked about the new one.")};
}

std::shared_ptr<model::Classifier> loadTrusted(const std::filesystem::path& file,
                                               model::LoadOptions options) {
    const model::ScriptQuestion question = model::inspectModelFile(file);
    if (question.isScript && !isTrusted(QString::fromStdString(fileSha256(question.module)))) {
        const ui::Problem problem =
            ModelLoader::changedSinceTrusted(QString::fromStdString(file.string()));
        throw model::ModelError(problem.whatHappened.toStdString(),
                                problem.whatWasExpected.toStdString(),
                                problem.whatToDo.toStdString());
    }
    options.trustScript = question.isScript;
    return model::loadClassifier(file, options);
}

}  // namespace handscope::app
