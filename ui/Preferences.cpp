// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Preferences.h"

#include <QStringList>

namespace handscope::ui {
namespace {

constexpr const char* kLanguage = "preferences/language";
constexpr const char* kDevice = "preferences/device";
constexpr const char* kPrecision = "preferences/precision";
constexpr const char* kThreads = "preferences/threads";
constexpr const char* kFlipTest = "preferences/flipTest";

QString oneOf(const QStringList& known, const QVariant& saved) {
    const QString text = saved.toString();
    return known.contains(text) ? text : known.first();
}

}  // namespace

Preferences readPreferences(const QSettings& settings) {
    bool valid = false;
    const int threads = settings.value(kThreads).toInt(&valid);
    return {.language = oneOf({"system", "en", "ko"}, settings.value(kLanguage)),
            .device = oneOf({"auto", "cpu", "cuda"}, settings.value(kDevice)),
            .precision = oneOf({"auto", "fp32", "bf16", "fp16"}, settings.value(kPrecision)),
            .threads = valid && threads >= 0 && threads <= Preferences::kMostThreads ? threads : 0,
            .flipTest = settings.value(kFlipTest).toString() != "false"};
}

void writePreferences(QSettings& settings, const Preferences& preferences) {
    settings.setValue(kLanguage, preferences.language);
    settings.setValue(kDevice, preferences.device);
    settings.setValue(kPrecision, preferences.precision);
    settings.setValue(kThreads, preferences.threads);
    settings.setValue(kFlipTest, preferences.flipTest);
}

}  // namespace handscope::ui
