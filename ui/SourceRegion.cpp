// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceRegion.h"

#include <QGuiApplication>
#include <QRegularExpression>

namespace handscope::ui {
namespace {

constexpr QLatin1String kPrefix("x11grab:");

/// Without ".0", the first screen, which is meant when none is named.
QString withoutFirstScreen(const QString& display) {
    return display.endsWith(QLatin1String(".0")) ? display.chopped(2) : display;
}

}  // namespace

SourceChoice choiceOf(const ScreenRegion& region) {
    const QRect& rectangle = region.rectangle;
    return {QStringLiteral("%1%2+%3,%4")
                .arg(kPrefix, region.display)
                .arg(rectangle.x())
                .arg(rectangle.y()),
            {{"video_size", QStringLiteral("%1x%2").arg(rectangle.width()).arg(rectangle.height())},
             {"framerate", QString::number(region.rate)}},
            {},
            {}};
}

std::optional<ScreenRegion> regionOf(const SourceChoice& choice) {
    static const QRegularExpression address(
        QStringLiteral("\\Ax11grab:([^+]*)\\+(\\d{1,5}),(\\d{1,5})\\z"));
    static const QRegularExpression size(QStringLiteral("\\A(\\d{1,5})x(\\d{1,5})\\z"));
    const auto place = address.match(choice.address);
    const auto extent = size.match(choice.formatOptions.value("video_size"));
    bool hasRate = false;
    const int rate = choice.formatOptions.value("framerate").toInt(&hasRate);
    if (!place.hasMatch() || !extent.hasMatch() || !hasRate || choice.formatOptions.size() != 2) {
        return std::nullopt;
    }
    return ScreenRegion{place.captured(1),
                        {place.captured(2).toInt(), place.captured(3).toInt(),
                         extent.captured(1).toInt(), extent.captured(2).toInt()},
                        rate};
}

bool isDisplayName(const QString& display) {
    static const QRegularExpression name(
        QStringLiteral("\\A[A-Za-z0-9.\\-/_]*:\\d{1,5}(\\.\\d{1,3})?\\z"));
    return name.match(display).hasMatch();
}

bool isSameDisplay(const QString& one, const QString& other) {
    return withoutFirstScreen(one) == withoutFirstScreen(other);
}

QRect nativeRectangle(const QRect& logical, QPoint screenBegins, double devicePixelRatio) {
    const QPoint begin(qRound(logical.left() * devicePixelRatio),
                       qRound(logical.top() * devicePixelRatio));
    const QPoint end(qRound((logical.left() + logical.width()) * devicePixelRatio),
                     qRound((logical.top() + logical.height()) * devicePixelRatio));
    return {screenBegins + begin, QSize(end.x() - begin.x(), end.y() - begin.y())};
}

QRect nativeGeometry(const QScreen& screen) {
    const QRect geometry = screen.geometry();
    return nativeRectangle(QRect(QPoint(), geometry.size()), geometry.topLeft(),
                           screen.devicePixelRatio());
}

QRect nativeDesktop() {
    QRect desktop;
    for (const QScreen* screen : QGuiApplication::screens()) {
        desktop |= nativeGeometry(*screen);
    }
    return desktop;
}

}  // namespace handscope::ui
