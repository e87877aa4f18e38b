#include "ui/math/formulacache.h"

#include <QIODevice>
#include <QDataStream>
#include <QIODevice>

namespace ui {
namespace {

constexpr quint32 mark = 0x54444631; // "TDF1"

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
    for (const Formula& formula : formulas) {
        out << formula.tex << formula.display << formula.width << formula.height << formula.depth
            << formula.plainText << static_cast<quint32>(formula.shapes.size());
        for (const Formula::Shape& shape : formula.shapes)
            out << shape.path << shape.color << shape.strokeWidth
                << static_cast<quint8>(shape.strokeStyle);
    }
    return qCompress(bytes);
}

std::vector<FormulaPointer> unpackFormulas(const QByteArray& bytes)
{
    const QByteArray plain = bytes.isEmpty() ? QByteArray() : qUncompress(bytes);
    QDataStream in(plain);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 found = 0;
    quint32 count = 0;
    in >> found >> count;
    std::vector<FormulaPointer> formulas;
    for (quint32 i = 0; found == mark && i < count && in.status() == QDataStream::Ok; ++i) {
        auto formula = std::make_shared<Formula>();
        quint32 shapes = 0;
        in >> formula->tex >> formula->display >> formula->width >> formula->height
            >> formula->depth >> formula->plainText >> shapes;
        for (quint32 s = 0; s < shapes && in.status() == QDataStream::Ok; ++s) {
            Formula::Shape shape;
            quint8 style = 0;
            in >> shape.path >> shape.color >> shape.strokeWidth >> style;
            shape.strokeStyle = static_cast<Qt::PenStyle>(style);
            formula->shapes.push_back(std::move(shape));
        }
        formulas.push_back(std::move(formula));
    }
    return in.status() == QDataStream::Ok ? formulas : std::vector<FormulaPointer>();
}

} // namespace ui
