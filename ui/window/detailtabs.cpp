#include "ui/window/detailtabs.h"

#include <QProxyStyle>
#include <QTabBar>

namespace ui {
namespace {

/// Fusion with less room beside the names.
class CloseTabs : public QProxyStyle
{
public:
    CloseTabs()
        : QProxyStyle(QStringLiteral("Fusion"))
    {
    }

    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override
    {
        constexpr int room = 9;
        return metric == PM_TabBarTabHSpace ? room
                                            : QProxyStyle::pixelMetric(metric, option, widget);
    }
};

} // namespace

DetailTabs::DetailTabs(QWidget* parent)
    : QTabWidget(parent)
{
    auto* style = new CloseTabs;
    style->setParent(this);
    tabBar()->setStyle(style);
    setDocumentMode(true);
    setUsesScrollButtons(false);
    setElideMode(Qt::ElideRight);
    tabBar()->setExpanding(true); // document mode took it
}

} // namespace ui
