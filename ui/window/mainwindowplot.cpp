// MainWindow's plot: a tab of the details, or a window of its own.

#include <QTabWidget>

#include "ui/plots/plotpanel.h"
#include "ui/plots/plotwindow.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"

namespace ui {

void MainWindow::showPlot()
{
    if (m_details->indexOf(m_plotPanel) < 0) {
        m_plotPanel->window()->raise();
        m_plotPanel->window()->activateWindow();
        return;
    }
    m_actions->showDetails->setChecked(true);
    m_details->setCurrentWidget(m_plotPanel);
}

void MainWindow::enlargePlot()
{
    if (m_details->indexOf(m_plotPanel) < 0) {
        m_plotPanel->window()->close();
        return;
    }
    auto* window = new PlotWindow(this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    m_details->removeTab(m_details->indexOf(m_plotPanel));
    window->lend(m_plotPanel);
    connect(window, &PlotWindow::closed, this, [this] {
        m_details->addTab(m_plotPanel, tr("Plot"));
        m_details->setCurrentWidget(m_plotPanel);
    });
    window->show();
}

} // namespace ui
