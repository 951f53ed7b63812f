// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspect/network/NetworkView.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/Theme.h"
#include "ui/inspect/network/NetworkMenu.h"
#include "ui/inspect/network/NetworkPainter.h"
#include "ui/inspect/network/NetworkText.h"

namespace handscope::ui {
namespace {

/// Of the small texts.
double lineHeight(const QFont& font) {
    return std::ceil(QFontMetricsF(font).height());
}

}  // namespace

NetworkView::NetworkView(QWidget* parent) : QAbstractScrollArea(parent) {
    setObjectName(QStringLiteral("network.view"));
    setAccessibleName(tr("Network"));
    setToolTip(
        tr("Click a node to look at its map; right-click to cut a module out of the network"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    layOut();
    describe();
}

void NetworkView::setBlocks(const QVector<BlockChoice>& blocks) {
    blocks_ = blocks;
    picture_.states.clear();
    picture_.cuts.clear();
    picture_.hovered = -1;
    layOut();
    setCurrent(picture_.layout.nodeOf(picture_.picked));
    reveal(current_);
}

void NetworkView::setPictures(const QVector<NodePicture>& pictures) {
    for (const NodePicture& given : pictures) {
        const int node = picture_.layout.nodeOf(given.name);
        if (node >= 0) {
            picture_.states[node].picture = given.picture;
            picture_.states[node].scaled = QPixmap();
        }
    }
    viewport()->update();
}

void NetworkView::clearPictures() {
    for (NodeState& state : picture_.states) {
        state.picture = QImage();
        state.scaled = QPixmap();
    }
    viewport()->update();
}

void NetworkView::setPicked(const TapName& name) {
    if (name == picture_.picked) {
        return;
    }
    picture_.picked = name;
    const int node = picture_.layout.nodeOf(name);
    if (node >= 0) {
        setCurrent(node);
        reveal(node);
    }
    describe();
    viewport()->update();
}

void NetworkView::setCuts(const QVector<CutName>& cuts) {
    picture_.cuts = cuts;
    picture_.applyCuts();
    describe();
    viewport()->update();
}

QRect NetworkView::nodeRect(const TapName& name) const {
    const int node = picture_.layout.nodeOf(name);
    return node < 0 ? QRect()
                    : picture_.layout.nodes[node].square.translated(-left(), 0.0).toRect();
}

int NetworkView::neededHeight() const {
    return static_cast<int>(std::ceil(NetworkLayout::neededHeight(lineHeight(small_)))) +
           horizontalScrollBar()->sizeHint().height();
}

QSize NetworkView::sizeHint() const {
    return {900, neededHeight()};
}

QSize NetworkView::minimumSizeHint() const {
    return {160, neededHeight()};
}

double NetworkView::left() const {
    const double spare = viewport()->width() - picture_.layout.width;
    return spare > 0.0 ? -std::floor(spare / 2.0) : horizontalScrollBar()->value();
}

int NetworkView::nodeUnder(const QPointF& place) const {
    return picture_.layout.nodeAt(place + QPointF(left(), 0.0));
}

void NetworkView::layOut() {
    small_ = font();
    small_.setPointSizeF(std::max(7.0, font().pointSizeF() * 0.85));
    // The scroll bar's room is kept free in any case: whether it is needed depends on the width of
    // the nodes, and that on the height that is left to them.
    const double room = height() - horizontalScrollBar()->sizeHint().height();
    picture_.layout = NetworkLayout::of(blocks_, room, lineHeight(small_));
    picture_.applyCuts();
    forgetScaled();
    QScrollBar* bar = horizontalScrollBar();
    bar->setRange(
        0, std::max(0, static_cast<int>(std::ceil(picture_.layout.width)) - viewport()->width()));
    bar->setPageStep(viewport()->width());
    bar->setSingleStep(40);
    viewport()->update();
}

void NetworkView::forgetScaled() {
    for (NodeState& state : picture_.states) {
        state.scaled = QPixmap();
    }
}

void NetworkView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), palette().color(QPalette::Base));
    if (picture_.layout.nodes.isEmpty()) {
        painter.setPen(quietText(palette()));
        painter.drawText(viewport()->rect().adjusted(24, 8, -24, -8),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The network is drawn here once a model is open whose maps can be "
                            "read."));
        return;
    }
    const double ratio = viewport()->devicePixelRatioF();
    if (ratio != ratio_) {
        ratio_ = ratio;
        forgetScaled();
    }
    picture_.left = left();
    picture_.focused = hasFocus() ? current_ : -1;
    painter.translate(-picture_.left, 0.0);
    paintNetwork(painter, QRectF(event->rect()).translated(picture_.left, 0.0), picture_, palette(),
                 small_, ratio);
}

void NetworkView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void NetworkView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        layOut();
        updateGeometry();
    }
}

