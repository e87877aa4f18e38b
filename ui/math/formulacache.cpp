#include "ui/math/formulacache.h"

#include <QDataStream>
#include <QIODevice>

#include <cmath>
#include <limits>

namespace ui {
namespace {

constexpr quint32 mark = 0x54444632; // "TDF2"
constexpr qreal unitsPerEm = 8192;

/// Outlines as steps from point to point: small numbers, and the same ones wherever a glyph
/// returns, which compresses well.
class OutlineWriter
{
public:
    explicit OutlineWriter(QDataStream& out)
        : m_out(out)
    {
    }

    void write(const QPainterPath& path)
    {
        m_out << static_cast<quint8>(path.fillRule()) << static_cast<quint32>(path.elementCount());
        qint32 x = 0;
        qint32 y = 0;
        for (int i = 0; i < path.elementCount(); ++i) {
            const QPainterPath::Element element = path.elementAt(i);
            m_out << static_cast<quint8>(element.type);
            step(x, element.x);
            step(y, element.y);
        }
    }

private:
    void step(qint32& from, qreal to)
    {
        const auto there = static_cast<qint32>(std::lround(to * unitsPerEm));
        const qint32 difference = there - from;
        from = there;
        if (difference > std::numeric_limits<qint16>::min()
            && difference <= std::numeric_limits<qint16>::max())
            m_out << static_cast<qint16>(difference);
        else // the smallest number announces a long one
            m_out << std::numeric_limits<qint16>::min() << difference;
    }

    QDataStream& m_out;
};

class OutlineReader
{
public:
    explicit OutlineReader(QDataStream& in)
        : m_in(in)
    {
    }

    QPainterPath read()
    {
        quint8 rule = 0;
        quint32 count = 0;
        m_in >> rule >> count;
        QPainterPath path;
        path.setFillRule(static_cast<Qt::FillRule>(rule));
        QPointF control[2];
        int controls = 0;
        for (quint32 i = 0; i < count && m_in.status() == QDataStream::Ok; ++i) {
            quint8 type = 0;
            m_in >> type;
            step(m_x);
            step(m_y);
            const QPointF point(m_x / unitsPerEm, m_y / unitsPerEm);
            if (type == QPainterPath::MoveToElement)
                path.moveTo(point);
            else if (type == QPainterPath::LineToElement)
                path.lineTo(point);
            else if (controls < 2)
                control[controls++] = point;
            else {
                path.cubicTo(control[0], control[1], point);
                controls = 0;
            }
        }
        return path;
    }

private:
    void step(qint32& at)
    {
        qint16 difference = 0;
        m_in >> difference;
        qint32 longer = difference;
        if (difference == std::numeric_limits<qint16>::min())
            m_in >> longer;
        at += longer;
    }

    QDataStream& m_in;
    qint32 m_x = 0;
    qint32 m_y = 0;
};

QByteArray packed(const Formula& formula)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << formula.width << formula.height << formula.depth << formula.plainText
        << static_cast<quint32>(formula.shapes.size());
    for (const Formula::Shape& shape : formula.shapes) {
        OutlineWriter(out).write(shape.path);
        out << shape.color << shape.strokeWidth << static_cast<quint8>(shape.strokeStyle);
    }
    return qCompress(bytes);
}

FormulaPointer unpacked(const QByteArray& bytes, const QString& tex, bool display)
{
    const QByteArray plain = qUncompress(bytes);
    QDataStream in(plain);
    in.setVersion(QDataStream::Qt_6_4);
    auto formula = std::make_shared<Formula>();
    formula->tex = tex;
    formula->display = display;
    quint32 shapes = 0;
    in >> formula->width >> formula->height >> formula->depth >> formula->plainText >> shapes;
    for (quint32 i = 0; i < shapes && in.status() == QDataStream::Ok; ++i) {
        Formula::Shape shape;
        quint8 style = 0;
        shape.path = OutlineReader(in).read();
        in >> shape.color >> shape.strokeWidth >> style;
        shape.strokeStyle = static_cast<Qt::PenStyle>(style);
        formula->shapes.push_back(std::move(shape));
    }
    return in.status() == QDataStream::Ok ? formula : nullptr;
}

} // namespace

QString shippedFormulas()
{
    return QStringLiteral(":/math/formulas");
}

QByteArray packFormulas(const std::vector<Formula>& formulas)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << mark << static_cast<quint32>(formulas.size());
    for (const Formula& formula : formulas)
        out << formula.tex << formula.display << packed(formula);
    return bytes;
}

FormulaCache::FormulaCache(const QByteArray& bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 found = 0;
    quint32 count = 0;
    in >> found >> count;
    for (quint32 i = 0; found == mark && i < count && in.status() == QDataStream::Ok; ++i) {
        Key key;
        QByteArray formula;
        in >> key.first >> key.second >> formula;
        m_packed.insert(key, formula);
    }
    if (in.status() != QDataStream::Ok)
        m_packed.clear();
}

FormulaPointer FormulaCache::find(const QString& tex, bool display)
{
    const Key key(tex, display);
    if (const FormulaPointer known = m_unpacked.value(key))
        return known;
    const auto packed = m_packed.constFind(key);
    if (packed == m_packed.constEnd())
        return nullptr;
    FormulaPointer formula = unpacked(*packed, tex, display);
    m_unpacked.insert(key, formula);
    return formula;
}

} // namespace ui
