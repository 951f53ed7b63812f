// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/AboutBox.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace handscope::ui {
namespace {

/// Where translators find these texts.
class AboutBoxText {
    Q_DECLARE_TR_FUNCTIONS(handscope::ui::AboutBox)
};

}  // namespace

void showAboutBox(QWidget* parent) {
    auto* box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(AboutBoxText::tr("About Handscope"));
    box->setText(
        AboutBoxText::tr("<h3>Handscope %1</h3>").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(AboutBoxText::tr(
        "Recognises hand gestures in video with the STM network and shows what it sees.<br><br>"
        "Free software under the GNU General Public License, version 3 or later."));
    box->open();
}

}  // namespace handscope::ui
