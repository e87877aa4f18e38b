#include "ui/stage/boxsize.h"

#include <QFontMetricsF>

#include <algorithm>

#include "ui/stage/stagefont.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stagetext.h"

namespace ui {
namespace {

constexpr double cellPadding = 14;
constexpr double narrowestCell = 36;
constexpr double widestCell = 104;
constexpr double widestScalar = 150;
constexpr double labelRow = 20;
constexpr double statusRow = 20;
constexpr double betweenGrids = 16;
constexpr double headerHeight = 36;
constexpr double widestTitleAllowed = 280; ///< sigmoid_cross_entropy_with_logits stays legible
constexpr double widestGradientName = 200;
constexpr double roomForMark = 90; ///< a title this short leaves none for the mark of a dead end

double textWidth(const QString& text, int size, bool bold = false, bool mono = false)
{
    return QFontMetricsF(stageFont(size, bold, mono)).horizontalAdvance(text);
}

const TakeIndex::Arrivals& arrivalsAt(const TakeIndex& index, engine::NodeId node)
{
    static const TakeIndex::Arrivals none;
    const auto found = index.arrivals.find(node.index);
    return found == index.arrivals.end() ? none : found->second;
}

const engine::Contribution& contributionOf(const engine::Recording& recording,
                                           const std::pair<engine::PassId, int>& arrival)
{
    return recording.passes[static_cast<std::size_t>(arrival.first.index)]
        .contributions[static_cast<std::size_t>(arrival.second)];
}

double widestTitle(const StageBox& box, const engine::Recording& recording,
                   const engine::Take& take, const TakeIndex& index)
{
    double width = textWidth(QStringLiteral("#%1").arg(box.node.index), stagesize::title, true);
    if (box.kind == BoxKind::Operation
        || box.kind == BoxKind::Unrecorded) { // a leaf has its name or its number, nothing else
        width = textWidth(operationText(recording.graph.node(box.node).op), stagesize::title, true)
            + textWidth(QStringLiteral("  #%1").arg(box.node.index), stagesize::subtitle);
    }
    const engine::Node& node = recording.graph.node(box.node);
    if (node.op == engine::Op::Gradient || node.variable.isValid()
        || recording.slopeOf.count(box.node.index) != 0)
        width = std::max(
            width, textWidth(boxState(recording, box, take.stepEnd).title, stagesize::title, true));
    if (const auto names = index.names.find(box.node.index); names != index.names.end()) {
        for (const QString& name : names->second)
            width = std::max(width, textWidth(name, stagesize::title, true));
    }
    return std::min(width, widestTitleAllowed);
}

/// The widest text any gradient of this node ever shows in a cell.
double widestGradient(const StageBox& box, const engine::Recording& recording,
                      const TakeIndex& index)
{
    double width = 0;
    if (box.grid.isEmpty())
        return width;
    const engine::Shape& shape = recording.graph.node(box.node).value.shape();
    const auto consider = [&](const engine::Tensor& tensor) {
        if (tensor.shape() == shape)
            width = std::max(width,
                             ValueGrid::cellWidthFor(box.grid.texts(tensor), box.metrics.fontSize));
    };
    if (const auto seeds = index.seeds.find(box.node.index); seeds != index.seeds.end())
        std::for_each(seeds->second.begin(), seeds->second.end(), consider);
    for (const auto& arrival : arrivalsAt(index, box.node))
        consider(contributionOf(recording, arrival).sum);
    return width;
}

double statusWidth(const StageBox& box, const engine::Recording& recording, const TakeIndex& index)
{
    int expected = 1;
    for (const auto& arrival : arrivalsAt(index, box.node))
        expected = std::max(expected, contributionOf(recording, arrival).expected);
    double width = 0;
    for (const engine::Language language : {engine::Language::English, engine::Language::Chinese})
        width = std::max(
            width, textWidth(stagetext::arrived(expected, expected, language), stagesize::status));
    return width + stagesize::dot * std::min(expected, stagesize::mostDots) + 4;
}

double gradientNameWidth(const StageBox& box, const engine::Recording& recording,
                         const engine::Take& take)
{
    double width = 0;
    for (const engine::PassId pass : take.passes) {
        const int end = recording.passFacts[static_cast<std::size_t>(pass.index)].endedAt;
        for (const int k : {std::min(end, take.stepEnd), take.stepEnd})
            width = std::max(
                width,
                textWidth(gradientName(recording, pass, box.node, k), stagesize::label, true));
    }
    return std::min(width, widestGradientName);
}

void sizeAlias(StageBox& box, const engine::Recording& recording, const engine::Take& take)
{
    const QString name = QString::fromStdString(engine::labelAt(recording, box.node, take.stepEnd));
    const double width = std::min(textWidth(name, stagesize::title, true), widestTitleAllowed);
    box.size = {width + 2 * stagesize::padding + 18, 32};
    box.header =
        QRectF(stagesize::padding, 0, box.size.width() - 2 * stagesize::padding, box.size.height());
}

void sizeCompact(StageBox& box, const engine::Node& node)
{
    const double width =
        std::max(box.metrics.cellWidth, textWidth(typeText(node.value), stagesize::subtitle));
    box.valueArea = QRectF(stagesize::padding, 6, width, box.metrics.cellHeight);
    box.header = QRectF(stagesize::padding, box.valueArea.bottom() - 2, width, 16);
    box.size = {width + 2 * stagesize::padding, box.header.bottom() + 7};
}

/// Value and slot side by side, or one above the other, each under its label; the status below.
void placeGrids(StageBox& box, const engine::Recording& recording, const engine::Take& take,
                const TakeIndex& index)
{
    const QSizeF grid = contentSize(box);
    const double top = box.header.bottom() + 7;
    if (!box.hasSlot) {
        double width = std::max(box.header.width(), grid.width());
        const engine::Unrecorded why = recording.graph.node(box.node).unrecorded;
        const bool hasReason = box.kind == BoxKind::Unrecorded
            && !stagetext::unrecordedBecause(why, engine::Language::English).isEmpty();
        if (hasReason) {
            for (const engine::Language language :
                 {engine::Language::English, engine::Language::Chinese})
                width = std::max(
                    width,
                    textWidth(stagetext::unrecordedBecause(why, language), stagesize::status));
        }
        box.valueArea = QRectF(stagesize::padding + (width - grid.width()) / 2, top, grid.width(),
                               grid.height());
        box.header.setWidth(width);
        double bottom = box.valueArea.bottom() + stagesize::padding;
        if (hasReason) {
            box.statusArea =
                QRectF(stagesize::padding, box.valueArea.bottom() + 3, width, statusRow);
            bottom = box.statusArea.bottom() + 4;
        }
        box.size = {width + 2 * stagesize::padding, bottom};
        return;
    }
    const double slotColumn = std::max(grid.width(), gradientNameWidth(box, recording, take));
    const double valueColumn = std::max(
        grid.width(), textWidth(stagetext::value(engine::Language::English), stagesize::label));
    const double body =
        box.slotBelow ? std::max(valueColumn, slotColumn) : valueColumn + betweenGrids + slotColumn;
    const double width = std::max({box.header.width(), body, statusWidth(box, recording, index)});
    const double left = stagesize::padding + (width - body) / 2;
    const double gridTop = top + labelRow;
    if (box.slotBelow) {
        const double x = left + (body - grid.width()) / 2;
        box.valueArea = QRectF(QPointF(x, gridTop), grid);
        box.slotArea = QRectF(QPointF(x, box.valueArea.bottom() + 5 + labelRow), grid);
    } else {
        box.valueArea = QRectF(QPointF(left + (valueColumn - grid.width()) / 2, gridTop), grid);
        box.slotArea = QRectF(
            QPointF(left + valueColumn + betweenGrids + (slotColumn - grid.width()) / 2, gridTop),
            grid);
    }
    box.header.setWidth(width);
    box.statusArea = QRectF(stagesize::padding, box.slotArea.bottom() + 4, width, statusRow);
    box.size = {width + 2 * stagesize::padding, box.statusArea.bottom() + 5};
}

} // namespace

QSizeF contentSize(const StageBox& box)
{
    if (box.image.kind() == ValueImage::Kind::Pictures)
        return box.image.size(0);
    const QSizeF grid = box.grid.size(box.metrics);
    if (box.image.kind() == ValueImage::Kind::None)
        return grid;
    return grid + QSizeF(0, stagesize::aboveStrip + box.image.size(grid.width()).height());
}

std::int64_t elementAt(const StageBox& box, const QRectF& area, QPointF point)
{
    if (box.grid.isEmpty())
        return box.image.elementAt(point, area);
    for (int row = 0; row < box.grid.rowCount(); ++row) {
        for (int column = 0; column < box.grid.columnCount(); ++column) {
            if (box.grid.cell(row, column, box.metrics).translated(area.topLeft()).contains(point))
                return box.grid.element(row, column);
        }
    }
    return -1;
}

QRectF cellAt(const StageBox& box, const QRectF& area, std::int64_t element)
{
    if (box.grid.isEmpty())
        return box.image.cellOf(element, area);
    for (int row = 0; row < box.grid.rowCount(); ++row) {
        for (int column = 0; column < box.grid.columnCount(); ++column) {
            if (box.grid.element(row, column) == element)
                return box.grid.cell(row, column, box.metrics).translated(area.topLeft());
        }
    }
    return {};
}

QString operationText(engine::Op op)
{
    const std::string_view name = engine::pythonName(op);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString symbolText(engine::Op op)
{
    const std::string_view text = engine::symbol(op);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QFont symbolFont(engine::Op op)
{
    // A lone superscript would be tiny, a word too wide.
    return stageFont(op == engine::Op::Transpose ? 26 : symbolText(op).size() > 2 ? 13 : 18, true);
}

double badgeWidth(engine::Op op)
{
    return std::max(stagesize::badge,
                    QFontMetricsF(symbolFont(op)).horizontalAdvance(symbolText(op)) + 12);
}

QString typeText(const engine::Tensor& tensor)
{
    const std::string_view dtype = engine::name(tensor.dtype());
    return QString::fromUtf8(dtype.data(), static_cast<qsizetype>(dtype.size())) + QLatin1Char(' ')
        + QString::fromStdString(tensor.shape().tupleText());
}

void sizeBox(StageBox& box, const engine::Recording& recording, const engine::Take& take,
             const TakeIndex& index)
{
    if (box.isAlias) {
        sizeAlias(box, recording, take);
        return;
    }
    const engine::Node& node = recording.graph.node(box.node);
    const bool isOperation = box.kind == BoxKind::Operation || box.kind == BoxKind::Unrecorded;
    box.image = ValueImage(node.value.shape());
    const bool isPictures = box.image.kind() == ValueImage::Kind::Pictures;
    box.grid = isPictures ? ValueGrid() : ValueGrid(node.value.shape());
    box.metrics = box.grid.isScalar() ? GridMetrics{54, 34, stagesize::scalar}
                                      : GridMetrics{narrowestCell, 24, stagesize::number};
    if (!box.grid.isEmpty())
        box.value = box.grid.texts(node.value);
    const double widest = std::max(ValueGrid::cellWidthFor(box.value, box.metrics.fontSize),
                                   widestGradient(box, recording, index));
    box.metrics.cellWidth = std::clamp(widest + cellPadding, box.metrics.cellWidth,
                                       box.grid.isScalar() ? widestScalar : widestCell);
    box.isCompact = box.kind == BoxKind::Constant && box.grid.isScalar();
    box.slotBelow = box.grid.columnCount() > 2 || box.image.shownPictures() > 1;
    if (box.isCompact) {
        sizeCompact(box, node);
        return;
    }
    const QString type = typeText(node.value);
    const QString longest =
        isOperation ? operationText(node.op) + QStringLiteral(" · ") + type : type;
    const bool isNamed = index.names.count(box.node.index) > 0;
    const double text = std::max(widestTitle(box, recording, take, index),
                                 textWidth(isNamed ? longest : type, stagesize::subtitle));
    const bool isEverWatched = index.watched.count(box.node.index) > 0;
    box.header = QRectF(stagesize::padding, 8,
                        (isOperation ? badgeWidth(node.op) + 9 : 0) + text
                            + (isEverWatched ? stagesize::eye + 8
                                   : box.kind == BoxKind::Operation && text < roomForMark ? 18
                                                                                          : 0),
                        headerHeight);
    placeGrids(box, recording, take, index);
}

void sizeLabel(StageEdge& edge)
{
    if (edge.contributions.empty())
        return;
    edge.metrics = {24, 17, stagesize::contribution};
    double widest = 0;
    int most = 1;
    edge.image = ValueImage(edge.contributions.front().sum.shape());
    const bool isPictures = edge.image.kind() == ValueImage::Kind::Pictures;
    for (const EdgeArrival& arrival : edge.contributions) {
        edge.grid = isPictures ? ValueGrid() : ValueGrid(arrival.sum.shape(), 4);
        most = std::max(most, arrival.expected);
        if (!edge.grid.isEmpty())
            widest = std::max(
                widest,
                ValueGrid::cellWidthFor(edge.grid.texts(arrival.sum), edge.metrics.fontSize));
    }
    edge.metrics.cellWidth = std::clamp(widest + 8, edge.metrics.cellWidth, widestCell);
    edge.labelSize =
        (isPictures ? edge.image.size(0, stagesize::labelPicture) : edge.grid.size(edge.metrics))
        + QSizeF(6, 6);
    if (most > 1) { // a line above says of how many it is the sum
        double width = edge.labelSize.width();
        for (const engine::Language language :
             {engine::Language::English, engine::Language::Chinese})
            width = std::max(
                width,
                6 + textWidth(stagetext::partialSum(most, most, language), stagesize::sumLine));
        edge.labelSize = {width, edge.labelSize.height() + stagesize::sumLineHeight};
    }
}

} // namespace ui
