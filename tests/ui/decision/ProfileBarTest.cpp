// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/decision/ProfileBar.h"

#include <gtest/gtest.h>

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace handscope::ui {
namespace {

class ProfileBarTest : public testing::Test {
protected:
    ProfileBar bar_;

    void SetUp() override {
        bar_.setProfiles({"Default", "Lab", "Studio"}, "Default");
        bar_.setCurrent("Lab");
        bar_.resize(380, 34);
        bar_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&bar_));
    }

    template <typename Widget>
    Widget* find(const char* name) const {
        auto* widget = bar_.findChild<Widget*>(name);
        EXPECT_NE(widget, nullptr) << name;
        return widget;
    }

    QAction* action(const char* name) const { return find<QAction>(name); }
    QComboBox* box() const { return find<QComboBox>("profile.box"); }
    QPushButton* save() const { return find<QPushButton>("profile.save"); }

    void typeName(const QString& name) {
        auto* line = find<QLineEdit>("profile.name");
        line->selectAll();
        QTest::keyClicks(line, name);
    }
};

TEST_F(ProfileBarTest, ChoosesByKeyboardAndSaysSoOnce) {
    QSignalSpy chosen(&bar_, &ProfileBar::profileChosen);
    box()->setFocus();
    QTest::keyClick(box(), Qt::Key_Down);
    ASSERT_EQ(chosen.count(), 1);
    EXPECT_EQ(chosen[0][0].toString(), "Studio");
    EXPECT_EQ(bar_.current(), "Studio");
}

TEST_F(ProfileBarTest, EmitsNothingForWhatItIsGiven) {
    QSignalSpy chosen(&bar_, &ProfileBar::profileChosen);
    bar_.setCurrent("Studio");
    bar_.setChanged({"Studio"});
    bar_.setProfiles({"Default"}, "Default");
    bar_.setCurrent("Default");
    EXPECT_EQ(chosen.count(), 0);
}

TEST_F(ProfileBarTest, MarksWhatWasChangedAndSavesOnlyThat) {
    QSignalSpy saved(&bar_, &ProfileBar::saveRequested);
    EXPECT_EQ(box()->currentText(), "Lab");
    EXPECT_FALSE(save()->isEnabled());
    EXPECT_FALSE(action("profile.revert")->isEnabled());
    bar_.setChanged({"Lab", "Default"});
    EXPECT_EQ(box()->currentText(), "Lab (changed)");
    EXPECT_EQ(box()->itemText(0), "Default (changed)");
    EXPECT_EQ(box()->itemText(2), "Studio");
    EXPECT_TRUE(action("profile.revert")->isEnabled());
    QTest::mouseClick(save(), Qt::LeftButton);
    EXPECT_EQ(saved.count(), 1);
}

TEST_F(ProfileBarTest, TheBuiltInOneIsSavedUnderAnotherNameAndNeitherRenamedNorDeleted) {
    bar_.setCurrent("Default");
    bar_.setChanged({"Default"});
    EXPECT_FALSE(action("profile.rename")->isEnabled());
    EXPECT_FALSE(action("profile.delete")->isEnabled());
    QSignalSpy saved(&bar_, &ProfileBar::saveRequested);
    QSignalSpy savedAs(&bar_, &ProfileBar::saveAsRequested);
    QTest::mouseClick(save(), Qt::LeftButton);
    typeName("  Mine ");
    QTest::mouseClick(find<QPushButton>("profile.nameOk"), Qt::LeftButton);
    EXPECT_EQ(saved.count(), 0);
    ASSERT_EQ(savedAs.count(), 1);
    EXPECT_EQ(savedAs[0][0].toString(), "Mine");
}

TEST_F(ProfileBarTest, ANameThatIsTakenOrEmptyIsNotAccepted) {
    QSignalSpy savedAs(&bar_, &ProfileBar::saveAsRequested);
    action("profile.saveAs")->trigger();
    auto* ok = find<QPushButton>("profile.nameOk");
    EXPECT_FALSE(ok->isEnabled());
    typeName("Studio");
    EXPECT_FALSE(ok->isEnabled());
    EXPECT_TRUE(find<QLabel>("profile.nameReason")->text().contains("already"));
    QTest::keyClick(find<QLineEdit>("profile.name"), Qt::Key_Return);
    EXPECT_EQ(savedAs.count(), 0);
    typeName("Studio 2");
    QTest::keyClick(find<QLineEdit>("profile.name"), Qt::Key_Return);
    EXPECT_EQ(savedAs.count(), 1);
}

TEST_F(ProfileBarTest, RenamesFromTheNameThatItHas) {
    QSignalSpy renamed(&bar_, &ProfileBar::renameRequested);
    action("profile.rename")->trigger();
    EXPECT_EQ(find<QLineEdit>("profile.name")->text(), "Lab");
    typeName("Laboratory");
    QTest::keyClick(find<QLineEdit>("profile.name"), Qt::Key_Return);
    ASSERT_EQ(renamed.count(), 1);
    EXPECT_EQ(renamed[0][0].toString(), "Laboratory");
}

TEST_F(ProfileBarTest, DeletesOnlyAfterAQuestionWithNoAsTheDefault) {
    QSignalSpy deleted(&bar_, &ProfileBar::deleteRequested);
    const auto question = [&] {
        action("profile.delete")->trigger();
        const auto boxes = bar_.findChildren<QMessageBox*>("profile.deleteQuestion");
        return boxes.last();
    };
    QMessageBox* asked = question();
    EXPECT_EQ(asked->defaultButton(), asked->button(QMessageBox::No));
    QTest::mouseClick(asked->button(QMessageBox::No), Qt::LeftButton);
    EXPECT_EQ(deleted.count(), 0);
    QTest::mouseClick(question()->button(QMessageBox::Yes), Qt::LeftButton);
    EXPECT_EQ(deleted.count(), 1);
}

TEST_F(ProfileBarTest, NamesTheFilesToImportAndExport) {
    QTemporaryDir folder;
    QFile(folder.filePath("given.json")).open(QIODevice::WriteOnly);
    QSignalSpy imported(&bar_, &ProfileBar::importRequested);
    QSignalSpy exported(&bar_, &ProfileBar::exportRequested);
    const auto answer = [&](const QString& file) {
        auto* dialog = find<QFileDialog>("profile.fileDialog");
        dialog->setDirectory(folder.path());
        Q_EMIT dialog->fileSelected(folder.filePath(file));
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    action("profile.import")->trigger();
    answer("given.json");
    ASSERT_EQ(imported.count(), 1);
    EXPECT_EQ(imported[0][0].toString(), folder.filePath("given.json"));
    action("profile.export")->trigger();
    EXPECT_EQ(find<QFileDialog>("profile.fileDialog")->acceptMode(), QFileDialog::AcceptSave);
    answer("mine.json");
    ASSERT_EQ(exported.count(), 1);
}

}  // namespace
}  // namespace handscope::ui
