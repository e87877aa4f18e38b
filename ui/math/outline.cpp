#include "ui/math/outline.h"

namespace ui {
namespace {

class OutlineReader
{
public:
    explicit OutlineReader(QStringView data)
        : m_data(data)
    {
        m_path.setFillRule(Qt::WindingFill);
    }

    std::optional<QPainterPath> read()
    {
        while (skipSeparators(), m_at < m_data.size()) {
            if (m_data[m_at].isLetter())
                m_command = m_data[m_at++];
            if (!segment())
                return std::nullopt;
        }
        return m_path;
    }

private:
    bool segment()
    {
        const QPointF at = m_path.currentPosition();
        const QPointF control = std::exchange(m_control, std::nullopt).value_or(at);
        switch (m_command.unicode()) {
        case u'M':
            m_path.moveTo(point());
            m_command = u'L'; // what further pairs mean
            break;
        case u'L':
            m_path.lineTo(point());
            break;
        case u'H':
            m_path.lineTo(number(), at.y());
            break;
        case u'V':
            m_path.lineTo(at.x(), number());
            break;
        case u'Q':
            m_control = point();
            m_path.quadTo(*m_control, point());
            break;
        case u'T':
            m_control = 2 * at - control;
            m_path.quadTo(*m_control, point());
            break;
        case u'C':
        case u'S': {
            const QPointF first = m_command == u'C' ? point() : 2 * at - control;
            m_control = point();
            m_path.cubicTo(first, *m_control, point());
            break;
        }
        case u'Z':
            m_path.closeSubpath();
            m_command = QChar(); // a number cannot follow
            break;
        default:
            return false;
        }
        return m_isWellFormed;
    }

    QPointF point()
    {
        const qreal x = number();
        return {x, number()};
    }

    qreal number()
    {
        skipSeparators();
        const qsizetype start = m_at;
        if (m_at < m_data.size() && (m_data[m_at] == u'-' || m_data[m_at] == u'+'))
            ++m_at;
        while (m_at < m_data.size() && (m_data[m_at].isDigit() || m_data[m_at] == u'.'))
            ++m_at;
        bool ok = false;
        const qreal value = m_data.mid(start, m_at - start).toDouble(&ok);
        m_isWellFormed = m_isWellFormed && ok;
        return value;
    }

    void skipSeparators()
    {
        while (m_at < m_data.size() && (m_data[m_at].isSpace() || m_data[m_at] == u','))
            ++m_at;
    }

    QStringView m_data;
    qsizetype m_at = 0;
    QChar m_command;
    QPainterPath m_path;
    std::optional<QPointF> m_control; ///< of the curve before, for T and S
    bool m_isWellFormed = true;
};

} // namespace

std::optional<QPainterPath> outlineOf(QStringView data)
{
    return OutlineReader(data).read();
}

} // namespace ui