bool NetworkView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int node = nodeUnder(help->pos());
        QToolTip::showText(help->globalPos(), node >= 0 ? picture_.textOf(node) : toolTip(), this);
        return true;
    }
    if (event->type() == QEvent::Leave) {
        setHovered(-1);
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void NetworkView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        pick(nodeUnder(event->position()));
    }
}

void NetworkView::mouseReleaseEvent(QMouseEvent*) {
    // Belongs to the press: not for what stands behind.
}

void NetworkView::mouseMoveEvent(QMouseEvent* event) {
    setHovered(nodeUnder(event->position()));
}

void NetworkView::wheelEvent(QWheelEvent* event) {
    // There is one direction to scroll in, whichever way the wheel turns.
    const QPoint turn = event->angleDelta();
    const int amount = std::abs(turn.x()) > std::abs(turn.y()) ? turn.x() : turn.y();
    QScrollBar* bar = horizontalScrollBar();
    bar->setValue(bar->value() - amount * bar->singleStep() / 40);
    event->setAccepted(bar->maximum() > 0);
    setHovered(nodeUnder(event->position()));
}

void NetworkView::contextMenuEvent(QContextMenuEvent* event) {
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int node = keyboard ? current_ : nodeUnder(event->pos());
    if (node < 0) {
        event->ignore();
        return;
    }
    setCurrent(node);
    QPoint place = event->globalPos();
    if (keyboard) {
        reveal(node);
        place = viewport()->mapToGlobal(nodeRect(picture_.layout.nodes[node].name).center());
    }
    auto* menu = new NetworkMenu(picture_, node, this);
    const TapName name = picture_.layout.nodes[node].name;
    connect(menu, &NetworkMenu::pickRequested, this,
            [this, name] { pick(picture_.layout.nodeOf(name)); });
    connect(menu, &NetworkMenu::cutToggled, this, &NetworkView::cutToggled);
    menu->popup(place);
}

void NetworkView::keyPressEvent(QKeyEvent* event) {
    const NetworkLayout& layout = picture_.layout;
    if (current_ < 0 || (event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) {
        event->ignore();
        return;
    }
    int next = current_;
    switch (event->key()) {
        case Qt::Key_Left:
            next = layout.beside(current_, -1);
            break;
        case Qt::Key_Right:
            next = layout.beside(current_, +1);
            break;
        case Qt::Key_Up:
            next = layout.below(current_, -1);
            break;
        case Qt::Key_Down:
            next = layout.below(current_, +1);
            break;
        case Qt::Key_PageUp:
            next = layout.inBlock(current_, -1);
            break;
        case Qt::Key_PageDown:
            next = layout.inBlock(current_, +1);
            break;
        case Qt::Key_Home:
            next = 0;
            break;
        case Qt::Key_End:
            next = static_cast<int>(layout.nodes.size()) - 1;
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            pick(current_);
            return;
        case Qt::Key_C:
            toggleCut(current_);
            return;
        default:
            event->ignore();
            return;
    }
    setCurrent(next);
    reveal(next);
}

void NetworkView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    if (current_ < 0 && !picture_.layout.nodes.isEmpty()) {
        setCurrent(0);
    }
    viewport()->update();
}

void NetworkView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void NetworkView::pick(int node) {
    if (node < 0) {
        return;
    }
    setCurrent(node);
    reveal(node);
    const TapName name = picture_.layout.nodes[node].name;
    picture_.picked = name;
    describe();
    viewport()->update();
    Q_EMIT picked(name);
}

void NetworkView::toggleCut(int node) {
    const TapName& name = picture_.layout.nodes[node].name;
    const QString point = pointOfTap(name.tap);
    if (!point.isEmpty()) {
        Q_EMIT cutToggled({name.block, point, -1});
    }
}

void NetworkView::setCurrent(int node) {
    current_ = node;
    describe();
    viewport()->update();
}

void NetworkView::setHovered(int node) {
    if (node == picture_.hovered) {
        return;
    }
    picture_.hovered = node;
    if (node >= 0) {
        viewport()->setCursor(Qt::PointingHandCursor);
    } else {
        viewport()->unsetCursor();
    }
    viewport()->update();
}

void NetworkView::reveal(int node) {
    if (node < 0) {
        return;
    }
    // All of its block and the line to the next one.
    const QRectF block = picture_.layout.columns[picture_.layout.nodes[node].column].title;
    QScrollBar* bar = horizontalScrollBar();
    const int from = static_cast<int>(std::floor(block.left())) - 16;
    const int to = static_cast<int>(std::ceil(block.right())) + 16;
    bar->setValue(std::clamp(bar->value(), std::min(to - viewport()->width(), from), from));
}

void NetworkView::describe() {
    if (current_ < 0 || current_ >= picture_.layout.nodes.size()) {
        setAccessibleDescription(picture_.layout.nodes.isEmpty() ? tr("No network")
                                                                 : tr("No map is picked"));
    } else {
        setAccessibleDescription(picture_.textOf(current_));
    }
}

}  // namespace handscope::ui
