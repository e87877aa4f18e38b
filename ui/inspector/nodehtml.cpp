#include "ui/inspector/nodehtml.h"

#include <algorithm>

#include "engine/tensor/numpytext.h"
#include "ui/inspector/numberhtml.h"

namespace ui {
namespace {

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8).toHtmlEscaped();
}

constexpr std::int64_t gridRows = 8;
constexpr std::int64_t gridColumns = 8;
constexpr std::int64_t printable = 400;

} // namespace

QString NodeHtml::page(const NodeReport& report, const Formulas& formulas,
                       const engine::NoneReason* reason) const
{
    return header(report) + facts(report)
        + section(tr("Value"),
                  formulas.value + tensor(report.value, m_theme.text, report.node, false),
                  m_theme.forward)
        + gradient(report, formulas.gradient, reason)
        + (formulas.section.isEmpty() ? QString()
                                      : section(tr("Formula"), formulas.section, m_theme.gradient))
        + rule(report) + source(report);
}

QString NodeHtml::note(const QString& remark) const
{
    return QStringLiteral("<p style='color:%1'>%2</p>")
        .arg(m_theme.textMuted.name(), remark.toHtmlEscaped());
}

QString NodeHtml::in(const engine::BilingualText& bilingual) const
{
    return text(bilingual.in(m_language));
}

QString NodeHtml::mono(const std::string& code) const
{
    return QStringLiteral("<span style=\"font-family:'DejaVu Sans Mono','WenQuanYi Micro Hei "
                          "Mono'\">%1</span>")
        .arg(text(code));
}

QString NodeHtml::kindName(const NodeReport& report) const
{
    switch (report.kind) {
    case NodeReport::Kind::WatchedLeaf:
        return tr("watched by the tape");
    case NodeReport::Kind::Variable:
        return report.isWatched ? tr("variable, watched by the tape") : tr("variable");
    case NodeReport::Kind::Constant:
        return tr("constant");
    case NodeReport::Kind::GradientResult:
        return tr("result of a gradient pass");
    case NodeReport::Kind::Recorded:
        return report.tapes.empty() ? tr("recorded on the tape")
                                    : tr("recorded on tape %1").arg(text(report.tapes));
    case NodeReport::Kind::Unrecorded:
        return report.isForwardMode ? tr("forward mode") : tr("executed, not recorded");
    }
    return {};
}

QString NodeHtml::header(const NodeReport& report) const
{
    const bool isOnTape = report.kind == NodeReport::Kind::Recorded;
    const bool isWatched = report.isWatched;
    const QColor ink = isWatched ? m_theme.watched : isOnTape ? m_theme.forward : m_theme.textMuted;
    const QColor fill = isWatched ? m_theme.watchedSoft
        : isOnTape                ? m_theme.forwardSoft
                                  : m_theme.surfaceAlt;
    QString symbol = text(std::string(engine::symbol(report.op)));
    if (engine::isLeaf(report.op))
        symbol = isWatched ? QStringLiteral("◉") : QStringLiteral("□");
    symbol.replace(u' ', QStringLiteral("&nbsp;")); // and "==" must not break either
    const int symbolSize = symbol.size() <= 2 ? 18 : symbol.size() <= 4 ? 13 : 10;
    return QStringLiteral("<table width='100%' cellspacing='0' cellpadding='8'><tr>"
                          "<td width='%10' align='center' valign='middle' bgcolor='%1' "
                          "style='color:%2; font-size:%9pt; white-space:nowrap'>%3</td>"
                          "<td valign='middle'><span style='font-size:16pt; font-weight:600; "
                          "color:%4'>%5</span>"
                          "<span style='color:%6'>&nbsp; %7</span><br>"
                          "<span style='color:%2'>%8</span></td></tr></table>")
        .arg(fill.name(), ink.name(), symbol, m_theme.text.name(), text(report.label),
             m_theme.textMuted.name(), in(report.rule.operation), kindName(report),
             QString::number(symbolSize),
             QString::number(symbol.size() <= 4 ? 44 : 20 + 9 * symbol.size()));
}

