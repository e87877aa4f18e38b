#include "ui/inspector/numberhtml.h"

#include <QStringList>

#include <cmath>

#include "engine/recording/literalorigin.h"
#include "engine/recording/questions.h"
#include "engine/recording/sentence.h"

namespace ui {
namespace {

constexpr std::size_t mostOperands = 12;
constexpr std::size_t mostTerms = 12;
constexpr std::size_t mostPaths = 8;

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8).toHtmlEscaped();
}

double valueOf(const engine::Recording& recording, engine::NodeId node, std::int64_t element)
{
    return recording.graph.node(node).value.at(element);
}

/// In a product: a negative factor stands in brackets.
QString factor(double value)
{
    return value < 0 ? QStringLiteral("(%1)").arg(plainNumber(value)) : plainNumber(value);
}

} // namespace

QString plainNumber(double value)
{
    if (std::isnan(value))
        return QStringLiteral("nan");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return QString::number(value, 'g', 6).replace(u'-', QStringLiteral("−"));
}

QString NumberHtml::address(const ChosenNumber& number)
{
    return QStringLiteral("%1:%2:%3")
        .arg(number.isGradient ? QStringLiteral("gradient") : QStringLiteral("value"))
        .arg(number.node.index)
        .arg(number.element);
}

ChosenNumber NumberHtml::numberAt(const QString& scheme, const QString& path)
{
    const bool isGradient = scheme == QLatin1String("gradient");
    if (!isGradient && scheme != QLatin1String("value"))
        return {};
    return {{path.section(u':', 0, 0).toInt()}, path.section(u':', 1, 1).toLongLong(), isGradient};
}

QString NumberHtml::placeText(engine::NodeId node, std::int64_t element) const
{
    const engine::Shape& shape = m_recording.graph.node(node).value.shape();
    const QString label = text(engine::labelAt(m_recording, node, m_k));
    if (shape.elementCount() == 1)
        return label;
    QStringList indices;
    std::int64_t rest = element;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        indices.prepend(QString::number(rest % std::max<std::int64_t>(shape[axis], 1)));
        rest /= std::max<std::int64_t>(shape[axis], 1);
    }
    return QStringLiteral("%1[%2]").arg(label, indices.join(QStringLiteral(",&nbsp;")));
}

QString NumberHtml::muted(const QString& words) const
{
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(m_theme.textMuted.name(), words);
}

QString NumberHtml::numberLink(const ChosenNumber& number, const QString& shown) const
{
    return QStringLiteral("<a href='%1' style='color:%2'>%3</a>")
        .arg(address(number), (number.isGradient ? m_theme.gradient : m_theme.accent).name(),
             shown);
}

QString NumberHtml::section(const QString& title, const QString& content) const
{
    return QStringLiteral(
               "<table width='100%' cellspacing='0' cellpadding='0' style='margin-top:14px'><tr>"
               "<td style='color:%1; font-weight:600; border-bottom:1px solid "
               "%2'>%3</td></tr></table>"
               "<div style='margin-top:5px'>%4</div>")
        .arg(m_theme.text.name(), m_theme.border.name(), title, content);
}

QString NumberHtml::head(const QString& title, const QString& value, const QString& under,
                         const QColor& ink) const
{
    return QStringLiteral("<div><a href='back:' style='color:%1'>‹ %2</a></div>"
                          "<div style='margin-top:8px; font-size:14pt; font-weight:600; "
                          "color:%3'>%4 = %5</div>"
                          "<div style='color:%6'>%7</div>")
        .arg(m_theme.accent.name(), tr("Back"), ink.name(), title, value, m_theme.textMuted.name(),
             under);
}

/// The line that executed the node, as a link to it.
QString NumberHtml::code(engine::NodeId node) const
{
    const engine::NodeFacts& facts = m_recording.nodes[static_cast<std::size_t>(node.index)];
    const engine::CellRun* run =
        facts.cellRun < 0 ? nullptr : engine::sourceOf(m_recording, facts.span, facts.cellRun);
    if (!run || !facts.span.isValid())
        return {};
    QString source = QString::fromStdString(
        run->source.substr(static_cast<std::size_t>(facts.span.begin),
                           static_cast<std::size_t>(facts.span.end - facts.span.begin)));
    source = source.simplified();
    constexpr qsizetype longest = 36;
    if (source.size() > longest)
        source = source.left(longest - 1) + QStringLiteral("…");
    return QStringLiteral(
               "<a href='code:%1' style=\"color:%2; font-family:'DejaVu Sans Mono'\">%3</a>")
        .arg(node.index)
        .arg(m_theme.accent.name(), source.toHtmlEscaped());
}

