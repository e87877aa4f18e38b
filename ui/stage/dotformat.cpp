#include "ui/stage/dotformat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace ui {
namespace {

constexpr double pointsAnInch = 72;
/// Labels double dot's ranks, which only small graphs can afford.
constexpr std::size_t mostLabelledEdges = 90;

QByteArray inches(double points)
{
    return QByteArray::number(points / pointsAnInch, 'f', 4);
}

QPointF pointFrom(QStringView text)
{
    const qsizetype comma = text.indexOf(QLatin1Char(','));
    return {text.left(comma).toDouble(), -text.mid(comma + 1).toDouble()}; // dot's y axis points up
}

/// "e,x,y x,y x,y ...": the arrow's tip, then the control points.
std::vector<QPointF> splineFrom(const QString& text)
{
    std::vector<QPointF> points;
    for (const QString& token : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!token.startsWith(QLatin1Char('e')) && !token.startsWith(QLatin1Char('s')))
            points.push_back(pointFrom(token));
    }
    return points;
}

} // namespace

QByteArray dotSource(const StageModel& model)
{
    const bool isAcross = model.direction == FlowDirection::LeftToRight;
    QByteArray source = "digraph stage {\n"
                        "graph[nslimit=2,newrank=true,ordering=in,nodesep=0.42,ranksep=";
    source += model.edges.size() <= mostLabelledEdges ? "0.52" : "0.85";
    source += isAcross ? ",rankdir=LR];\n" : ",rankdir=TB];\n";
    source += "node[shape=box,fixedsize=true,label=\"\"];\nedge[arrowhead=none];\n";
    for (std::size_t i = 0; i < model.boxes.size(); ++i) {
        const QSizeF size = model.boxes[i].size;
        source += "n" + QByteArray::number(i) + "[width=" + inches(size.width())
            + ",height=" + inches(size.height()) + "];\n";
    }
    for (std::size_t i = 0; i < model.edges.size(); ++i) {
        const StageEdge& edge = model.edges[i];
        source += "n" + QByteArray::number(edge.from) + "->n" + QByteArray::number(edge.to)
            + "[id=" + QByteArray::number(i);
        if (!edge.labelSize.isEmpty() && model.edges.size() <= mostLabelledEdges) {
            source += ",label=<<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\""
                + QByteArray::number(qCeil(edge.labelSize.width() + 8)) + "\" HEIGHT=\""
                + QByteArray::number(qCeil(edge.labelSize.height() + 8))
                + "\"><TR><TD></TD></TR></TABLE>>";
        }
        if (!edge.contributions.empty())
            source += ",weight=8"; // the way of the gradient is the backbone of the picture: keep
                                   // it straight
        source += "];\n";
    }
    return source + "}\n";
}

std::optional<Placement> readDotJson(const QByteArray& json, const StageModel& model)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    Placement placement;
    placement.centres.resize(model.boxes.size());
    placement.bends.resize(model.edges.size());
    std::size_t placed = 0;
    for (const QJsonValue& value : root.value(QLatin1String("objects")).toArray()) {
        const QJsonObject object = value.toObject();
        bool isNumber = false;
        const auto index = static_cast<std::size_t>(
            object.value(QLatin1String("name")).toString().mid(1).toULongLong(&isNumber));
        const QString position = object.value(QLatin1String("pos")).toString();
        if (!isNumber || index >= model.boxes.size() || position.isEmpty())
            return std::nullopt;
        placement.centres[index] = pointFrom(position);
        ++placed;
    }
    if (placed != model.boxes.size())
        return std::nullopt;
    for (const QJsonValue& value : root.value(QLatin1String("edges")).toArray()) {
        const QJsonObject object = value.toObject();
        const auto index =
            static_cast<std::size_t>(object.value(QLatin1String("id")).toString().toULongLong());
        if (index < model.edges.size())
            placement.bends[index] = splineFrom(object.value(QLatin1String("pos")).toString());
    }
    return placement;
}

} // namespace ui
