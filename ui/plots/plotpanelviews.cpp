#include <qcustomplot.h>

#include <QComboBox>
#include <QLabel>
#include <QTabBar>

#include <algorithm>
#include <cmath>

#include "engine/recording/whynone.h"
#include "ui/player/player.h"
#include "ui/plots/figureview.h"
#include "ui/plots/plotpanel.h"
#include "ui/plots/plotwidget.h"

// What the panel shows of what was sampled, and what it says about it.

namespace ui {

namespace {

constexpr int roomyWidth = 480; ///< from here on legends do not hide the curves

QString number(double value)
{
    return QString::number(value, 'g', 7);
}

/// "0.5, 0.25, 0.125 and 4 more"
QString listed(const std::vector<double>& places)
{
    constexpr std::size_t most = 4;
    QStringList shown;
    for (std::size_t i = 0; i < std::min(places.size(), most); ++i)
        shown << number(places[i]);
    const QString text = shown.join(QStringLiteral(", "));
    return places.size() > most
        ? PlotPanel::tr("%1 and %2 more").arg(text).arg(places.size() - most)
        : text;
}

QString breaksText(const engine::Curve& curve, const QString& variable)
{
    using Kind = engine::CurveBreak::Kind;
    // No more digits than were looked for.
    const double located = 1e-6 * std::min(1.0, curve.to - curve.from);
    const auto places = [&](Kind kind) {
        std::vector<double> found;
        for (const engine::CurveBreak& one : curve.breaks) {
            if (one.kind == kind)
                found.push_back(std::round(one.t / located) * located);
        }
        // The ones next to the recorded point first.
        std::stable_sort(found.begin(), found.end(), [&](double a, double b) {
            return std::fabs(a - curve.recorded) < std::fabs(b - curve.recorded);
        });
        return found;
    };
    QStringList lines;
    if (const auto jumps = places(Kind::Jump); !jumps.empty())
        lines << PlotPanel::tr("Jumps at %1 = %2.").arg(variable, listed(jumps));
    if (const auto kinks = places(Kind::Kink); !kinks.empty())
        lines << PlotPanel::tr("Kinks at %1 = %2.").arg(variable, listed(kinks));
    if (const auto switches = places(Kind::Switch); !switches.empty())
        lines << PlotPanel::tr(
                     "Another way through the program from %1 = %2, with the same values.")
                     .arg(variable, listed(switches));
    return lines.join(QLatin1Char(' '));
}

/// Why parts of the curve are left out.
QString gapsText(const engine::Curve& curve)
{
    QStringList lines;
    for (const engine::Diagnostic& problem : curve.problems) {
        const QString kind = QString::fromStdString(problem.kind);
        if (kind == QLatin1String("MemoryLimit"))
            lines << PlotPanel::tr("Where the program would need too much memory, the curve is "
                                   "left out.");
        else if (kind.endsWith(QLatin1String("Limit")))
            lines << PlotPanel::tr("Where the program would go on for too long, the curve is "
                                   "left out.");
        else
            lines << PlotPanel::tr("Where the program ends with %1, the curve is left out.")
                         .arg(kind);
    }
    lines.removeDuplicates();
    return lines.join(QLatin1Char(' '));
}

/// How far the tape's slope at the recorded point is from that of the curve itself, in parts of
/// it; 0 when that cannot be told.
double slopeError(const engine::Curve& curve)
{
    const auto found =
        std::find_if(curve.points.begin(), curve.points.end(),
                     [&](const engine::CurvePoint& point) { return point.t == curve.recorded; });
    if (found == curve.points.begin() || found == curve.points.end()
        || std::next(found) == curve.points.end() || !std::isfinite(curve.recordedSlope))
        return 0;
    const engine::CurvePoint& left = *std::prev(found);
    const engine::CurvePoint& right = *std::next(found);
    if (left.path != found->path || right.path != found->path)
        return 0;
    const double leftSlope = (found->value - left.value) / (found->t - left.t);
    const double rightSlope = (right.value - found->value) / (right.t - found->t);
    const double low = std::min(leftSlope, rightSlope);
    const double high = std::max(leftSlope, rightSlope);
    const double size = std::max({std::fabs(low), std::fabs(high), std::fabs(curve.recordedSlope)});
    const double room = 0.05 * size + (high - low);
    const double off =
        std::max(low - room - curve.recordedSlope, curve.recordedSlope - high - room);
    return size > 0 && off > 0 ? off / size : 0;
}

} // namespace

void PlotPanel::redraw()
{
    switch (kind()) {
    case Kind::Curve:
        showCurve();
        return;
    case Kind::Map:
        showSurface();
        return;
    case Kind::Training:
        showTraining();
        return;
    }
}

void PlotPanel::showFigure(engine::Figure figure)
{
    m_nothing->hide();
    m_view->show();
    m_look.stacked = kind() != Kind::Map;
    fitFigure(figure, m_view->size(), m_look);
    m_view->setFigure(std::make_shared<const engine::Figure>(std::move(figure)), m_look);
}

void PlotPanel::showNothing(const QString& why)
{
    m_view->hide();
    m_remark->hide();
    m_nothing->setText(why);
    m_nothing->show();
}

void PlotPanel::showCurve()
{
    if (!m_choice.chosen) {
        showNothing(tr("Run a cell that asks a tape for a gradient. Its target is then drawn here "
                       "as a curve, with the gradient as the slope of its tangent."));
        return;
    }
    if (!m_curve) {
        if (m_nothing->isHidden())
            m_view->show();
        return;
    }
    if (m_curve->points.empty()) {
        showNothing(m_isSampling
                        ? QString()
                        : tr("This target cannot be computed again: it is not a number, or "
                             "the program does not come to its gradient."));
        return;
    }
    SampleWords words = m_choice.words(m_curve.get());
    words.roomy = width() >= roomyWidth;
    if (!m_choice.across)
        words.variable = tr("s: steps along the gradient");
    const auto& reasons = m_choice.pass().reasons;
    const auto source = static_cast<std::size_t>(m_choice.chosen->source);
    if (std::isnan(m_curve->recordedSlope) && source < reasons.size())
        words.none = tr("None: the tape gives no slope");
    showFigure(curveFigure(*m_curve, words, m_look));
    QStringList lines;
    const QString variable = m_choice.across ? words.variable : QStringLiteral("s");
    if (std::isfinite(m_curve->recordedSlope))
        lines << tr("At %1 = %2 the slope is %3.")
                     .arg(variable, number(m_curve->recorded), number(m_curve->recordedSlope));
    if (m_curve->formulaKnown)
        lines << tr("Wherever the program goes the recorded way, formula and tape agree.");
    lines << breaksText(*m_curve, variable);
    lines << gapsText(*m_curve);
    if (!m_isSampling && m_curve->finished && slopeError(*m_curve) > 0)
        lines << tr(
            "The tape's slope is not that of the curve: something on the way has a gradient "
            "of its own (tf.stop_gradient, tf.custom_gradient) or lies at a kink.");
    lines.removeAll(QString());
    m_remark->setText(lines.join(QLatin1Char(' ')));
    m_remark->setVisible(!lines.isEmpty());
}

void PlotPanel::showSurface()
{
    if (!m_choice.chosen) {
        showCurve();
        return;
    }
    if (m_choice.entries(false).size() < 2) {
        showNothing(tr("A map needs two numbers, and the sources of this gradient have only one."));
        return;
    }
    if (m_choice.across == m_choice.up) {
        showNothing(tr("Choose two different numbers."));
        return;
    }
    if (!m_surface) {
        if (m_nothing->isHidden())
            m_view->show();
        return;
    }
    if (m_surface->values.empty()) {
        if (!m_isSampling)
            showNothing(tr("This target cannot be computed again: it is not a number, or the "
                           "program does not come to its gradient."));
        return;
    }
    SampleWords words = m_choice.words(nullptr);
    words.roomy = width() >= roomyWidth;
    showFigure(surfaceFigure(*m_surface, words, m_look));
    QString text;
    if (m_surface->slopeX && m_surface->slopeY)
        text =
            tr("At %1 = %2, %3 = %4 the gradient is (%5, %6): the arrow points uphill, across the "
               "contour lines.")
                .arg(words.variable, number(m_surface->recordedX), words.second,
                     number(m_surface->recordedY), number(*m_surface->slopeX),
                     number(*m_surface->slopeY));
    m_remark->setText(text);
    m_remark->setVisible(!text.isEmpty());
}

void PlotPanel::showTraining()
{
    m_remark->hide();
    if (m_choice.trainings().empty()) {
        showNothing(tr("This run trains nothing: no gradient of variables was asked for again and "
                       "again."));
        return;
    }
    showFigure(trainingFigure(m_choice.trainings().front(), m_look));
    m_remark->setText(tr("Point at a round to go there."));
    m_remark->show();
    markRound();
}

/// The round of the training that the player is in.
void PlotPanel::markRound()
{
    double round = std::nan("");
    if (kind() == Kind::Training && !m_choice.trainings().empty()) {
        const std::vector<int>& steps = m_choice.trainings().front().steps;
        const auto at = std::lower_bound(steps.begin(), steps.end(), m_player->step());
        if (at != steps.end() || (!steps.empty() && m_player->step() >= steps.back()))
            round = static_cast<double>(
                std::min<std::ptrdiff_t>(at - steps.begin(),
                                         static_cast<std::ptrdiff_t>(steps.size()) - 1)
                + 1);
    }
    m_view->plot()->setMarker(round);
}

void PlotPanel::goToRound(double round)
{
    if (kind() != Kind::Training || m_choice.trainings().empty())
        return;
    const std::vector<int>& steps = m_choice.trainings().front().steps;
    const auto index = std::clamp<std::ptrdiff_t>(std::lround(round) - 1, 0,
                                                  static_cast<std::ptrdiff_t>(steps.size()) - 1);
    m_player->seek(steps[static_cast<std::size_t>(index)]);
}

} // namespace ui