QString NumberHtml::page(const ChosenNumber& number) const
{
    const bool isThere = number.node.index < m_recording.graph.size()
        && engine::isBorn(m_recording, number.node, m_k)
        && number.element < m_recording.graph.node(number.node).value.size();
    if (!isThere)
        return QStringLiteral("<div><a href='back:' style='color:%1'>‹ %2</a></div><p>%3</p>")
            .arg(m_theme.accent.name(), tr("Back"),
                 muted(tr("This number does not exist yet at this step.")));
    return number.isGradient ? gradientPage(number) : valuePage(number);
}

QString NumberHtml::operand(engine::NodeId node, std::size_t slot, const ChosenNumber& of) const
{
    const auto elements = engine::operandElements(m_recording.graph, {of.node, of.element}, slot);
    QStringList numbers;
    for (std::size_t i = 0; i < elements.size() && i < mostOperands; ++i)
        numbers << numberLink({node, elements[i], false},
                              plainNumber(valueOf(m_recording, node, elements[i])));
    if (elements.size() > mostOperands)
        numbers << muted(tr("and %1 more").arg(elements.size() - mostOperands));
    const QString name = elements.size() == 1 ? placeText(node, elements.front())
                                              : text(engine::labelAt(m_recording, node, m_k));
    return QStringLiteral("<tr><td style='padding-right:12px'>%1</td><td>%2</td></tr>")
        .arg(name, numbers.join(QStringLiteral(", ")));
}

QString NumberHtml::valuePage(const ChosenNumber& number) const
{
    const engine::Node& node = m_recording.graph.node(number.node);
    const engine::RuleText rule = engine::ruleText(node.op);
    QString html =
        head(placeText(number.node, number.element),
             plainNumber(valueOf(m_recording, number.node, number.element)),
             tr("A value of %1").arg(text(engine::labelAt(m_recording, number.node, m_k))),
             m_theme.forward);
    if (node.inputs.empty())
        return html
            + section(tr("Where it comes from"),
                      tr("It was put in here, not computed: nothing lies behind it.")
                          + QStringLiteral("<br>") + code(number.node)
                          + (engine::isGiven(m_recording, number.node)
                                 ? QStringLiteral("<p><a href='change:' style='color:%1'>%2</a></p>")
                                       .arg(m_theme.accent.name(), tr("Change this number…"))
                                 : QString()));
    QString rows;
    for (std::size_t slot = 0; slot < node.inputs.size(); ++slot)
        rows += operand(node.inputs[slot], slot, number);
    html += section(tr("Computed from"),
                    QStringLiteral("<table cellspacing='0' cellpadding='3'>%1</table>").arg(rows));
    if (!rule.forward.empty())
        html +=
            QStringLiteral("<div style='margin-top:4px'>%1</div>").arg(muted(text(rule.forward)));
    return html + section(tr("Code"), code(number.node));
}

QString NumberHtml::targetText(engine::PassId pass) const
{
    QStringList targets;
    for (const engine::NodeId target :
         m_recording.passes[static_cast<std::size_t>(pass.index)].targets)
        targets << text(engine::labelAt(m_recording, target, m_k));
    return targets.join(QStringLiteral(", "));
}

