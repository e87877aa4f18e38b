#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/plots/samplefigureparts.h"

namespace ui {

namespace {

using engine::Curve;
using engine::CurveBreak;
using engine::CurvePoint;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A number of every point, with gaps where the curve jumps (or only where it ends).
template <class Number>
void trace(engine::PlotLine& line, const Curve& curve, bool gaps, Number number)
{
    std::size_t next = 0;
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
        const CurvePoint& point = curve.points[i];
        while (next < curve.breaks.size() && curve.breaks[next].right < i)
            ++next;
        if (gaps && next < curve.breaks.size() && curve.breaks[next].right == i
            && curve.breaks[next].kind != CurveBreak::Kind::Switch) {
            line.x.push_back(point.t);
            line.y.push_back(nan);
        }
        line.x.push_back(point.t);
        line.y.push_back(number(point));
    }
}

/// The lowest and highest of a number over a part of the curve, without the part of the way on
/// which it is most extreme: a pole is not to make a line of the rest.
template <class Number>
std::pair<double, double> usualHeight(const Curve& curve, double from, double to, double leftOut,
                                      Number number)
{
    std::vector<std::pair<double, double>> parts; // value, width
    double all = 0;
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
        const CurvePoint& point = curve.points[i];
        const double value = number(point);
        if (!std::isfinite(value) || point.t < from || point.t > to)
            continue;
        const double left = i > 0 ? curve.points[i - 1].t : point.t;
        const double right = i + 1 < curve.points.size() ? curve.points[i + 1].t : point.t;
        parts.emplace_back(value, right - left);
        all += right - left;
    }
    std::sort(parts.begin(), parts.end());
    const auto reached = [&](auto begin, auto end) {
        double width = 0;
        for (auto it = begin; it != end; ++it) {
            width += it->second;
            if (width >= leftOut * all)
                return it->first;
        }
        return nan;
    };
    return {reached(parts.begin(), parts.end()), reached(parts.rbegin(), parts.rend())};
}

/// What is worth seeing of a height: where stretches are hundreds of times higher than what lies in
/// the middle of the picture, the middle counts.
template <class Number>
std::pair<double, double> heightOf(const Curve& curve, Number number)
{
    const double reach = (curve.to - curve.from) / 4;
    auto [low, high] = usualHeight(curve, curve.from, curve.to, 0.02, number);
    const auto [innerLow, innerHigh] =
        usualHeight(curve, curve.from + reach, curve.to - reach, 0.1, number);
    if (innerHigh > innerLow && high - low > 20 * (innerHigh - innerLow)) {
        const double room = innerHigh - innerLow; // as much again above and below
        low = std::max(low, innerLow - room);
        high = std::min(high, innerHigh + room);
    }
    if (!(high >= low))
        return {0, 1};
    if (high == low) {
        const double room = high == 0 ? 1 : 0.5 * std::fabs(high);
        return {low - room, high + room};
    }
    const double room = 0.1 * (high - low);
    return {low - room, high + room};
}

class CurveFigure
{
public:
    CurveFigure(const Curve& curve, const SampleWords& words, const PlotLook& look)
        : m_curve(curve)
        , m_words(words)
        , m_theme(look.theme)
    {
    }

    engine::Figure make()
    {
        const bool counts = !m_curve.loops.empty();
        const auto conditions = changingConditions();
        double left = 1;
        // The lowest also has the numbers and the name of x below it.
        const double laps = !counts ? 0 : conditions.empty() ? 0.28 : 0.18;
        const double branches = conditions.empty() ? 0 : 0.24;
        left -= laps + branches;
        const double target = (counts || !conditions.empty() ? 0.58 : 0.54) * left;
        double top = 0;
        addTarget(top, target);
        top += target;
        addDerivative(top, left - target);
        top = left;
        if (counts) {
            addLaps(top, laps);
            top += laps;
        }
        if (!conditions.empty())
            addBranches(top, branches, conditions);
        for (engine::PlotAxes& axes : m_figure.axes) {
            axes.x.from = m_curve.from;
            axes.x.to = m_curve.to;
        }
        m_figure.axes.back().x.label = m_words.variable.toStdString();
        return std::move(m_figure);
    }

private:
    void addTarget(double top, double height)
    {
        engine::PlotAxes axes = plotAxes(top, height);
        axes.legend = m_words.roomy;
        axes.y.label = m_words.target.toStdString();
        const auto value = [](const CurvePoint& point) { return point.value; };
        const auto [low, high] = heightOf(m_curve, value);
        axes.y.from = low;
        axes.y.to = high;
        engine::PlotLine line = plotLine(m_theme.forward, 2);
        line.label = m_words.target.toStdString();
        trace(line, m_curve, true, value);
        addBreaks(axes);
        axes.items.emplace_back(line);
        if (std::isfinite(m_curve.recordedSlope)) {
            engine::PlotLine tangent = plotLine(m_theme.gradient, 1.8, engine::LineStyle::Dashed);
            tangent.label = SampleFigures::tr("tangent").toStdString();
            for (const double t : {m_curve.from, m_curve.to}) {
                tangent.x.push_back(t);
                tangent.y.push_back(m_curve.recordedValue
                                    + m_curve.recordedSlope * (t - m_curve.recorded));
            }
            axes.items.emplace_back(tangent);
        }
        addRecorded(axes, m_curve.recordedValue, m_theme.forward);
        m_figure.axes.push_back(std::move(axes));
    }

