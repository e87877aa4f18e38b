// What moves on the stage: numbers along their edges, and boxes to their new places.
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "ui/player/player.h"
#include "ui/stage/boxsize.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stageview.h"

namespace ui {
namespace {

constexpr int pulseLongest = 420; ///< ms
constexpr int pulseShortest = 110;
constexpr std::size_t mostGliding = 300; ///< boxes

/// Gives every box a name that it has in another picture too: its node's number within one
/// recording; between two, what the program calls it or which of its operations it is.
class Identities
{
public:
    Identities(const engine::Recording& recording, bool isSameRecording)
        : m_recording(recording)
        , m_isSameRecording(isSameRecording)
    {
    }

    QString next(engine::NodeId node)
    {
        if (m_isSameRecording)
            return QString::number(node.index);
        QString name =
            QString::fromStdString(engine::nameAt(m_recording, node, m_recording.stepCount()));
        if (name.isEmpty())
            name = operationText(m_recording.graph.node(node).op);
        return QStringLiteral("%1/%2").arg(name).arg(m_count[name]++);
    }

    QString nextCard(const GroupCard& card)
    {
        const QString kind = QStringLiteral("card %1").arg(static_cast<int>(card.kind));
        return QStringLiteral("%1/%2").arg(kind).arg(m_count[kind]++);
    }

private:
    const engine::Recording& m_recording;
    bool m_isSameRecording;
    std::map<QString, int> m_count;
};

std::vector<engine::NodeId> nodesIn(const StageBox& box)
{
    return box.card ? box.card->members : std::vector<engine::NodeId>{box.node};
}

/// The path with its ends moved, and all between them in proportion.
QPainterPath stretched(QPainterPath path, QPointF begin, QPointF end)
{
    const int last = path.elementCount() - 1;
    for (int i = 0; i <= last; ++i) {
        const double t = last > 0 ? static_cast<double>(i) / last : 0;
        const QPointF place = QPointF(path.elementAt(i)) + begin * (1 - t) + end * t;
        path.setElementPositionAt(i, place.x(), place.y());
    }
    return path;
}

/// A frame as far around its boxes as it will be when they have come to rest.
std::optional<QRectF> glidingFrame(const StageModel& rested, const StageModel& gliding, int frame)
{
    const auto isInside = [&](int of) {
        while (of > frame)
            of = rested.frames[static_cast<std::size_t>(of)].parent;
        return of == frame;
    };
    QRectF atRest;
    QRectF now;
    for (std::size_t i = 0; i < rested.boxes.size(); ++i) {
        if (!isInside(rested.boxes[i].frame))
            continue;
        atRest |= rested.boxes[i].rect;
        now |= gliding.boxes[i].rect;
    }
    if (atRest.isEmpty())
        return std::nullopt;
    const QRectF& rect = rested.frames[static_cast<std::size_t>(frame)].rect;
    return now.adjusted(rect.left() - atRest.left(), rect.top() - atRest.top(),
                        rect.right() - atRest.right(), rect.bottom() - atRest.bottom());
}

} // namespace

void StageView::startPulse(int before, int now)
{
    m_pulse.stop();
    m_pulsePaths.clear();
    if (m_isMotionReduced || now <= before || !isVisible())
        return;
    const engine::Step* const step = engine::stepAt(*m_recording, now);
    const bool isForward = step && step->kind == engine::StepKind::OperationRan;
    const bool isBackward = step && step->kind == engine::StepKind::ContributionArrived;
    if (!isForward && !isBackward)
        return;
    for (const StageEdge& edge : m_model.edges) {
        const EdgeState state = edgeState(*m_recording, m_model, edge, now);
        if (state.isCurrent)
            m_pulsePaths.push_back(state.isNewest ? edge.back : edge.path);
    }
    if (m_pulsePaths.empty())
        return;
    m_isPulseBackward = isBackward;
    m_pulse.setDuration(
        std::clamp(static_cast<int>(550 / m_player->speed()), pulseShortest, pulseLongest));
    m_pulse.start();
}

void StageView::paintPulse(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setTransform(m_camera.transform(), true);
    painter.setPen(QPen(m_theme.window, 2));
    painter.setBrush(m_isPulseBackward ? m_theme.gradient : m_theme.forward);
    const double t = m_pulse.currentValue().toDouble();
    for (const QPainterPath& path : m_pulsePaths)
        painter.drawEllipse(path.pointAtPercent(t), 7, 7);
    painter.resetTransform();
}

/// All that the pulses pass over.
QRect StageView::pulseRect() const
{
    QRectF all;
    for (const QPainterPath& path : m_pulsePaths)
        all |= path.boundingRect();
    return m_camera.toViewport(all.adjusted(-12, -12, 12, 12)).toAlignedRect();
}

void StageView::startGlide(const StageModel& before, const engine::Recording* of,
                           const Camera& camera)
{
    m_glideFrom.clear();
    m_glideZoom = camera.scale() / m_camera.scale();
    Camera first = m_camera;
    first.zoomAt(QRectF(rect()).center(), m_glideZoom);
    if (m_isMotionReduced || !isVisible() || !of || before.boxes.empty()
        || std::max(before.boxes.size(), m_model.boxes.size()) > mostGliding)
        return;
    const bool isSame = of == m_recording.get();
    std::map<QString, QPointF> places; // centres in the viewport
    Identities old(*of, isSame);
    for (const StageBox& box : before.boxes) {
        if (box.isAlias || box.ghost)
            continue;
        const QPointF centre = camera.toViewport(box.rect).center();
        if (box.card)
            places.try_emplace(old.nextCard(*box.card), centre);
        for (const engine::NodeId node : nodesIn(box))
            places.try_emplace(old.next(node), centre);
    }
    Identities now(*m_recording, isSame);
    bool moves = false;
    for (const StageBox& box : m_model.boxes) {
        QPointF offset;
        if (!box.isAlias && !box.ghost) {
            // All that a card holds is counted, so that what comes after has the number it had.
            auto place = box.card ? places.find(now.nextCard(*box.card)) : places.end();
            for (const engine::NodeId node : nodesIn(box)) {
                const auto own = places.find(now.next(node));
                place = place == places.end() ? own : place;
            }
            if (place != places.end())
                offset = first.toScene(place->second) - box.rect.center();
        }
        moves = moves || offset.manhattanLength() > 2;
        m_glideFrom.push_back(offset);
    }
    if (moves)
        m_glide.start();
}

/// The picture while boxes are on their way: each edge goes along with the boxes at its ends.
StageModel StageView::glidingModel() const
{
    StageModel model = m_model;
    const double left = 1 - m_glide.currentValue().toDouble();
    const auto offset = [&](int box) {
        const auto i = static_cast<std::size_t>(box);
        return i < m_glideFrom.size() ? m_glideFrom[i] * left : QPointF();
    };
    for (std::size_t i = 0; i < model.boxes.size(); ++i)
        model.boxes[i].rect.translate(offset(static_cast<int>(i)));
    for (StageEdge& edge : model.edges) {
        const QPointF from = offset(edge.from);
        const QPointF to = offset(edge.to);
        if (from.isNull() && to.isNull())
            continue;
        edge.path = stretched(edge.path, from, to);
        edge.back = stretched(edge.back, to, from);
        edge.label.translate((from + to) / 2);
        constexpr double arrow = 14;
        edge.extent = (edge.path.boundingRect() | edge.back.boundingRect() | edge.label)
                          .adjusted(-arrow, -arrow, arrow, arrow);
    }
    for (std::size_t f = 0; f < model.frames.size(); ++f) {
        if (!model.frames[f].rect.isEmpty())
            model.frames[f].rect =
                glidingFrame(m_model, model, static_cast<int>(f)).value_or(QRectF());
    }
    return model;
}

Camera StageView::glidingCamera() const
{
    Camera camera = m_camera;
    if (m_glide.state() == QAbstractAnimation::Running)
        camera.zoomAt(QRectF(rect()).center(),
                      std::pow(m_glideZoom, 1 - m_glide.currentValue().toDouble()));
    return camera;
}

} // namespace ui