QString NumberHtml::terms(const engine::GradientOrigin& origin) const
{
    QString rows;
    if (origin.hasSeed)
        rows += QStringLiteral("<tr><td>%1</td><td></td><td align='right'>%2</td></tr>")
                    .arg(muted(tr("seed")), plainNumber(origin.seed));
    std::size_t shown = 0;
    for (const engine::GradientTerm& term : origin.terms) {
        if (shown++ == mostTerms)
            break;
        rows +=
            QStringLiteral("<tr><td style='padding-right:10px'>%1</td><td "
                           "style='padding-right:10px'>%2 × %3</td>"
                           "<td align='right'><b>%4</b></td></tr>"
                           "<tr><td></td><td colspan='2'>%5</td></tr>")
                .arg(tr("from %1").arg(placeText(term.from.node, term.from.element)),
                     numberLink({term.from.node, term.from.element, true}, factor(term.upstream)),
                     factor(term.slope), plainNumber(term.product()), code(term.from.node));
    }
    QString html = QStringLiteral("<table cellspacing='0' cellpadding='2'>%1</table>").arg(rows);
    QStringList remarks;
    if (origin.terms.size() > mostTerms)
        remarks << tr("and %1 more").arg(origin.terms.size() - mostTerms);
    if (origin.zeroTerms > 0)
        remarks << tr("left out, since they are 0: %1").arg(origin.zeroTerms);
    if (!remarks.isEmpty())
        html += QStringLiteral("<div>%1</div>").arg(muted(remarks.join(QStringLiteral(", "))));
    return html
        + QStringLiteral("<div style='margin-top:4px'>%1</div>")
              .arg(muted(tr("Each is what has reached the operation, times its own slope there.")));
}

QString NumberHtml::paths(const engine::GradientPaths& all, const ChosenNumber& number) const
{
    QString html;
    QStringList products;
    std::size_t shown = 0;
    for (const engine::GradientPath& path : all.paths) {
        if (shown++ == mostPaths)
            break;
        QStringList places{numberLink({number.node, number.element, false},
                                      placeText(number.node, number.element))};
        QStringList factors;
        for (const engine::GradientTerm& term : path.terms) {
            places << numberLink({term.from.node, term.from.element, false},
                                 placeText(term.from.node, term.from.element));
            factors << factor(term.slope);
        }
        if (path.seed != 1)
            factors << factor(path.seed);
        products << plainNumber(path.product);
        html += QStringLiteral("<div style='margin-top:5px'>%1<br>%2 = <b>%3</b></div>")
                    .arg(places.join(QStringLiteral(" → ")), factors.join(QStringLiteral(" × ")),
                         plainNumber(path.product));
    }
    if (all.paths.size() > mostPaths)
        html += QStringLiteral("<div>%1</div>").arg(muted(tr("and more")));
    if (all.isComplete && products.size() > 1 && all.paths.size() <= mostPaths)
        html += QStringLiteral("<div style='margin-top:6px; color:%1'>%2 = <b>%3</b></div>")
                    .arg(m_theme.gradient.name(), products.join(QStringLiteral(" + ")),
                         plainNumber(all.total));
    return html;
}

QString NumberHtml::gradientPage(const ChosenNumber& number) const
{
    const auto pass = engine::passAt(m_recording, m_k);
    const QString place = placeText(number.node, number.element);
    if (!pass)
        return head(QStringLiteral("∂/∂%1").arg(place), QStringLiteral("?"),
                    tr("No gradient has been asked for yet at this step."), m_theme.gradient);
    const engine::GradientOrigin origin =
        engine::gradientOrigin(m_recording, *pass, {number.node, number.element}, m_k);
    QString html = head(
        QStringLiteral("∂%1/∂%2").arg(targetText(*pass), place), plainNumber(origin.sum),
        tr("How much %1 changes when %2 does").arg(targetText(*pass), place), m_theme.gradient);
    const auto& end = m_recording.passFacts[static_cast<std::size_t>(pass->index)];
    if (origin.terms.empty() && !origin.hasSeed && origin.agrees)
        return html
            + section(tr("Arrived so far"),
                      origin.zeroTerms > 0 ? tr("Only zeros have arrived.") : tr("Nothing yet."));
    if (!origin.agrees)
        return html
            + section(tr("Arrived so far"),
                      tr("An operation on the way cannot be taken apart into numbers; only its sum "
                         "is known."));
    html += section(tr("The terms of the sum"), terms(origin));
    if (end.endedAt > m_k)
        return html
            + section(tr("The paths"),
                      muted(tr("They are listed when the backward pass is over.")));
    const engine::GradientPaths all =
        engine::gradientPaths(m_recording, *pass, {number.node, number.element}, mostPaths + 1);
    if (!all.paths.empty())
        html += section(
            tr("The paths from %1 to %2, and the product along each").arg(place, targetText(*pass)),
            paths(all, number));
    return html;
}

} // namespace ui
