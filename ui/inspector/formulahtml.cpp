#include "ui/inspector/formulahtml.h"

#include <QRegularExpression>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <optional>
#include <set>

#include "engine/recording/questions.h"
#include "ui/math/formulaobject.h"
#include "ui/math/mathtypesetter.h"

namespace ui {
namespace {

QString qt(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QString placeholder(std::size_t index)
{
    return QChar(0xe000) + QString::number(index) + QChar(0xe001);
}

/// Nodes without a name that the formula names by their number.
void collectNameless(const engine::Recording& recording, const engine::FormulaText& formula, int k,
                     std::set<int>& nodes)
{
    static const QRegularExpression numbered(QStringLiteral(R"((?<![a-z\\])v_\{(\d+)\})"));
    const QString latex = QString::fromStdString(formula.latex)
                              .replace(QLatin1String("\\bar{v}"), QLatin1String("v"));
    for (auto match = numbered.globalMatch(latex); match.hasNext();) {
        const int index = match.next().captured(1).toInt();
        if (index < recording.graph.size() && engine::nameAt(recording, {index}, k).empty())
            nodes.insert(index);
    }
}

/// The pass and the source whose gradient the node is.
std::optional<std::pair<engine::PassId, int>> askedFor(const engine::Recording& recording,
                                                       engine::NodeId node)
{
    const engine::Node& result = recording.graph.node(node);
    if (result.op != engine::Op::Gradient || !result.pass.isValid())
        return {};
    const auto& nodes = recording.passes[static_cast<std::size_t>(result.pass.index)].resultNodes;
    const auto found = std::find(nodes.begin(), nodes.end(), node);
    if (found == nodes.end())
        return {};
    return std::pair(result.pass, static_cast<int>(found - nodes.begin()));
}

} // namespace

FormulaReport formulasOf(engine::FormulaBook& book, engine::NodeId node, int k)
{
    FormulaReport report;
    const engine::Recording& recording = book.recording();
    report.value = book.valueFormula(node, k);
    if (const auto pass = engine::passAt(recording, k)) {
        report.hasGradient = engine::gradientAt(recording, *pass, node, k).sum.has_value();
        if (report.hasGradient) {
            report.gradient = book.gradientFormula(*pass, node, k);
            report.entries = book.componentForm(*pass, node, k);
        }
    }
    if (const auto asked = askedFor(recording, node)) { // the result of a pass: what it is
        report.hasGradient = true;
        report.gradient = book.sourceFormula(asked->first, asked->second);
        const auto p = static_cast<std::size_t>(asked->first.index);
        report.entries = book.componentForm(
            asked->first, recording.passes[p].sources[static_cast<std::size_t>(asked->second)],
            std::min(recording.passFacts[p].endedAt, recording.stepCount()));
    }
    std::set<int> nameless;
    for (const engine::NodeFormula* formula : {&report.value, &report.gradient}) {
        collectNameless(recording, formula->formula, k, nameless);
        collectNameless(recording, formula->left, k, nameless);
    }
    for (const engine::ContributionFormula& part : report.gradient.contributions) {
        if (part.amount.empty())
            continue;
        report.parts.push_back({part, engine::labelAt(recording, part.from, k)});
        collectNameless(recording, part.upstreamName, k, nameless);
        collectNameless(recording, part.rule, k, nameless);
    }
    for (const int index : nameless)
        report.nameless.push_back({index});
    return report;
}

QString FormulaHtml::in(const engine::BilingualText& text) const
{
    return qt(text.in(m_language)).toHtmlEscaped();
}

QString FormulaHtml::muted(const QString& words) const
{
    return QStringLiteral("<span style='color:%1'>%2</span>").arg(m_theme.textMuted.name(), words);
}

QString FormulaHtml::line(const QString& content, int indent, int above) const
{
    return QStringLiteral("<div style='margin-left:%1px; margin-top:%2px'>%3</div>")
        .arg(indent)
        .arg(above)
        .arg(content);
}

QString FormulaHtml::mark(const engine::FormulaText& formula, bool display)
{
    m_marks.push_back({qt(formula.latex), qt(formula.text), display});
    return placeholder(m_marks.size() - 1);
}

QString FormulaHtml::equation(const engine::FormulaText& left, const engine::FormulaText& right,
                              bool display)
{
    engine::FormulaText whole;
    whole.text = left.text + " = " + right.text;
    whole.latex = left.latex + " = " + right.latex;
    return mark(whole, display);
}

QString FormulaHtml::links() const
{
    const auto link = [&](const char* target, const QString& words) {
        return QStringLiteral("<a href='%1' style='color:%2; text-decoration:none'>%3</a>")
            .arg(QLatin1String(target), m_theme.accent.name(), words);
    };
    const QString separator = muted(QStringLiteral(" · "));
    return QStringLiteral("<span style='font-size:9pt'>%1 %2%3%4%3%5 &nbsp;&nbsp; %6</span>")
        .arg(muted(tr("Copy:")), link("copy:latex", tr("LaTeX")), separator,
             link("copy:code", tr("code")), link("copy:text", tr("text")),
             link("entries:", m_showsEntries ? tr("Hide entries") : tr("Entry by entry")));
}

QString FormulaHtml::value(const FormulaReport& report)
{
    return report.value.checked
        ? QStringLiteral("<div style='margin-bottom:6px; font-size:12pt; color:%1'>%2</div>")
              .arg(m_theme.forward.name(), equation(report.value.left, report.value.formula))
        : QString();
}

QString FormulaHtml::gradient(const FormulaReport& report)
{
    return report.hasGradient && report.gradient.checked
        ? QStringLiteral("<div style='margin-top:6px; font-size:14pt; color:%1'>%2</div>")
              .arg(m_theme.gradient.name(),
                   equation(report.gradient.left, report.gradient.formula, true))
        : QString();
}

QString FormulaHtml::derivation(const FormulaReport& report)
{
    if (!report.hasGradient)
        return {};
    const engine::NodeFormula& formula = report.gradient;
    if (!formula.checked)
        return line(muted(formula.tooLong
                              ? tr("The gradient's formula is too long to show.")
                              : tr("No formula is shown: none was found that agrees with the "
                                   "tape's numbers.")));
    QString html = line(links());
    if (m_showsEntries && !report.entries.empty())
        html += line(QStringLiteral("<span style='color:%1'>%2</span>")
                         .arg(m_theme.gradient.name(), mark(report.entries, true)),
                     12, 4);
    std::size_t ordinal = 0;
    for (const FormulaReport::Part& part : report.parts)
        html += contribution(part, ++ordinal);
    if (!formula.steps.empty() || report.parts.size() > 1) {
        html += line(muted(tr("Together")), 0, 8) + line(mark(formula.sum), 12);
        for (const engine::FormulaStep& step : formula.steps)
            html += line(
                QStringLiteral("= %1 &nbsp;%2").arg(mark(step.formula), muted(in(step.law))), 12);
    }
    if (!formula.numbers.empty() && report.parts.size() != 1)
        html += line(muted(mark(formula.numbers)), 12, 4);
    return html + remarks(report);
}

QString FormulaHtml::contribution(const FormulaReport::Part& part, std::size_t ordinal)
{
    const engine::ContributionFormula& formula = part.formula;
    const QString from = QStringLiteral("<a href='node:%1' style='color:%2'>%3</a>")
                             .arg(formula.from.index)
                             .arg(m_theme.accent.name(), qt(part.from).toHtmlEscaped());
    QString html = line(muted(tr("%1. From %2").arg(ordinal).arg(from)), 0, 8);
    const bool isPlain = formula.rule.empty() || formula.rule.text == formula.amount.text;
    html += line((isPlain ? QString() : mark(formula.rule) + QStringLiteral(" = "))
                     + QStringLiteral("<span style='color:%1'>%2</span>")
                           .arg(m_theme.gradient.name(), mark(formula.amount)),
                 12);
    if (!isPlain && formula.upstream.text != formula.upstreamName.text)
        html +=
            line(muted(tr("where %1").arg(equation(formula.upstreamName, formula.upstream))), 12);
    if (!formula.numbers.empty())
        html += line(muted(mark(formula.numbers)), 12);
    return html;
}

QString FormulaHtml::remarks(const FormulaReport& report) const
{
    QStringList remarks;
    for (const engine::BilingualText& convention : report.gradient.conventions)
        remarks << QStringLiteral("<span style='color:%1'>⚑</span> %2")
                       .arg(m_theme.gradient.name(), in(convention));
    if (report.gradient.checked && report.gradient.tooLong)
        remarks << tr("Written with the gradients of the next results: spelled out it would be too "
                      "long to show.");
    for (const engine::NodeId node : report.nameless)
        remarks << tr("v%1 is the result #%2, which has no name.")
                       .arg(QStringLiteral("<sub>%1</sub>").arg(node.index))
                       .arg(node.index);
    if (report.gradient.checked)
        remarks << in(engine::FormulaBook::layoutConvention());
    QString html;
    for (const QString& remark : remarks)
        html +=
            line(QStringLiteral("<span style='font-size:9pt'>%1</span>").arg(muted(remark)), 0, 6);
    return html;
}

bool FormulaHtml::typesetInto(QTextDocument& document, MathTypesetter* typesetter) const
{
    static const QRegularExpression placeholders(QStringLiteral("\ue000(\\d+)\ue001"));
    bool isComplete = true;
    for (QTextCursor found = document.find(placeholders); !found.isNull();
         found = document.find(placeholders, found)) {
        const QString selected = found.selectedText();
        const auto index = selected.mid(1, selected.size() - 2).toUInt();
        const QTextCharFormat format = found.charFormat();
        found.removeSelectedText();
        found.setCharFormat(format);
        if (index >= m_marks.size())
            continue;
        const Mark& wanted = m_marks[index];
        const FormulaPointer formula =
            typesetter ? typesetter->typeset(wanted.tex, wanted.display) : nullptr;
        if (formula && formula->isValid()) {
            FormulaObject::insert(found, formula);
        } else {
            isComplete = isComplete && (formula || !typesetter);
            found.insertText(wanted.plain, format);
        }
    }
    return isComplete;
}

} // namespace ui
