#include "ui/stage/dotformat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>

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

QByteArray clusters(const StageModel& model, int parent)
{
    QByteArray source;
    for (std::size_t f = 0; f < model.frames.size(); ++f) {
        if (model.frames[f].parent != parent)
            continue;
        source += "subgraph cluster_" + QByteArray::number(f) + "{margin=20;";
        for (std::size_t i = 0; i < model.boxes.size(); ++i) {
            if (model.boxes[i].frame == static_cast<int>(f))
                source += "n" + QByteArray::number(i) + ";";
        }
        source += clusters(model, static_cast<int>(f)) + "}\n";
    }
    return source;
}

QRectF boxFrom(const QString& text)
{
    const QStringList numbers = text.split(QLatin1Char(','));
    if (numbers.size() != 4)
        return {};
    return QRectF(QPointF(numbers[0].toDouble(), -numbers[3].toDouble()),
                  QPointF(numbers[2].toDouble(), -numbers[1].toDouble()));
}

} // namespace

QByteArray dotSource(const StageModel& model, double spacing)
{
    const bool isAcross = model.direction == FlowDirection::LeftToRight;
    const bool hasFrames = !model.frames.empty();
    QByteArray source = "digraph stage {\n"
                        "graph[nslimit=2,newrank=true,nodesep=";
    source += QByteArray::number(0.42 * spacing) + ",ranksep=";
    source += QByteArray::number((model.edges.size() <= mostLabelledEdges ? 0.52 : 0.85) * spacing);
    source += isAcross ? ",rankdir=LR" : ",rankdir=TB";
    if (!hasFrames)
        source += ",ordering=in"; // together with clusters it can crash dot: there ports do
    source += "];\nnode[shape=box,fixedsize=true,label=\"\"];\nedge[arrowhead=none];\n";
    for (std::size_t i = 0; i < model.boxes.size(); ++i) {
        const QSizeF size = model.boxes[i].size;
        source += "n" + QByteArray::number(i) + "[width=" + inches(size.width())
            + ",height=" + inches(size.height()) + "];\n";
    }
    if (hasFrames)
        source += clusters(model, -1);
    std::vector<int> lastSlot(model.boxes.size(), 0);
    for (const StageEdge& edge : model.edges) {
        int& last = lastSlot[static_cast<std::size_t>(edge.to)];
        last = std::max(last, edge.slot);
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
        if (hasFrames) {
            const int last = lastSlot[static_cast<std::size_t>(edge.to)];
            if (edge.slot == 0 && last > 0)
                source += ",headport=nw";
            else if (edge.slot == last && last > 0)
                source += isAcross ? ",headport=sw" : ",headport=ne";
            const int from = model.boxes[static_cast<std::size_t>(edge.from)].frame;
            if (from != model.boxes[static_cast<std::size_t>(edge.to)].frame)
                source += ",minlen=2"; // else dot draws a staircase at the frame
        }
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
    placement.frames.resize(model.frames.size());
    std::size_t placed = 0;
    for (const QJsonValue& value : root.value(QLatin1String("objects")).toArray()) {
        const QJsonObject object = value.toObject();
        const QString name = object.value(QLatin1String("name")).toString();
        if (name.startsWith(QLatin1String("cluster_"))) {
            const auto frame = static_cast<std::size_t>(name.mid(8).toULongLong());
            if (frame < placement.frames.size())
                placement.frames[frame] = boxFrom(object.value(QLatin1String("bb")).toString());
            continue;
        }
        bool isNumber = false;
        const auto index = static_cast<std::size_t>(name.mid(1).toULongLong(&isNumber));
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
