// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/maps/ChannelsPage.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/ElidedLabel.h"
#include "ui/inspect/maps/ArrowKey.h"
#include "ui/inspect/maps/ChannelModel.h"
#include "ui/inspect/maps/MapCell.h"
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
      value_(new ElidedLabel(this)),
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
    grid_->viewport()->installEventFilter(this);
    // A file dropped here is for the window.
    grid_->setAcceptDrops(false);
    grid_->viewport()->setAcceptDrops(false);
    title_->setObjectName(QStringLiteral("stage.channels.title"));
    title_->setAccessibleName(tr("Which channels these are"));
    value_->setObjectName(QStringLiteral("stage.channels.value"));
    value_->setAccessibleName(tr("Value that is pointed at"));
    value_->setToolTip(
        tr("Point at a channel to read its values, or press Shift and an arrow key"));
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
    layout->addWidget(value_);

    connect(grid_, &QListView::clicked, this, &ChannelsPage::pick);
    connect(grid_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (pointed_ && current.isValid()) {  // the same cell of the next channel
                    ChannelCell cell = *pointed_;
                    cell.channel = current.data(ChannelModel::ChannelRole).toInt();
                    point(cell);
                }
            });
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
    markChannel(/*goThere=*/false);
    const int row = pointed_ ? model_->rowOf(pointed_->channel) : -1;
    const QRect cells(QPoint(), row < 0 ? QSize() : tiles[row].colours.size());
    // A coarser tap does not have the cell of the one before.
    const bool hasGone = !cells.isEmpty() && !cells.contains(pointed_->column, pointed_->row);
    point(hasGone ? std::nullopt : pointed_);
}

bool ChannelsPage::isEmpty() const {
    return model_->tiles().isEmpty();
}

void ChannelsPage::setOrder(ChannelOrder order) {
    model_->setMeasureName(measureName(order));
}

void ChannelsPage::setChannel(int channel) {
    const bool isAnother = channel != channel_;
    channel_ = channel;
    markChannel(isAnother);
}

void ChannelsPage::markChannel(bool goThere) {
    const int row = channel_ < 0 ? -1 : model_->rowOf(channel_);
    if (row < 0) {
        grid_->clearSelection();
        return;
    }
    grid_->selectionModel()->select(model_->index(row), QItemSelectionModel::ClearAndSelect);
    // The keys go on from there, but a person who went or scrolled away is not taken back.
    if (goThere || !grid_->currentIndex().isValid()) {
        grid_->selectionModel()->setCurrentIndex(model_->index(row), QItemSelectionModel::NoUpdate);
    }
}

void ChannelsPage::setSmooth(bool smooth) {
    delegate_->setSmooth(smooth);
    grid_->viewport()->update();
}

void ChannelsPage::setMirrored(bool mirrored) {
    mirrored_ = mirrored;
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
        return takeKey(*static_cast<QKeyEvent*>(event));
    }
    if (watched == grid_->viewport() && event->type() == QEvent::MouseMove) {
        pointAt(static_cast<QMouseEvent*>(event)->position().toPoint());
    } else if (watched == grid_->viewport() && event->type() == QEvent::Leave) {
        point(std::nullopt);
    }
    return QWidget::eventFilter(watched, event);
}

bool ChannelsPage::takeKey(const QKeyEvent& event) {
    const QPoint direction = arrowDirection(event.key());
    const bool isEnter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    if (isEnter && grid_->currentIndex().isValid()) {
        pick(grid_->currentIndex());
    } else if (!direction.isNull() && event.modifiers().testFlag(Qt::ShiftModifier)) {
        pointBy(direction);
    } else if (event.key() == Qt::Key_Escape && pointed_) {
        point(std::nullopt);
    } else {
        return false;  // the grid's own
    }
    return true;
}

/// The cell under a place in the viewport.
void ChannelsPage::pointAt(const QPoint& place) {
    const QModelIndex index = grid_->indexAt(place);
    const QRect picture =
        index.isValid() ? delegate_->pictureIn(grid_->visualRect(index)) : QRect();
    if (!picture.contains(place)) {
        point(std::nullopt);
        return;
    }
    const ChannelTile& tile = model_->tiles()[index.row()];
    const QPoint inside = place - picture.topLeft();
    const int column = inside.x() * tile.colours.width() / picture.width();
    point(ChannelCell{.channel = tile.channel,
                      .column = mirrored_ ? tile.colours.width() - 1 - column : column,
                      .row = inside.y() * tile.colours.height() / picture.height()});
}

/// In the tile that has the keyboard.
void ChannelsPage::pointBy(const QPoint& step) {
    const QModelIndex index = grid_->currentIndex();
    if (!index.isValid() || model_->tiles()[index.row()].colours.isNull()) {
        return;
    }
    const ChannelTile& tile = model_->tiles()[index.row()];
    const bool goesOn = pointed_ && pointed_->channel == tile.channel;
    const QPoint cell =
        cellBeside(tile.colours.size(),
                   goesOn ? std::optional(QPoint(pointed_->column, pointed_->row)) : std::nullopt,
                   step, mirrored_);
    point(ChannelCell{.channel = tile.channel, .column = cell.x(), .row = cell.y()});
}

void ChannelsPage::point(const std::optional<ChannelCell>& cell) {
    const auto repaint = [this](const std::optional<ChannelCell>& at) {
        if (const int row = at ? model_->rowOf(at->channel) : -1; row >= 0) {
            grid_->update(model_->index(row));
        }
    };
    repaint(pointed_);
    pointed_ = cell;
    delegate_->setCell(cell);
    repaint(pointed_);
    showValue();
}

void ChannelsPage::showValue() {
    const QString text = readText();
    value_->setText(text);
    grid_->setAccessibleDescription(text);
}

QString ChannelsPage::readText() const {
    const int row = pointed_ ? model_->rowOf(pointed_->channel) : -1;
    if (row < 0) {
        return {};
    }
    const ChannelTile& tile = model_->tiles()[row];
    const QSize cells = tile.colours.size();
    const std::size_t place = static_cast<std::size_t>(pointed_->row) * cells.width() +
                              static_cast<std::size_t>(pointed_->column);
    const bool isThere = QRect(QPoint(), cells).contains(pointed_->column, pointed_->row) &&
                         place < tile.values.size();
    return isThere ? tr("Channel %1. %2")
                         .arg(tile.channel)
                         .arg(cellText({.row = pointed_->row + 1,
                                        .column = pointed_->column + 1,
                                        .value = tile.values[place]}))
                   : QString();
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
