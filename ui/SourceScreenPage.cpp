// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/SourceScreenPage.h"

#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QScreen>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <memory>

#include "ui/SourceControl.h"
#include "ui/SourceRegion.h"
#include "ui/SourceRegionOverlay.h"

namespace handscope::ui {
namespace {

constexpr int kLargestSide = 32767;  // of an X11 screen, pixels
constexpr int kSmallestSide = 16;
constexpr int kUsualRate = 15;  // frames a second; what the networks were trained for is near
constexpr int kHighestRate = 60;

QString ownDisplay() {
    return qEnvironmentVariable("DISPLAY", QStringLiteral(":0"));
}

/// There, programs see neither other programs' windows nor where the screens lie.
bool isWayland() {
    return QGuiApplication::platformName().startsWith(QLatin1String("wayland"));
}

QHBoxLayout* inARow(std::initializer_list<QWidget*> controls, QWidget* between = nullptr) {
    auto row = std::make_unique<QHBoxLayout>();
    for (QWidget* control : controls) {
        row->addWidget(control, 1);
        if (between != nullptr && row->count() == 1) {
            row->addWidget(between);
        }
    }
    return row.release();
}

}  // namespace

SourceScreenPage::SourceScreenPage(QWidget* parent)
    : QWidget(parent),
      display_(new QLineEdit(ownDisplay(), this)),
      screens_(new QComboBox(this)),
      select_(new QPushButton(tr("Select re&gion…"), this)),
      x_(spinBox("x", tr("Left edge"), tr("Pixels from the left edge of the display"), 0,
                 kLargestSide)),
      y_(spinBox("y", tr("Top edge"), tr("Pixels from the top edge of the display"), 0,
                 kLargestSide)),
      width_(spinBox("width", tr("Width"), tr("Width of the rectangle in pixels"), kSmallestSide,
                     kLargestSide)),
      height_(spinBox("height", tr("Height"), tr("Height of the rectangle in pixels"),
                      kSmallestSide, kLargestSide)),
      rate_(spinBox("rate", tr("Frame rate"), tr("Frames a second"), 1, kHighestRate)),
      message_(new QLabel(this)) {
    describeSourceControl(screens_, "screen.screens", tr("Screen"), tr("Takes a whole screen"));
    describeSourceControl(select_, "screen.select", tr("Select region"),
                          tr("Draw a rectangle on the screen with the mouse"));
    describeSourceControl(display_, "screen.display", tr("Display"),
                          tr("Name of the X11 display, such as :0"));
    select_->setAutoDefault(false);
    message_->setObjectName(QStringLiteral("source.screen.message"));
    message_->setWordWrap(true);
    rate_->setValue(kUsualRate);
    rate_->setSuffix(tr(" frames a second"));
    fillScreens();

    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Sc&reen:"), inARow({screens_, select_}));
    form->addRow(tr("&Left, top:"), inARow({x_, y_}));
    form->addRow(tr("Si&ze:"), inARow({width_, height_}, new QLabel(tr("×"), this)));
    form->addRow(tr("Ra&te:"), rate_);
    form->addRow(tr("&Display:"), display_);
    qobject_cast<QLabel*>(form->labelForField(form->itemAt(0, QFormLayout::FieldRole)->layout()))
        ->setBuddy(screens_);
    qobject_cast<QLabel*>(form->labelForField(form->itemAt(1, QFormLayout::FieldRole)->layout()))
        ->setBuddy(x_);
    qobject_cast<QLabel*>(form->labelForField(form->itemAt(2, QFormLayout::FieldRole)->layout()))
        ->setBuddy(width_);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(message_);
    layout->addStretch();

    connect(display_, &QLineEdit::textChanged, this, &SourceScreenPage::check);
    for (QSpinBox* box : {x_, y_, width_, height_, rate_}) {
        connect(box, &QSpinBox::valueChanged, this, &SourceScreenPage::check);
    }
    // Not currentIndexChanged: the same screen again takes the whole of it again.
    connect(screens_, &QComboBox::activated, this, &SourceScreenPage::takeScreen);
    connect(select_, &QPushButton::clicked, this, &SourceScreenPage::selectRegion);
    takeScreen();
}

SourceScreenPage::~SourceScreenPage() = default;

QSpinBox* SourceScreenPage::spinBox(const QString& objectName, const QString& name,
                                    const QString& toolTip, int low, int high) {
    auto* box = new QSpinBox(this);
    box->setRange(low, high);
    describeSourceControl(box, QStringLiteral("screen.") + objectName, name, toolTip);
    return box;
}

void SourceScreenPage::fillScreens() {
    for (const QScreen* screen : QGuiApplication::screens()) {
        const QRect geometry = nativeGeometry(*screen);
        const QString name =
            screen->name().isEmpty() ? tr("Screen %1").arg(screens_->count() + 1) : screen->name();
        screens_->addItem(tr("%1, %2 × %3").arg(name).arg(geometry.width()).arg(geometry.height()));
        if (screen == QGuiApplication::primaryScreen()) {
            screens_->setCurrentIndex(screens_->count() - 1);
        }
    }
}

void SourceScreenPage::takeScreen() {
    const QScreen* screen = QGuiApplication::screens().value(screens_->currentIndex());
    if (screen != nullptr) {
        setRegion(nativeGeometry(*screen));
    }
}

void SourceScreenPage::selectRegion() {
    QScreen* screen = QGuiApplication::screens().value(screens_->currentIndex());
    if (screen == nullptr || overlay_) {
        return;
    }
    overlay_ = new SourceRegionOverlay(screen, this);
    connect(overlay_, &SourceRegionOverlay::selected, this, &SourceScreenPage::setRegion);
    overlay_->showFullScreen();
    overlay_->activateWindow();
}

QRect SourceScreenPage::region() const {
    return {x_->value(), y_->value(), width_->value(), height_->value()};
}

void SourceScreenPage::setRegion(const QRect& region) {
    {
        const QSignalBlocker quiet[]{QSignalBlocker(x_), QSignalBlocker(y_), QSignalBlocker(width_),
                                     QSignalBlocker(height_)};
        x_->setValue(region.x());
        y_->setValue(region.y());
        width_->setValue(region.width());
        height_->setValue(region.height());
    }
    check();
}

bool SourceScreenPage::setChoice(const SourceChoice& choice) {
    const auto region = regionOf(choice);
    if (!region) {
        return false;
    }
    {
        const QSignalBlocker quiet[]{QSignalBlocker(display_), QSignalBlocker(rate_)};
        display_->setText(region->display);
        rate_->setValue(region->rate);
    }
    setRegion(region->rectangle);
    return true;
}

SourceChoice SourceScreenPage::choice() const {
    return fault().isEmpty() ? choiceOf({display_->text(), region(), rate_->value()})
                             : SourceChoice();
}

bool SourceScreenPage::isOwnDisplay() const {
    return isSameDisplay(display_->text(), ownDisplay()) && !isWayland();
}

QString SourceScreenPage::fault() const {
    if (!isDisplayName(display_->text())) {
        return tr("This is no display's name. Expected one such as :0 or :1.0.");
    }
    const QRect desktop = nativeDesktop();
    if (isOwnDisplay() && !desktop.contains(region())) {
        return tr("The rectangle reaches beyond the screen, which is %1 × %2. Make it smaller or "
                  "move it.")
            .arg(desktop.width())
            .arg(desktop.height());
    }
    return {};
}

void SourceScreenPage::check() {
    QString text = fault();
    if (text.isEmpty() && isWayland()) {
        text = tr("On Wayland only the windows of X11 programs can be seen.");
    }
    message_->setText(text);
    message_->setVisible(!text.isEmpty());
    select_->setEnabled(isOwnDisplay());
    Q_EMIT choiceChanged();
}

void SourceScreenPage::hideEvent(QHideEvent* event) {
    if (overlay_ && !event->spontaneous()) {
        overlay_->close();
    }
    QWidget::hideEvent(event);
}

}  // namespace handscope::ui
