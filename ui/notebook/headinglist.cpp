#include "ui/notebook/headinglist.h"

#include <QEvent>

#include <algorithm>

#include "ui/math/plainmath.h"
#include "ui/notebook/prosemath.h"

namespace ui {
namespace {

/// A heading without its Markdown: "The slope of $x^2$" in words and letters.
QString plainHeading(const std::string& markdown)
{
    const ProseMath prose = takeOutMath(QString::fromStdString(markdown));
    QString text = prose.markdown;
    text.remove(u'`').remove(QStringLiteral("**"));
    for (std::size_t i = 0; i < prose.formulas.size(); ++i) {
        QString formula;
        for (const MathRun& run : PlainMath(prose.formulas[i].tex).runs())
            formula += run.text;
        text.replace(ProseMath::placeholder(static_cast<int>(i)), formula);
    }
    return text.simplified();
}

} // namespace

HeadingList::HeadingList(QWidget* parent)
    : QListWidget(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Outline of the lesson"));
    const auto choose = [this](const QListWidgetItem* item) {
        emit headingChosen(m_headings[static_cast<std::size_t>(row(item))]);
    };
    connect(this, &QListWidget::itemClicked, this, choose);
    connect(this, &QListWidget::itemActivated, this, choose);
}

void HeadingList::setLook(const CellLook& look)
{
    m_look = look;
    setPalette(look.palette(look.theme.surfaceAlt));
    setViewportMargins(look.pixels(10), look.pixels(4), look.pixels(4), look.pixels(4));
    fill();
}

void HeadingList::setHeadings(const std::vector<engine::Heading>& headings)
{
    if (headings == m_headings)
        return;
    m_headings = headings;
    fill();
}

void HeadingList::setCurrentCell(int cell)
{
    const auto after =
        std::find_if(m_headings.begin(), m_headings.end(),
                     [cell](const engine::Heading& heading) { return heading.cell > cell; });
    setCurrentRow(static_cast<int>(after - m_headings.begin()) - 1);
}

void HeadingList::fill()
{
    const int current = currentRow();
    clear();
    int top = 6;
    for (const engine::Heading& heading : m_headings)
        top = std::min(top, heading.level);
    for (const engine::Heading& heading : m_headings) {
        const QString indent(static_cast<qsizetype>(heading.level - top) * 4, u' ');
        auto* item = new QListWidgetItem(indent + plainHeading(heading.text), this);
        QFont font = m_look.smallFont();
        font.setBold(heading.level == top);
        item->setFont(font);
        item->setToolTip(plainHeading(heading.text));
    }
    setCurrentRow(current);
    const int rows = std::clamp(count(), 1, 9);
    setFixedHeight(rows * std::max(sizeHintForRow(0), m_look.pixels(18)) + m_look.pixels(12));
}

void HeadingList::changeEvent(QEvent* event)
{
    QListWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Outline of the lesson"));
}

} // namespace ui
