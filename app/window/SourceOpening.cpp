// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourceOpening.h"

#include <QFileInfo>
#include <utility>

namespace handscope::app {
namespace {

constexpr QLatin1String kCameraPrefix("v4l2:");

/// The device node itself, whatever link names it; empty for no camera.
QString nodeOf(const QString& address) {
    if (!address.startsWith(kCameraPrefix)) {
        return {};
    }
    const QString path = address.mid(kCameraPrefix.size());
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? path : canonical;
}

}  // namespace

std::unique_ptr<capture::FrameSource> openChosen(const ui::SourceChoice& choice,
                                                 const std::stop_token& stop) {
    const std::string asked = choice.address.toStdString();
    const std::string address =
        capture::addressNow(asked, choice.stableId.toStdString(),
                            choice.title.isEmpty() ? asked : choice.title.toStdString());
    capture::SourceOptions options = optionsOf(choice);
    options.stop = stop;
    return capture::openSource(address, options);
}

capture::SourceOptions optionsOf(const ui::SourceChoice& choice) {
    capture::SourceOptions options;
    for (auto item = choice.formatOptions.cbegin(); item != choice.formatOptions.cend(); ++item) {
        options.formatOptions[item.key().toStdString()] = item.value().toStdString();
    }
    options.allowNestedFiles = choice.opensFurther;
    const std::string address = choice.address.toStdString();
    if (const auto end = address.find("://"); choice.opensFurther && end != std::string::npos) {
        // Most protocols run over one of these, and parts of streams may be encrypted.
        options.extraProtocols = {address.substr(0, end), "tcp", "udp", "tls", "crypto"};
    }
    return options;
}

ui::SourceChoice identified(ui::SourceChoice choice) {
    return identified(std::move(choice),
                      [](const std::string& address) { return capture::deviceAt(address); });
}

ui::SourceChoice identified(ui::SourceChoice choice, const CameraLookup& cameraAt) {
    const bool isNode = choice.address.startsWith(kCameraPrefix) &&
                        !QFileInfo(choice.address.mid(kCameraPrefix.size())).isSymLink();
    if (!isNode || !choice.stableId.isEmpty()) {
        return choice;
    }
    if (const auto camera = cameraAt(choice.address.toStdString())) {
        choice.stableId = QString::fromStdString(camera->stableId);
        if (choice.title.isEmpty()) {
            choice.title = QString::fromStdString(camera->name);
        }
    }
    return choice;
}

bool isCamera(const ui::SourceChoice& choice) {
    return !choice.stableId.isEmpty() || choice.address.startsWith(kCameraPrefix);
}

bool excludesEachOther(const ui::SourceChoice& running, const ui::SourceChoice& other) {
    if (running.isStandardInput()) {
        return other.address == running.address;
    }
    if (!running.stableId.isEmpty() && !other.stableId.isEmpty()) {
        return running.stableId == other.stableId;
    }
    const QString node = nodeOf(running.address);
    return !node.isEmpty() && node == nodeOf(other.address);
}

}  // namespace handscope::app
