#include "ui/plots/plotwindow.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace ui {

PlotWindow::PlotWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    resize(900, 700);
    retranslate();
}

void PlotWindow::lend(QWidget* panel)
{
    layout()->addWidget(panel);
    panel->show();
}

void PlotWindow::closeEvent(QCloseEvent* event)
{
    emit closed();
    QWidget::closeEvent(event);
}

void PlotWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void PlotWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void PlotWindow::retranslate()
{
    setWindowTitle(tr("Plot"));
}

} // namespace ui
