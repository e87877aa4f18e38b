#pragma once

#include <QWidget>

namespace ui {

/// A window that a panel is lent to; it gives it back when it is closed.
class PlotWindow : public QWidget
{
    Q_OBJECT
public:
    explicit PlotWindow(QWidget* parent);

    void lend(QWidget* panel);

signals:
    void closed(); ///< the panel is still in it

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
};

} // namespace ui