    void addBreaks(engine::PlotAxes& axes)
    {
        engine::PlotLine jumps = plotLine(m_theme.textMuted, 1, engine::LineStyle::Dotted);
        jumps.label = SampleFigures::tr("jump").toStdString();
        engine::PlotPoints kinks = plotDots(m_theme.watched, 30, "D");
        kinks.label = SampleFigures::tr("kink").toStdString();
        bool isFirst = true;
        for (const CurveBreak& one : m_curve.breaks) {
            const CurvePoint& left = m_curve.points[one.right - 1];
            const CurvePoint& right = m_curve.points[one.right];
            switch (one.kind) {
            case CurveBreak::Kind::Jump:
                jumps.x.insert(jumps.x.end(), {one.t, one.t, one.t});
                jumps.y.insert(jumps.y.end(), {left.value, right.value, nan});
                break;
            case CurveBreak::Kind::Kink:
                kinks.x.push_back(one.t);
                kinks.y.push_back((left.value + right.value) / 2);
                break;
            case CurveBreak::Kind::Switch:
            case CurveBreak::Kind::Edge: {
                engine::PlotReference edge;
                edge.at = one.t;
                edge.horizontal = false;
                const bool isEdge = one.kind == CurveBreak::Kind::Edge;
                edge.style = plotLine(isEdge ? m_theme.error : m_theme.textMuted, 1,
                                      engine::LineStyle::DashDot)
                                 .style;
                if (isEdge && std::exchange(isFirst, false))
                    edge.label = SampleFigures::tr("no value beyond").toStdString();
                axes.items.emplace_back(edge);
                break;
            }
            }
        }
        if (!jumps.x.empty())
            axes.items.emplace_back(jumps);
        if (!kinks.x.empty())
            axes.items.emplace_back(kinks);
    }

    void addRecorded(engine::PlotAxes& axes, double value, const QColor& color)
    {
        if (!std::isfinite(value))
            return;
        engine::PlotPoints dot = plotDots(color, 60);
        dot.x = {m_curve.recorded};
        dot.y = {value};
        axes.items.emplace_back(dot);
    }

    void addDerivative(double top, double height)
    {
        engine::PlotAxes axes = plotAxes(top, height);
        axes.y.label = m_words.derivative.toStdString();
        const auto slope = [](const CurvePoint& point) { return point.slope; };
        const auto [low, high] = heightOf(m_curve, slope);
        axes.y.from = low;
        axes.y.to = high;
        const bool any = std::any_of(m_curve.points.begin(), m_curve.points.end(),
                                     [](const CurvePoint& p) { return std::isfinite(p.slope); });
        if (!any) {
            engine::PlotNote note;
            note.text = m_words.none.isEmpty() ? std::string("None") : m_words.none.toStdString();
            note.x = (m_curve.from + m_curve.to) / 2;
            note.y = (low + high) / 2;
            note.horizontal = note.vertical = "center";
            note.color = plotColor(m_theme.textMuted);
            axes.items.emplace_back(note);
            m_figure.axes.push_back(std::move(axes));
            return;
        }
        axes.legend = m_words.roomy;
        if (m_curve.formulaKnown) {
            engine::PlotLine formula = plotLine(m_theme.gradient, 2);
            formula.label = SampleFigures::tr("formula").toStdString();
            trace(formula, m_curve, true, [](const CurvePoint& p) { return p.formula; });
            axes.items.emplace_back(formula);
            axes.items.emplace_back(tapeDots());
        } else {
            engine::PlotLine tape = plotLine(m_theme.gradient, 2);
            tape.label = SampleFigures::tr("tape").toStdString();
            trace(tape, m_curve, true, slope);
            axes.items.emplace_back(tape);
        }
        addRecorded(axes, m_curve.recordedSlope, m_theme.gradient);
        m_figure.axes.push_back(std::move(axes));
    }

