#pragma once

#include <QWidget>

#include <memory>

#include "engine/lesson/figure.h"
#include "ui/plots/figuredrawing.h"

namespace ui {

/// A figure of a cell's output: drag to move, wheel to zoom once it was clicked, double click for
/// the whole, values under the pointer, a menu that saves it.
class FigureView : public QWidget
{
    Q_OBJECT
public:
    FigureView(std::shared_ptr<const engine::Figure> figure, const PlotLook& look,
               QWidget* parent = nullptr);
    ~FigureView() override;

    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Plot;
    void redraw();
    void save();
    void copy();

    std::shared_ptr<const engine::Figure> m_figure;
    PlotLook m_look;
    Plot* m_plot;
};

} // namespace ui
