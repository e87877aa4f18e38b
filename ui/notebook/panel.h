#pragma once

#include <QWidget>

#include "ui/notebook/celllook.h"

namespace ui {

/// The card round an editor: it draws the border, stronger while the editor has the keyboard.
class Panel : public QWidget
{
    Q_OBJECT
public:
    explicit Panel(QWidget* content, QWidget* parent = nullptr);

    void setLook(const CellLook& look);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* m_content;
    CellLook m_look;
};

} // namespace ui