QString NodeHtml::row(const QString& name, const QString& content) const
{
    return QStringLiteral(
               "<tr><td style='color:%1; padding-right:12px' valign='top'>%2</td><td>%3</td></tr>")
        .arg(m_theme.textMuted.name(), name, content);
}

QString NodeHtml::facts(const NodeReport& report) const
{
    QString rows;
    if (!report.notRecorded.empty())
        rows += row(report.isForwardMode ? tr("Forward mode") : tr("Not recorded"),
                    in(report.notRecorded));
    rows += row(tr("Shape"), mono(report.value.shape().tupleText()));
    rows += row(tr("Type"), mono(std::string(engine::name(report.value.dtype()))));
    if (!report.inputs.empty())
        rows += row(tr("Inputs"), links(report.inputs));
    rows += row(tr("Used by"),
                report.consumers.empty() ? note(tr("nothing yet")) : links(report.consumers));
    return QStringLiteral(
               "<table cellspacing='0' cellpadding='2' style='margin-top:6px'>%1</table>")
        .arg(rows);
}

QString NodeHtml::link(const NodeReport::Link& target) const
{
    return QStringLiteral("<a href='node:%1' style='color:%2'>%3</a>")
        .arg(target.node.index)
        .arg(m_theme.accent.name(), text(target.label));
}

QString NodeHtml::links(const std::vector<NodeReport::Link>& targets) const
{
    QStringList parts;
    for (const NodeReport::Link& target : targets)
        parts << link(target);
    return parts.join(QStringLiteral(", "));
}

QString NodeHtml::section(const QString& title, const QString& content, const QColor& color) const
{
    return QStringLiteral(
               "<table width='100%' cellspacing='0' cellpadding='0' style='margin-top:14px'><tr>"
               "<td style='color:%1; font-weight:600; border-bottom:1px solid "
               "%2'>%3</td></tr></table>"
               "<div style='margin-top:5px'>%4</div>")
        .arg(color.name(), m_theme.border.name(), title, content);
}

