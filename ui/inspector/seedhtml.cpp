// What SeedPanel shows: the vector that came out, the Jacobian as far as it is known, the costs.

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QTextBrowser>

#include <algorithm>

#include "engine/recording/recording.h"
#include "ui/inspector/numberhtml.h"
#include "ui/inspector/seedpanel.h"

namespace ui {
namespace {

constexpr std::int64_t mostRows = 12;
constexpr std::int64_t mostColumns = 10;

QString indexText(const engine::Shape& shape, std::int64_t element)
{
    QStringList parts;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        parts.prepend(QString::number(element % shape[axis]));
        element /= shape[axis];
    }
    return parts.join(QStringLiteral(","));
}

QString numbersText(const engine::Tensor& tensor)
{
    constexpr std::int64_t most = 24;
    QStringList numbers;
    for (std::int64_t i = 0; i < tensor.size() && i < most; ++i)
        numbers << plainNumber(tensor.at(i));
    if (tensor.size() > most)
        numbers << QStringLiteral("…");
    return numbers.join(QStringLiteral(",&nbsp; "));
}

} // namespace

void SeedPanel::showPage()
{
    const bool isThere =
        m_replay && m_replay->problem().empty() && !m_replay->pass().targets.empty();
    for (QWidget* const part :
         {static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_sourceLabel),
          static_cast<QWidget*>(m_seed), static_cast<QWidget*>(m_seedLabel)})
        part->setVisible(isThere);
    if (!isThere) {
        m_entry->hide();
        m_own->hide();
        m_title->clear();
        m_page->setHtml(
            QStringLiteral("<span style='color:%1'>%2</span>")
                .arg(
                    m_theme.textMuted.name(),
                    m_replay && !m_replay->problem().empty()
                        ? QString::fromStdString(m_replay->problem().in(m_language))
                        : tr("Here you choose what a gradient pass is fed with at the output. Step "
                             "to a cell that asks a tape for a gradient.")));
        return;
    }
    const auto seed = static_cast<Seed>(m_seed->currentIndex());
    m_entry->setVisible(seed == Seed::OneHot);
    m_own->setVisible(seed == Seed::Own);
    const engine::GradientPass& pass = m_replay->pass();
    m_title->setText(tr("The gradient of <b>%1</b> %2, run again")
                         .arg(nameOf(pass.targets.front()).toHtmlEscaped(),
                              QString::fromStdString(m_replay->target(0).shape().tupleText())));
    const int scroll = m_page->verticalScrollBar()->value();
    m_page->setHtml(resultHtml() + jacobianHtml() + workHtml());
    m_page->verticalScrollBar()->setValue(scroll);
}

QString SeedPanel::resultHtml() const
{
    QString numbers;
    if (m_result)
        numbers = numbersText(*m_result);
    else if (m_isResultMissing)
        numbers = tr("None: the source does not lead to the target");
    else
        return {};
    return QStringLiteral("<p><span style='color:%1'>%2</span><br><b style='color:%3'>%4</b></p>")
        .arg(m_theme.textMuted.name(), m_resultName,
             (m_isCurrentColumn ? m_theme.forward : m_theme.gradient).name(), numbers);
}

