// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ChannelsPage.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/ElidedLabel.h"
#include "ui/inspect/maps/ChannelDelegate.h"
#include "ui/inspect/maps/ChannelModel.h"
#include "ui/inspect/maps/StageChoices.h"

namespace handscope::ui {
namespace {

QString measureName(ChannelOrder order) {
    switch (order) {
        case ChannelOrder::Energy:
            return ChannelsPage::tr("energy");
        case ChannelOrder::Variance:
            return ChannelsPage::tr("variance");
        case ChannelOrder::Contribution:
            return ChannelsPage::tr("contribution");
        case ChannelOrder::Number:
            break;
    }
    return {};
}

}  // namespace

ChannelsPage::ChannelsPage(QWidget* parent)
    : QWidget(parent),
      model_(new ChannelModel(this)),
      delegate_(new ChannelDelegate(this)),
      grid_(new QListView(this)),
      title_(new ElidedLabel(this)),
      tileSize_(new QSlider(Qt::Horizontal, this)) {
    grid_->setObjectName(QStringLiteral("stage.channels"));
    grid_->setAccessibleName(tr("Channels"));
    grid_->setViewMode(QListView::IconMode);
    grid_->setMovement(QListView::Static);
    grid_->setResizeMode(QListView::Adjust);
    grid_->setUniformItemSizes(true);
    grid_->setSelectionMode(QAbstractItemView::SingleSelection);
    grid_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    grid_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    grid_->setDragEnabled(false);
    grid_->setMouseTracking(true);
    grid_->setItemDelegate(delegate_);
    grid_->setModel(model_);
    grid_->installEventFilter(this);
    // A file dropped here is for the window.
    grid_->setAcceptDrops(false);
    grid_->viewport()->setAcceptDrops(false);
    title_->setObjectName(QStringLiteral("stage.channels.title"));
    title_->setAccessibleName(tr("Which channels these are"));
    tileSize_->setObjectName(QStringLiteral("stage.channels.tileSize"));
    tileSize_->setAccessibleName(tr("Size of the tiles"));
    tileSize_->setToolTip(tr("How large each channel is shown"));
    tileSize_->setRange(kLeastTile, kMostTile);
    tileSize_->setSingleStep(8);
    tileSize_->setPageStep(32);
    tileSize_->setMaximumWidth(140);

    auto* line = new QHBoxLayout;
    line->addWidget(title_, 1);
    auto* sizeName = new QLabel(tr("Size"), this);
    sizeName->setBuddy(tileSize_);
    line->addWidget(sizeName);
    line->addWidget(tileSize_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(line);
    layout->addWidget(grid_, 1);

    connect(grid_, &QListView::clicked, this, &ChannelsPage::pick);
    connect(tileSize_, &QSlider::valueChanged, this, [this](int size) {
        setTileSize(size);
        Q_EMIT tileSizeChosen(size);
    });
    setTileSize(StageChoices().tileSize);
}

void ChannelsPage::showChannels(const QVector<ChannelTile>& tiles, const QString& title) {
    title_->setText(title);
    title_->setToolTip(title);
    model_->setTiles(tiles);
    if (!tiles.isEmpty() && !tiles.front().colours.isNull()) {
        const QSize size = tiles.front().colours.size();
        delegate_->setProportion(static_cast<double>(size.height()) / size.width());
    }
    layTiles();
    markChannel();
}

bool ChannelsPage::isEmpty() const {
    return model_->tiles().isEmpty();
}

void ChannelsPage::setOrder(ChannelOrder order) {
    model_->setMeasureName(measureName(order));
}

void ChannelsPage::setChannel(int channel) {
    channel_ = channel;
    markChannel();
}

void ChannelsPage::markChannel() {
    const int row = channel_ < 0 ? -1 : model_->rowOf(channel_);
    if (row < 0) {
        grid_->clearSelection();
        return;
    }
    grid_->selectionModel()->select(model_->index(row), QItemSelectionModel::ClearAndSelect);
    // The keys go on from there, but a person who scrolled away is not taken back.
    grid_->selectionModel()->setCurrentIndex(model_->index(row), QItemSelectionModel::NoUpdate);
}

void ChannelsPage::setSmooth(bool smooth) {
    delegate_->setSmooth(smooth);
    grid_->viewport()->update();
}

void ChannelsPage::setMirrored(bool mirrored) {
    delegate_->setMirrored(mirrored);
    grid_->viewport()->update();
}

void ChannelsPage::setTileSize(int size) {
    const QSignalBlocker quiet(tileSize_);
    tileSize_->setValue(size);
    delegate_->setTileSize(tileSize_->value());
    layTiles();
}

void ChannelsPage::layTiles() {
    const QSize cell = delegate_->cellSize(grid_->fontMetrics());
    if (cell != grid_->gridSize()) {
        grid_->setGridSize(cell);
    }
}

void ChannelsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        layTiles();
    }
    QWidget::changeEvent(event);
}

bool ChannelsPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == grid_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && grid_->currentIndex().isValid()) {
            pick(grid_->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ChannelsPage::pick(const QModelIndex& index) {
    Q_EMIT channelPicked(index.data(ChannelModel::ChannelRole).toInt());
}

QImage ChannelsPage::sheet() const {
    if (isEmpty()) {
        return {};
    }
    const QSize cell = grid_->gridSize();
    const int columns = std::max(1, grid_->viewport()->width() / cell.width());
    const int rows = (model_->rowCount() + columns - 1) / columns;
    const int head = title_->fontMetrics().height() + 8;
    const double ratio = devicePixelRatioF();
    const QSize size(columns * cell.width(), rows * cell.height() + head);
    QImage image(size * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(palette().color(QPalette::Base));
    QPainter painter(&image);
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(4, 0, size.width() - 8, head), Qt::AlignLeft | Qt::AlignVCenter,
                     title_->text());
    QStyleOptionViewItem option;
    option.initFrom(grid_);
    option.state = QStyle::State_Enabled;
    for (int row = 0; row < model_->rowCount(); ++row) {
        option.rect =
            QRect(QPoint(row % columns * cell.width(), head + row / columns * cell.height()), cell);
        delegate_->paint(&painter, option, model_->index(row));
    }
    return image;
}

}  // namespace handscope::ui
