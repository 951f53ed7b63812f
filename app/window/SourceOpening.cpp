// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/SourceOpening.h"

#include <QFileInfo>

#include "capture/DeviceList.h"

namespace handscope::app {
namespace {

constexpr QLatin1String kCameraPrefix("v4l2:");

std::string addressNow(const ui::SourceChoice& choice) {
    if (choice.stableId.isEmpty()) {
        return choice.address.toStdString();
    }
    if (const auto address = capture::addressOfDevice(choice.stableId.toStdString())) {
        return *address;
    }
    const QString name = choice.title.isEmpty() ? choice.address : choice.title;
    throw capture::CaptureError("The camera '" + name.toStdString() + "' is not there.",
                                "Expected it where it was plugged in before.",
                                "Plug it in again, or choose another source.");
}

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

std::unique_ptr<capture::FrameSource> openChosen(const ui::SourceChoice& choice) {
    capture::SourceOptions options;
    for (auto item = choice.formatOptions.cbegin(); item != choice.formatOptions.cend(); ++item) {
        options.formatOptions[item.key().toStdString()] = item.value().toStdString();
    }
    const std::string address = addressNow(choice);
    options.allowNestedFiles = choice.opensFurther;
    if (const auto end = address.find("://"); choice.opensFurther && end != std::string::npos) {
        // Most protocols run over one of these, and parts of streams may be encrypted.
        options.extraProtocols = {address.substr(0, end), "tcp", "udp", "tls", "crypto"};
    }
    return capture::openSource(address, options);
}

bool excludesEachOther(const ui::SourceChoice& running, const ui::SourceChoice& other) {
    if (running.address == QLatin1String("-")) {
        return other.address == running.address;
    }
    if (!running.stableId.isEmpty() && !other.stableId.isEmpty()) {
        return running.stableId == other.stableId;
    }
    const QString node = nodeOf(running.address);
    return !node.isEmpty() && node == nodeOf(other.address);
}

}  // namespace handscope::app