QString SeedPanel::jacobianHtml() const
{
    const engine::Shape targetShape = m_replay->target(0).shape();
    const engine::Shape sourceShape = m_replay->source(source()).shape();
    const std::int64_t rows = std::min(rowCount(), mostRows);
    const std::int64_t columns = std::min(columnCount(), mostColumns);
    const QString y = nameOf(m_replay->pass().targets.front()).toHtmlEscaped();
    const QString x =
        nameOf(m_replay->pass().sources[static_cast<std::size_t>(source())]).toHtmlEscaped();
    const auto link = [this](const QString& to, const QString& text, const QColor& ink) {
        return QStringLiteral("<a href='%1' style='color:%2'>%3</a>").arg(to, ink.name(), text);
    };
    QString html = QStringLiteral("<p><b>%1</b><br><span style='color:%2'>%3</span></p>")
                       .arg(tr("Jacobian ∂%1/∂%2").arg(y, x), m_theme.textMuted.name(),
                            tr("Click a row: 1 goes in there and runs back. Click a column: 1 goes "
                               "in there and runs forward."));
    html += QStringLiteral("<table cellspacing='0' cellpadding='4'><tr><td></td>");
    for (std::int64_t j = 0; j < columns; ++j) {
        const bool isNow = m_isCurrentColumn && m_current == j;
        html +=
            QStringLiteral("<td align='right'>%1</td>")
                .arg(link(QStringLiteral("column:%1").arg(j),
                          (isNow ? QStringLiteral("▾") : QString())
                              + (sourceShape.elementCount() == 1 ? x : indexText(sourceShape, j)),
                          m_theme.forward));
    }
    html += QStringLiteral("%1</tr>").arg(columnCount() > columns ? QStringLiteral("<td>…</td>")
                                                                  : QString());
    for (std::int64_t i = 0; i < rows; ++i) {
        const bool isRowNow = !m_isCurrentColumn && m_current == i;
        html +=
            QStringLiteral("<tr%1><td>%2</td>")
                .arg(isRowNow ? QStringLiteral(" bgcolor='%1'").arg(m_theme.gradientSoft.name())
                              : QString(),
                     link(QStringLiteral("row:%1").arg(i),
                          (isRowNow ? QStringLiteral("▸") : QString())
                              + (targetShape.elementCount() == 1 ? y : indexText(targetShape, i)),
                          m_theme.gradient));
        const auto row = m_rows.find(i);
        for (std::int64_t j = 0; j < columns; ++j) {
            const auto column = m_columns.find(j);
            QString cell =
                QStringLiteral("<span style='color:%1'>·</span>").arg(m_theme.textMuted.name());
            if (row != m_rows.end())
                cell = plainNumber(row->second.at(j));
            else if (column != m_columns.end())
                cell = plainNumber(column->second.at(i));
            const bool isColumnNow = m_isCurrentColumn && m_current == j;
            html += QStringLiteral("<td align='right'%1>%2</td>")
                        .arg(isColumnNow
                                 ? QStringLiteral(" bgcolor='%1'").arg(m_theme.forwardSoft.name())
                                 : QString(),
                             cell);
        }
        html += QStringLiteral("</tr>");
    }
    html += QStringLiteral("</table>");
    if (rowCount() > rows)
        html += QStringLiteral("<p>%1</p>").arg(tr("Rows in all: %1").arg(rowCount()));
    if (static_cast<std::int64_t>(m_rows.size()) < rows)
        html += QStringLiteral("<p>%1</p>")
                    .arg(link(QStringLiteral("rows:"), tr("All rows, one after the other"),
                              m_theme.accent));
    return html;
}

QString SeedPanel::workHtml() const
{
    const auto m = static_cast<qlonglong>(rowCount());
    const auto n = static_cast<qlonglong>(columnCount());
    const qlonglong back = m * m_backwardWork;
    const qlonglong ahead = n * m_forwardWork;
    const auto row = [](const QString& mode, const QString& one, const QString& all, bool isBest) {
        return QStringLiteral(
                   "<tr><td>%1</td><td align='right'>%2</td><td align='right'>%3</td></tr>")
            .arg(mode, one, isBest ? QStringLiteral("<b>%1</b>").arg(all) : all);
    };
    QString html = QStringLiteral("<p><b>%1</b></p><table cellspacing='0' cellpadding='4'>")
                       .arg(tr("What it costs, in tensor operations"));
    html += QStringLiteral("<tr><td></td><td align='right'>%1</td><td align='right'>%2</td></tr>")
                .arg(tr("one pass"), tr("whole Jacobian"));
    html += row(tr("backward"), QString::number(m_backwardWork),
                QStringLiteral("%1 × %2 = %3").arg(m).arg(m_backwardWork).arg(back), back <= ahead);
    html += row(tr("forward"), QString::number(m_forwardWork),
                QStringLiteral("%1 × %2 = %3").arg(n).arg(m_forwardWork).arg(ahead), ahead <= back);
    html += QStringLiteral("</table><p style='color:%1'>%2</p>")
                .arg(m_theme.textMuted.name(),
                     tr("The program's own operations between input and output: %1. Backward needs "
                        "a pass for each row, forward one for each column.")
                         .arg(m_replay->programOperations()));
    return html;
}

} // namespace ui
