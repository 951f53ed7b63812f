// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ModelLoader.h"

#include <QCoreApplication>
#include <QSettings>
#include <QStringList>
#include <exception>
#include <system_error>
#include <utility>

#include "app/platform/FileHash.h"
#include "app/window/Problems.h"

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

/// Where translators find these texts.
class ModelLoaderText {
    Q_DECLARE_TR_FUNCTIONS(handscope::app::ModelLoader)

public:
    static model::ModelError changedSinceTrusted(const std::filesystem::path& file);
};

/// Why a script is not run: trust is for a content, not for a name.
model::ModelError ModelLoaderText::changedSinceTrusted(const std::filesystem::path& file) {
    return {tr("The model %1 has changed since it was trusted.")
                .arg(QString::fromStdString(file.string()))
                .toStdString(),
            tr("Expected the program that you were asked about.").toStdString(),
            tr("Open it again to be asked about the new one.").toStdString()};
}

}  // namespace

void ModelLoader::load(const QString& file) {
    const int request = ++request_;
    attempt(request, [this, request, file] {
        const auto question = model::inspectModelFile(file.toStdString());
        const QString module = QString::fromStdString(question.module.string());
        const QString hash =
            question.isScript ? QString::fromStdString(fileSha256(question.module)) : QString();
        QMetaObject::invokeMethod(this, [this, request, file, module, hash] {
            if (request != request_) {
                return;
            }
            if (hash.isEmpty() || isTrusted(hash)) {
                loadNow(request, file);
            } else {
                Q_EMIT trustNeeded(file, module, hash);
            }
        });
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
    loadNow(++request_, file);
}

void ModelLoader::loadNow(int request, const QString& file) {
    attempt(request, [this, request, file] {
        const auto classifier = loadTrusted(file.toStdString(), options_);
        QMetaObject::invokeMethod(this, [this, request, file, classifier] {
            if (request == request_) {
                Q_EMIT loaded(file, classifier);
            }
        });
    });
}

void ModelLoader::attempt(int request, std::function<void()> work) {
    tasks_.post([this, request, work = std::move(work)] {
        try {
            work();
        } catch (const std::system_error& error) {
            fail(request, {tr("The model's module cannot be read (%1).").arg(error.what()),
                           tr("Expected the file that the description names, beside it."),
                           tr("Put it there, or choose another model.")});
        } catch (const std::exception& error) {
            fail(request, problemOf(error));
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

std::shared_ptr<model::Classifier> loadTrusted(const std::filesystem::path& file,
                                               model::LoadOptions options) {
    const model::ScriptQuestion question = model::inspectModelFile(file);
    if (question.isScript && !isTrusted(QString::fromStdString(fileSha256(question.module)))) {
        throw ModelLoaderText::changedSinceTrusted(file);
    }
    options.trustScript = question.isScript;
    return model::loadClassifier(file, options);
}

}  // namespace handscope::app
