// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/Translation.h"

#include <gtest/gtest.h>

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMap>
#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>
#include <QSettings>
#include <QTabBar>
#include <QToolButton>
#include <memory>

#include "tests/support/TestFolder.h"
#include "ui/MainWindow.h"

namespace handscope::app {
namespace {

class TranslationTest : public ::testing::Test {
protected:
    test::TestFolder folder;

    std::unique_ptr<ui::MainWindow> window() const {
        return std::make_unique<ui::MainWindow>(std::make_unique<QSettings>(
            QString::fromStdString(folder.file("settings.ini")), QSettings::IniFormat));
    }

    /// Titles of the menus as they are read: without their keys, which Korean puts in brackets.
    static QStringList menusOf(const ui::MainWindow& window) {
        QStringList titles;
        for (const QAction* const action : window.findChild<QMenuBar*>()->actions()) {
            titles << action->text().section('(', 0, 0).remove('&');
        }
        return titles;
    }

    static QMap<QString, QString> shortcutsOf(const ui::MainWindow& window) {
        QMap<QString, QString> shortcuts;
        for (const QAction* const action : window.actions()) {
            if (!action->objectName().isEmpty()) {
                shortcuts[action->objectName()] +=
                    QKeySequence::listToString(action->shortcuts()) + ' ';
            }
        }
        return shortcuts;
    }

    static QString framesWritten(int frames) {
        return QCoreApplication::translate("handscope::app::InspectExports",
                                           "Wrote %1: %n frame(s).", nullptr, frames);
    }
};

TEST_F(TranslationTest, AKoreanWindowHasKoreanMenus) {
    const Translation translation(QLocale("ko_KR"));
    EXPECT_EQ(translation.language(), "ko");
    const QStringList menus = menusOf(*window());
    EXPECT_EQ(menus.first(), "파일");
    EXPECT_TRUE(menus.contains("보기"));
    EXPECT_EQ(menus.last(), "도움말");
}

TEST_F(TranslationTest, TheKeysAreTheSameInEveryLanguage) {
    const QMap<QString, QString> untranslated = shortcutsOf(*window());
    EXPECT_EQ(untranslated.value("openFile").trimmed(), "Ctrl+O");
    const Translation translation(QLocale("ko_KR"));
    EXPECT_EQ(shortcutsOf(*window()), untranslated);
}

TEST_F(TranslationTest, OnlyMenusShowTheKeysThatPickThem) {
    const Translation translation(QLocale("ko_KR"));
    const auto korean = window();
    for (const QToolButton* const button : korean->findChildren<QToolButton*>()) {
        EXPECT_FALSE(button->text().contains(QRegularExpression("\\(&?[A-Z]\\)")))
            << button->text().toStdString();
        EXPECT_FALSE(button->accessibleName().contains(QRegularExpression("\\(&?[A-Z]\\)")))
            << button->text().toStdString();
    }
    const auto* const pages = korean->findChild<QTabBar*>("pages");
    ASSERT_NE(pages, nullptr);
    EXPECT_EQ(pages->tabText(0), "실시간");
}

TEST_F(TranslationTest, NoTwoMenusShareAKey) {
    const Translation translation(QLocale("ko_KR"));
    const auto korean = window();
    QStringList keys;
    for (const QAction* const action : korean->findChild<QMenuBar*>()->actions()) {
        if (action->isVisible()) {
            keys << QKeySequence::mnemonic(action->text()).toString();
        }
    }
    EXPECT_FALSE(keys.contains(QString()));
    EXPECT_EQ(keys.removeDuplicates(), 0) << keys.join(' ').toStdString();
}

TEST_F(TranslationTest, EnglishCountsOneFrameAndTwoFrames) {
    const Translation translation(QLocale("en_GB"));
    EXPECT_EQ(translation.language(), "en");
    EXPECT_EQ(framesWritten(1), "Wrote %1: 1 frame.");
    EXPECT_EQ(framesWritten(2), "Wrote %1: 2 frames.");
    EXPECT_EQ(menusOf(*window()).first(), "File");
}

TEST_F(TranslationTest, KoreanCountsWithoutAPlural) {
    const Translation translation(QLocale("ko_KR"));
    EXPECT_EQ(framesWritten(1), "%1에 저장했습니다: 프레임 1개.");
    EXPECT_EQ(framesWritten(2), "%1에 저장했습니다: 프레임 2개.");
}

TEST_F(TranslationTest, ALanguageThatWeLackIsEnglish) {
    const Translation translation(QLocale("fr_FR"));
    EXPECT_EQ(translation.language(), "en");
    EXPECT_EQ(framesWritten(1), "Wrote %1: 1 frame.");
    EXPECT_EQ(menusOf(*window()).first(), "File");
}

TEST_F(TranslationTest, EveryLanguageThatCanBeAskedForIsThere) {
    for (const QString& choice : Translation::choices()) {
        if (choice != "system") {
            EXPECT_EQ(Translation(Translation::localeOf(choice)).language(), choice);
        }
    }
    EXPECT_EQ(Translation::localeOf("system"), QLocale::system());
}

TEST_F(TranslationTest, ItsEndTakesTheLanguageAway) {
    { const Translation translation(QLocale("ko_KR")); }
    EXPECT_EQ(menusOf(*window()).first(), "File");
}

/// The letters that Alt picks with, of what can be picked beside each other.
void expectDistinctKeys(const QString& where, const QStringList& texts) {
    QMap<QChar, QString> taken;
    for (const QString& text : texts) {
        static const QRegularExpression kKey("(?<!&)&([^& ])");
        const auto match = kKey.match(text);
        if (!match.hasMatch()) {
            continue;
        }
        const QChar key = match.captured(1).at(0).toUpper();
        EXPECT_FALSE(taken.contains(key)) << where.toStdString() << ": " << text.toStdString()
                                          << " and " << taken.value(key).toStdString();
        taken[key] = text;
    }
}

class KeysOfMenus : public TranslationTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(KeysOfMenus, AreDistinctInEachMenu) {
    const Translation translation{QLocale(GetParam())};
    const auto shown = window();
    QStringList bar;
    for (const QAction* const action : shown->findChild<QMenuBar*>()->actions()) {
        bar << action->text();
    }
    expectDistinctKeys("menu bar", bar);
    for (const QMenu* const menu : shown->findChildren<QMenu*>()) {
        QStringList texts;
        for (const QAction* const action : menu->actions()) {
            texts << action->text();
        }
        expectDistinctKeys(menu->title(), texts);
    }
}

INSTANTIATE_TEST_SUITE_P(Languages, KeysOfMenus, ::testing::Values("en_GB", "ko_KR"));

}  // namespace
}  // namespace handscope::app