QString NodeHtml::tensor(const engine::Tensor& value, const QColor& color, engine::NodeId node,
                         bool isGradient) const
{
    const auto number = [&](std::int64_t element, const std::string& shown) {
        return QStringLiteral("<a href='%1' style=\"color:%2; text-decoration:none; "
                              "font-family:'DejaVu Sans Mono'\">%3</a>")
            .arg(NumberHtml::address({node, element, isGradient}), color.name(), text(shown));
    };
    if (value.rank() == 0)
        return QStringLiteral("<span style='font-size:14pt'>%1</span>")
            .arg(number(0, engine::numpyScalar(value, 0)));
    const std::int64_t rows = value.rank() == 1 ? 1 : value.shape()[0];
    const std::int64_t columns = value.shape()[value.rank() - 1];
    if (value.rank() > 2 || rows > gridRows || columns > gridColumns || value.size() == 0) {
        const QString pre = QStringLiteral(
            "<pre style=\"font-family:'DejaVu Sans Mono'; color:%1; margin:0\">%2</pre>");
        return pre.arg(
            color.name(),
            text(value.size() <= printable ? engine::numpyStr(value) : engine::shortValue(value)));
    }
    // The same grid as on the stage: one cell an element.
    const std::vector<std::string> elements = engine::numpyElements(value);
    QString html = QStringLiteral("<table cellspacing='0' cellpadding='4' "
                                  "style='border-collapse:collapse; border:1px solid %1'>")
                       .arg(m_theme.border.name());
    for (std::int64_t i = 0; i < rows; ++i) {
        html += QStringLiteral("<tr>");
        for (std::int64_t j = 0; j < columns; ++j) {
            const std::int64_t element = i * columns + j;
            html +=
                QStringLiteral("<td align='right' bgcolor='%1' style='border:1px solid %2'>%3</td>")
                    .arg(m_theme.surfaceAlt.name(), m_theme.border.name(),
                         number(element, elements[static_cast<std::size_t>(element)]));
        }
        html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
}

/// The place in the code, the change and the way to try it.
QString NodeHtml::noneHelp(const engine::NoneReason& reason) const
{
    QString html = QStringLiteral("<div><b style='color:%1'>None</b>&nbsp; %2.</div>")
                       .arg(m_theme.error.name(), in(reason.why));
    if (reason.place.isValid())
        html += QStringLiteral(
                    "<div style='margin-top:4px'><a href='place:' style='color:%1'>%2</a></div>")
                    .arg(m_theme.accent.name(), tr("Show the place"));
    if (!reason.fix)
        return html;
    html += QStringLiteral("<div style='margin-top:8px'>%1</div>").arg(in(reason.fix->what));
    if (!m_change.empty()) {
        QString rows;
        for (const engine::DiffLine& line : m_change) {
            if (line.kind == engine::DiffLine::Kind::Same)
                continue;
            const bool isAdded = line.kind == engine::DiffLine::Kind::Added;
            rows += QStringLiteral("<tr><td bgcolor='%1' style='color:%2'><b>%3</b></td><td "
                                   "bgcolor='%1'>%4</td></tr>")
                        .arg((isAdded ? m_theme.watchedSoft : m_theme.errorSoft).name(),
                             (isAdded ? m_theme.watched : m_theme.error).name(),
                             isAdded ? QStringLiteral("+") : QStringLiteral("−"), mono(line.text));
        }
        html += QStringLiteral("<table width='100%' cellspacing='0' cellpadding='3'>%1</table>")
                    .arg(rows);
    }
    return html
        + QStringLiteral("<div style='margin-top:6px'><a href='try:' style='color:%1; "
                         "font-weight:600'>%2</a></div>")
              .arg(m_theme.accent.name(), tr("Try it"));
}

QString NodeHtml::gradient(const NodeReport& report, const QString& formula,
                           const engine::NoneReason* reason) const
{
    if (report.kind == NodeReport::Kind::GradientResult && !formula.isEmpty())
        return section(tr("The gradient"), formula, m_theme.gradient);
    if (!report.hasPass)
        return {};
    const engine::GradientState& state = report.gradient;
    QString status;
    switch (state.phase) {
    case engine::GradientPhase::OffPath:
        status = report.noGradient.empty() ? note(tr("Not on the path of this pass.")) : QString();
        break;
    case engine::GradientPhase::Waiting:
    case engine::GradientPhase::Arriving:
        status = tr("%1 of %2 arrived").arg(state.arrived).arg(state.expected);
        break;
    case engine::GradientPhase::Complete:
        status = state.expected > 0
            ? tr("%1 of %2 arrived: complete").arg(state.arrived).arg(state.expected)
            : tr("complete");
        break;
    case engine::GradientPhase::Fired:
        status = tr("complete, and passed on to its inputs");
        break;
    }
    QString html =
        QStringLiteral("<div style='color:%1'>%2</div>").arg(m_theme.gradient.name(), status);
    if (reason) {
        html = noneHelp(*reason);
    } else if (!report.noGradient.empty()) {
        html = QStringLiteral("<div><b style='color:%1'>None</b> &nbsp;%2</div>")
                   .arg(m_theme.error.name(), in(report.noGradient));
    }
    html += formula;
    if (state.sum)
        html += QStringLiteral("<div style='margin-top:5px'>%1</div>")
                    .arg(tensor(*state.sum, m_theme.gradient, report.node, true));
    html += ledger(report);
    if (state.isTarget || state.isSource)
        html += QStringLiteral("<div style='margin-top:5px'><a href='slope:' style='color:%1'>%2</a>"
                               "</div>")
                    .arg(m_theme.accent.name(), tr("See the slope"));
    return section(tr("Gradient so far"), html, m_theme.gradient);
}

QString NodeHtml::ledger(const NodeReport& report) const
{
    constexpr std::size_t shortText = 9;
    const auto isLong = [](const NodeReport::Entry& entry) {
        return engine::shortValue(entry.amount).size() > shortText
            || engine::shortValue(entry.sum).size() > shortText;
    };
    if (report.ledger.empty())
        return {};
    const bool isStacked = std::any_of(report.ledger.begin(), report.ledger.end(), isLong);
    QString rows =
        isStacked ? QString() : ledgerRow(muted(tr("from")), muted(tr("amount")), muted(tr("sum")));
    for (const NodeReport::Entry& entry : report.ledger) {
        const QString from = entry.isSeed ? muted(tr("seed")) : link(entry.from);
        const QString amount = mono((entry.isSeed ? "" : "+ ") + engine::shortValue(entry.amount));
        const QString sum = mono((isStacked ? "= " : "") + engine::shortValue(entry.sum));
        if (!isStacked)
            rows += ledgerRow(from, amount, sum);
        else if (entry.isSeed)
            rows += row(from, amount);
        else
            rows += row(from, amount + QStringLiteral("<br>") + sum);
    }
    return QStringLiteral(
               "<table cellspacing='0' cellpadding='3' style='margin-top:6px'>%1</table>")
        .arg(rows);
}

QString NodeHtml::ledgerRow(const QString& from, const QString& amount, const QString& sum) const
{
    return QStringLiteral("<tr><td style='padding-right:20px'>%1</td><td align='right' "
                          "style='padding-right:20px'>%2</td>"
                          "<td align='right'>%3</td></tr>")
        .arg(from, amount, sum);
}

QString NodeHtml::muted(const QString& words) const
{
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(m_theme.textMuted.name(), words);
}

QString NodeHtml::rule(const NodeReport& report) const
{
    if (report.rule.forward.empty() && report.rule.explanation.empty())
        return {};
    const auto back = [this](const std::string& code) {
        return QStringLiteral("<span style='color:%1'>%2</span>")
            .arg(m_theme.gradient.name(), mono(code));
    };
    // First in the program's own names, then as it is for any operands.
    QString here;
    if (!report.application.empty())
        here += row(tr("forward"), mono(report.application));
    QString code;
    for (const std::string& line : report.backwardCode)
        code += (code.isEmpty() ? QString() : QStringLiteral("<br>")) + back(line);
    if (!code.isEmpty())
        here += row(tr("backward"), code);
    QString general;
    if (!report.rule.forward.empty())
        general +=
            row(here.isEmpty() ? tr("forward") : tr("in general"), mono(report.rule.forward));
    if (!report.rule.backward.empty())
        general += row(here.isEmpty() ? tr("backward") : QString(),
                       back(report.rule.backward.in(m_language)));
    QString table;
    if (!here.isEmpty() || !general.isEmpty())
        table =
            QStringLiteral("<table cellspacing='0' cellpadding='2'>%1</table>").arg(here + general);
    return section(tr("Rule"),
                   table
                       + QStringLiteral("<div style='margin-top:4px'>%1</div>")
                             .arg(in(report.rule.explanation)),
                   m_theme.text);
}

QString NodeHtml::source(const NodeReport& report) const
{
    if (report.line == 0)
        return {};
    const QString place = tr("In [%1], line %2").arg(report.executionCount).arg(report.line);
    return section(
        tr("Code"),
        QStringLiteral("<a href='source:' style='color:%1'>%2</a>"
                       "<table width='100%' cellspacing='0' cellpadding='6' "
                       "style='margin-top:4px'><tr><td bgcolor='%3'>%4</td></tr></table>")
            .arg(m_theme.accent.name(), place, m_theme.surfaceAlt.name(), mono(report.codeLine)),
        m_theme.text);
}

} // namespace ui
