#include "ui/math/drawlistreader.h"

#include <QFont>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTransform>

#include <array>
#include <cmath>

#include "ui/math/outline.h"
#include "ui/window/theme.h"

namespace ui {
namespace {

constexpr qreal unitsPerEm = 1000;

template <std::size_t Count>
std::array<qreal, Count> numbers(const QJsonValue& value)
{
    const QJsonArray array = value.toArray();
    std::array<qreal, Count> result{};
    for (std::size_t i = 0; i < Count; ++i)
        result[i] = array.at(static_cast<qsizetype>(i)).toDouble();
    return result;
}

QTransform matrixOf(const QJsonObject& shape)
{
    const auto m = numbers<6>(shape[QLatin1String("matrix")]);
    return QTransform(m[0], m[1], m[2], m[3], m[4], m[5])
        * QTransform::fromScale(1 / unitsPerEm, 1 / unitsPerEm);
}

QRectF boxOf(const QJsonObject& shape)
{
    const auto box = numbers<4>(shape[QLatin1String("box")]);
    return {box[0], box[1], box[2], box[3]};
}

/// Characters that the formula font does not have, such as Chinese.
QPainterPath textPath(const QJsonObject& shape)
{
    QFont font = Theme::uiFont(11);
    font.setPixelSize(qRound(shape[QLatin1String("size")].toDouble(unitsPerEm)));
    font.setBold(shape[QLatin1String("bold")].toBool());
    font.setItalic(shape[QLatin1String("italic")].toBool());
    font.setHintingPreference(QFont::PreferNoHinting);
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    path.addText(0, 0, font, shape[QLatin1String("text")].toString());
    return path;
}

template <typename Add>
QPainterPath simplePath(Add add)
{
    QPainterPath path;
    add(path);
    return path;
}

/// Glyphs of one colour become one shape: fewer things to paint and to write into a file.
void append(std::vector<Formula::Shape>& shapes, Formula::Shape shape, bool isGlyph,
            bool& lastWasGlyph)
{
    if (isGlyph && lastWasGlyph && shapes.back().color == shape.color)
        shapes.back().path.addPath(shape.path);
    else
        shapes.push_back(std::move(shape));
    lastWasGlyph = isGlyph;
}

} // namespace

QPainterPath DrawListReader::outline(const QString& data)
{
    auto known = m_outlines.constFind(data);
    if (known == m_outlines.constEnd())
        known = m_outlines.insert(data, outlineOf(data).value_or(QPainterPath()));
    return *known;
}

void DrawListReader::read(const QByteArray& json, Formula& formula)
{
    const QJsonObject list = QJsonDocument::fromJson(json).object();
    const QRectF box = boxOf(list);
    formula.width = box.width() / unitsPerEm;
    formula.height = -box.top() / unitsPerEm;
    formula.depth = box.bottom() / unitsPerEm;

    std::vector<QPainterPath> windows;
    bool lastWasGlyph = false;
    for (const QJsonValue value : list[QLatin1String("shapes")].toArray()) {
        const QJsonObject object = value.toObject();
        const QString kind = object[QLatin1String("kind")].toString();
        if (kind == QLatin1String("unclip")) {
            windows.pop_back();
            continue;
        }
        const QTransform matrix = matrixOf(object);
        if (kind == QLatin1String("clip")) {
            windows.push_back(
                matrix.map(simplePath([&](QPainterPath& path) { path.addRect(boxOf(object)); })));
            continue;
        }
        Formula::Shape shape;
        if (kind == QLatin1String("path")) {
            shape.path = outline(object[QLatin1String("outline")].toString());
        } else if (kind == QLatin1String("rect")) {
            shape.path.addRect(boxOf(object));
        } else if (kind == QLatin1String("line")) {
            const auto ends = numbers<4>(object[QLatin1String("ends")]);
            shape.path.moveTo(ends[0], ends[1]);
            shape.path.lineTo(ends[2], ends[3]);
        } else if (kind == QLatin1String("ellipse")) {
            const auto oval = numbers<4>(object[QLatin1String("oval")]);
            shape.path.addEllipse(QPointF(oval[0], oval[1]), oval[2], oval[3]);
        } else if (kind == QLatin1String("text")) {
            shape.path = textPath(object);
        }
        shape.path = matrix.map(shape.path);
        shape.color = QColor(object[QLatin1String("colour")].toString());
        shape.strokeWidth =
            object[QLatin1String("width")].toDouble() * std::sqrt(std::abs(matrix.determinant()));
        const QString dash = object[QLatin1String("dash")].toString();
        shape.strokeStyle = dash == QLatin1String("dashed") ? Qt::DashLine
            : dash == QLatin1String("dotted")               ? Qt::DotLine
                                                            : Qt::SolidLine;
        if (!windows.empty())
            shape.path = shape.path.intersected(windows.back());
        const bool isGlyph =
            kind == QLatin1String("path") && shape.strokeWidth == 0 && windows.empty();
        append(formula.shapes, std::move(shape), isGlyph, lastWasGlyph);
    }
}

} // namespace ui
