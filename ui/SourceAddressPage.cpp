// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceAddressPage.h"

#include <QFormLayout>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/SourceControl.h"

namespace handscope::ui {

SourceAddressPage::SourceAddressPage(QWidget* parent)
    : QWidget(parent),
      address_(new QLineEdit(this)),
      options_(new QLineEdit(this)),
      optionsHint_(new QLabel(tr("Write options as NAME=VALUE, with spaces between them."), this)),
      opensFurther_(new QCheckBox(tr("It &may open further files and addresses"), this)) {
    describeSourceControl(address_, "address", tr("Address"), tr("A stream, a screen or a device"));
    describeSourceControl(options_, "options", tr("Options"),
                          tr("FFmpeg's options for the address, such as rtsp_transport=tcp"));
    describeSourceControl(opensFurther_, "further", tr("May open further files and addresses"),
                          tr("For playlists, HLS streams and protocols beyond the usual ones. Only "
                             "for addresses that you trust."));
    options_->setPlaceholderText(QStringLiteral("rtsp_transport=tcp framerate=30"));
    optionsHint_->setObjectName(QStringLiteral("source.options.hint"));
    optionsHint_->hide();
    auto* examples = new QLabel(tr("For example\n"
                                   "    rtsp://camera.local/stream\n"
                                   "    http://camera.local/video.mjpg\n"
                                   "    v4l2:/dev/video0\n"
                                   "    x11grab::0.0\n"
                                   "    frames:/data/clip  (a folder of pictures)\n"
                                   "    lavfi:testsrc2=size=640x480:rate=30\n"
                                   "    -  (standard input)"),
                                this);
    examples->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* form = new QFormLayout;
    form->addRow(tr("A&ddress:"), address_);
    form->addRow(tr("O&ptions:"), options_);
    form->addRow(QString(), optionsHint_);
    form->addRow(QString(), opensFurther_);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(new QLabel(tr("Anything that FFmpeg can read:"), this));
    layout->addLayout(form);
    layout->addWidget(examples);
    layout->addStretch();
    connect(address_, &QLineEdit::textChanged, this, &SourceAddressPage::changed);
    connect(options_, &QLineEdit::textChanged, this, &SourceAddressPage::changed);
    connect(opensFurther_, &QCheckBox::toggled, this, &SourceAddressPage::changed);
}

void SourceAddressPage::setChoice(const SourceChoice& choice) {
    QStringList words;
    for (auto option = choice.formatOptions.begin(); option != choice.formatOptions.end();
         ++option) {
        words.append(option.key() + QLatin1Char('=') + option.value());
    }
    options_->setText(words.join(QLatin1Char(' ')));
    opensFurther_->setChecked(choice.opensFurther);
    address_->setText(choice.address);
}

SourceChoice SourceAddressPage::choice() const {
    const auto options = this->options();
    if (!options) {
        return {};
    }
    return {.address = address_->text().trimmed(),
            .formatOptions = *options,
            .title = {},
            .stableId = {},
            .opensFurther = opensFurther_->isChecked()};
}

std::optional<QMap<QString, QString>> SourceAddressPage::options() const {
    static const QRegularExpression kSpaces(QStringLiteral("\\s+"));
    QMap<QString, QString> result;
    for (const QString& word : options_->text().split(kSpaces, Qt::SkipEmptyParts)) {
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        if (equals < 1) {
            return std::nullopt;
        }
        result.insert(word.left(equals), word.mid(equals + 1));
    }
    return result;
}

void SourceAddressPage::changed() {
    optionsHint_->setVisible(!options());
    Q_EMIT choiceChanged();
}

}  // namespace handscope::ui
