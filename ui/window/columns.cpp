#include "ui/window/columns.h"

#include <QPainter>

namespace ui {
namespace {

class Handle : public QSplitterHandle
{
public:
    explicit Handle(QSplitter* parent)
        : QSplitterHandle(parent->orientation(), parent)
    {
        setAttribute(Qt::WA_Hover);
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        if (underMouse())
            painter.fillRect(rect(), palette().highlight());
        else if (orientation() == Qt::Horizontal)
            painter.fillRect(QRect(width() / 2, 0, 1, height()), palette().mid());
        else
            painter.fillRect(QRect(0, height() / 2, width(), 1), palette().mid());
    }
};

} // namespace

Columns::Columns(QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
{
    setHandleWidth(5);
    setChildrenCollapsible(false);
}

QSplitterHandle* Columns::createHandle()
{
    return new Handle(this);
}

} // namespace ui
