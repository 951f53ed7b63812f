// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>
#include <QStringList>
#include <memory>
#include <utility>

namespace {

QStringList warnings;

/// The offscreen platform says that it cannot do what no screen is there for; that is not about us.
bool isAboutThePlatform(const QString& message) {
    return message.startsWith(QLatin1String("This plugin does not support"));
}

void record(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type != QtDebugMsg && type != QtInfoMsg && !isAboutThePlatform(message)) {
        warnings << message;
    }
}

/// A test during which Qt warned has failed.
class WarningListener : public testing::EmptyTestEventListener {
    void OnTestStart(const testing::TestInfo&) override { warnings.clear(); }
    void OnTestEnd(const testing::TestInfo&) override {
        for (const QString& warning : std::as_const(warnings)) {
            ADD_FAILURE() << "Qt warned: " << warning.toStdString();
        }
    }
};

}  // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    testing::InitGoogleMock(&argc, argv);
    // Nothing of a test may reach the settings of whoever runs it.
    QStandardPaths::setTestModeEnabled(true);
    qInstallMessageHandler(record);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("handscope-tests"));
    QApplication::setOrganizationName(QStringLiteral("handscope-tests"));
    // The same look and the same numbers on every machine.
    QApplication::setStyle(QStringLiteral("Fusion"));
    QLocale::setDefault(QLocale::c());
    testing::UnitTest::GetInstance()->listeners().Append(
        std::make_unique<WarningListener>().release());
    return RUN_ALL_TESTS();
}