    /// As many of the tape's slopes as can be told apart.
    engine::PlotPoints tapeDots() const
    {
        engine::PlotPoints dots = plotDots(m_theme.text, 14);
        dots.label = SampleFigures::tr("tape").toStdString();
        const double apart = (m_curve.to - m_curve.from) / 26;
        double last = -std::numeric_limits<double>::infinity();
        for (const CurvePoint& point : m_curve.points) {
            if (!std::isfinite(point.slope) || point.t - last < apart)
                continue;
            last = point.t;
            dots.x.push_back(point.t);
            dots.y.push_back(point.slope);
        }
        return dots;
    }

    void addLaps(double top, double height)
    {
        engine::PlotAxes axes = plotAxes(top, height);
        axes.y.label = SampleFigures::tr("laps").toStdString();
        axes.legend = m_curve.loops.size() > 1;
        int most = 1;
        int fewest = std::numeric_limits<int>::max();
        for (std::size_t i = 0; i < m_curve.loops.size(); ++i) {
            engine::PlotLine line = plotLine(seriesColor(i, m_theme), 1.8);
            line.label = i < m_words.loops.size() ? m_words.loops[i].toStdString() : "";
            trace(line, m_curve, false, [&](const CurvePoint& point) {
                if (i >= point.laps.size())
                    return point.branches < 0 ? nan : 0.0;
                // Where laps crowd without end, those in the middle of the picture count.
                most = std::max(most, point.laps[i]);
                fewest = std::min(fewest, point.laps[i]);
                return static_cast<double>(point.laps[i]);
            });
            axes.items.emplace_back(line);
            addSteps(axes, i);
        }
        const auto [low, high] = heightOf(m_curve, [](const CurvePoint& point) {
            return point.laps.empty() ? nan : static_cast<double>(point.laps.front());
        });
        if (m_curve.loops.size() == 1) {
            axes.y.from = std::max(std::floor(low) - 0.5, -0.5);
            axes.y.to = std::ceil(high) + 0.5;
            most = std::min(most, static_cast<int>(std::ceil(high)));
            fewest = std::max(fewest, static_cast<int>(std::floor(low)));
        }
        if (most - fewest <= 4) { // whole numbers only
            axes.y.ticks.emplace();
            for (int n = std::max(fewest - 1, 0); n <= most + 1; ++n)
                axes.y.ticks->push_back(n);
        }
        m_figure.axes.push_back(std::move(axes));
    }

    void addSteps(engine::PlotAxes& axes, std::size_t loop)
    {
        const auto found =
            std::find_if(m_curve.points.begin(), m_curve.points.end(),
                         [&](const CurvePoint& point) { return point.t == m_curve.recorded; });
        if (found == m_curve.points.end() || loop >= found->laps.size())
            return;
        engine::PlotPoints dot = plotDots(seriesColor(loop, m_theme), 50);
        dot.x = {m_curve.recorded};
        dot.y = {static_cast<double>(found->laps[loop])};
        axes.items.emplace_back(dot);
    }

    std::vector<engine::SourceSpan> changingConditions() const
    {
        std::vector<engine::SourceSpan> changing;
        const auto& sets = m_curve.branches;
        for (std::size_t i = 0; i < sets.size(); ++i) {
            for (const auto& branch : sets[i]) {
                const bool changes = std::any_of(sets.begin(), sets.end(), [&](const auto& set) {
                    return std::any_of(set.begin(), set.end(), [&](const auto& other) {
                        return other.condition == branch.condition && other.truth != branch.truth;
                    });
                });
                if (changes
                    && std::find(changing.begin(), changing.end(), branch.condition)
                        == changing.end())
                    changing.push_back(branch.condition);
            }
        }
        return changing;
    }

    void addBranches(double top, double height, const std::vector<engine::SourceSpan>& conditions)
    {
        engine::PlotAxes axes = plotAxes(top, height);
        axes.y.label = SampleFigures::tr("branch").toStdString();
        axes.y.from = -0.4;
        axes.y.to = 1.4;
        axes.y.ticks = std::vector<double>{0, 1};
        axes.y.tickLabels = {"False", "True"};
        for (std::size_t i = 0; i < conditions.size(); ++i) {
            engine::PlotLine line = plotLine(seriesColor(i, m_theme), 1.8);
            trace(line, m_curve, false, [&](const CurvePoint& point) {
                if (point.branches < 0)
                    return nan;
                for (const auto& branch :
                     m_curve.branches[static_cast<std::size_t>(point.branches)]) {
                    if (branch.condition == conditions[i])
                        return branch.truth ? 1.0 : 0.0;
                }
                return nan;
            });
            axes.items.emplace_back(line);
        }
        m_figure.axes.push_back(std::move(axes));
    }

    const Curve& m_curve;
    const SampleWords& m_words;
    const Theme& m_theme;
    engine::Figure m_figure;
};

} // namespace

engine::Figure curveFigure(const engine::Curve& curve, const SampleWords& words,
                           const PlotLook& look)
{
    return CurveFigure(curve, words, look).make();
}

} // namespace ui
