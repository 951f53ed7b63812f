// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "ui/inspect/network/NetworkPicture.h"

namespace handscope::ui {

/// The whole network as a drawing, from which taps are picked and modules are cut.
///
/// Shows at each node the latest picture that it was given, and scrolls sideways where it is wider
/// than the view. A click, or Enter on the node with the focus, picks; C or the context menu says
/// that a cut is wanted and waits for setCuts(). The arrow keys move to the nodes beside, above and
/// below, Page Up and Page Down to the same node of the block before and after, Home and End to the
/// first and last node. GUI thread.
class NetworkView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit NetworkView(QWidget* parent = nullptr);

    /// Another network, without pictures and cuts. What was picked stays so where it still is.
    void setBlocks(const QVector<BlockChoice>& blocks);
    /// Nodes that none is given for keep theirs; names that are not there are passed over.
    void setPictures(const QVector<NodePicture>& pictures);
    void clearPictures();
    /// Outlines it and scrolls it into sight; emits nothing. A tap that is not there outlines none,
    /// until a network has it.
    void setPicked(const TapName& name);
    void setCuts(const QVector<CutName>& cuts);

    const TapName& pickedTap() const noexcept { return picture_.picked; }
    /// Where the node is painted, in the viewport; empty when there is no such tap.
    QRect nodeRect(const TapName& name) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By a person; never in answer to setPicked().
    void picked(const handscope::ui::TapName& name);
    /// A person wants this cut made or, where it is made already, taken back.
    void cutToggled(const handscope::ui::CutName& cut);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    NetworkPicture picture_;
    QVector<BlockChoice> blocks_;
    QFont small_;
    int current_ = -1;    ///< node that the keys act on, also while the focus is elsewhere
    double ratio_ = 1.0;  ///< device pixels a pixel, of the scaled pictures

    int neededHeight() const;
    /// Where the viewport begins, in pixels of the drawing; negative where it is wider than that.
    double left() const;
    int nodeUnder(const QPointF& place) const;
    void layOut();
    void forgetScaled();
    void pick(int node);
    void setCurrent(int node);
    void setHovered(int node);
    void reveal(int node);
    void toggleCut(int node);
    void describe();
};

}  // namespace handscope::ui
