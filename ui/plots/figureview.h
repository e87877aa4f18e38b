#pragma once

#include <QWidget>

#include <memory>

#include "engine/lesson/figure.h"
#include "ui/plots/figuredrawing.h"

namespace ui {

class PlotWidget;

/// A figure of a cell's output: drag to move, wheel to zoom once it was clicked, double click for
/// the whole, values under the pointer, a menu that saves it.
class FigureView : public QWidget
{
    Q_OBJECT
public:
    FigureView(std::shared_ptr<const engine::Figure> figure, const PlotLook& look,
               QWidget* parent = nullptr);
    ~FigureView() override;

    void setFigure(std::shared_ptr<const engine::Figure> figure, const PlotLook& look);
    /// Takes the whole widget instead of the size the figure wishes.
    void setFills(bool fills);
    PlotWidget* plot() const { return m_plot; }

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return !m_fills; }
    int heightForWidth(int width) const override;

    void save();
    void copy();

signals:
    void wholeRequested(); ///< the user wants to see all of it; it was redrawn

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void redraw();
    void showWhole();
    void place();
    void nameIt();
    void awaitFormulas();

    std::shared_ptr<const engine::Figure> m_figure;
    PlotLook m_look;
    PlotWidget* m_plot;
    bool m_fills = false;
    bool m_awaitsRelease = false;
};

} // namespace ui
