#include "ui/stage/valuegrid.h"

#include <QFontMetricsF>

#include <algorithm>
#include <span>

#include "engine/tensor/numpytext.h"
#include "ui/stage/stagefont.h"

namespace ui {
namespace {

constexpr double gapWidth = 20;
constexpr double gapHeight = 16;
constexpr std::int64_t gap = -1;

std::vector<std::int64_t> shownIndices(std::int64_t count, int limit)
{
    std::vector<std::int64_t> indices;
    if (count <= limit) {
        for (std::int64_t i = 0; i < count; ++i)
            indices.push_back(i);
        return indices;
    }
    const int last = (limit - 1) / 2;
    for (std::int64_t i = 0; i < limit - 1 - last; ++i)
        indices.push_back(i);
    indices.push_back(gap);
    for (std::int64_t i = count - last; i < count; ++i)
        indices.push_back(i);
    return indices;
}

/// Numbers that fit a cell: as NumPy prints them while that is short, else with four significant
/// digits. The full digits are a pointer's rest away, in the tool tip and the inspector.
std::vector<QString> cellTexts(const engine::Tensor& elements)
{
    constexpr std::size_t longest = 7;
    constexpr int digits = 4;
    std::vector<QString> texts;
    std::size_t widest = 0;
    for (const std::string& text : engine::numpyElements(elements)) {
        texts.push_back(QString::fromStdString(text).trimmed());
        widest = std::max(widest, static_cast<std::size_t>(texts.back().size()));
    }
    if (widest <= longest || elements.size() == 1 || !engine::isFloating(elements.dtype()))
        return texts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (static_cast<std::size_t>(texts[i].size()) > longest)
            texts[i] = QString::number(elements.at(static_cast<std::int64_t>(i)), 'g', digits);
    }
    return texts;
}

/// The chosen elements as a vector of their own: NumPy's common layout is then found from what is
/// shown, and a tensor of a million elements costs as little as a small one.
engine::Tensor chosen(const engine::Tensor& tensor, const std::vector<std::int64_t>& elements)
{
    return engine::withType(tensor.dtype(), [&]<class T>(T) {
        engine::Tensor result = engine::Tensor::uninitialized(
            tensor.dtype(), engine::Shape{static_cast<std::int64_t>(elements.size())});
        const T* const from = tensor.data<T>();
        T* to = result.template mutableData<T>();
        for (const std::int64_t element : elements)
            *to++ = from[element];
        return result;
    });
}

} // namespace

ValueGrid::ValueGrid(const engine::Shape& shape, int limit)
    : m_elements(shape.elementCount())
{
    if (m_elements == 0)
        return;
    const std::int64_t columns = shape.rank() == 0 ? 1 : shape[shape.rank() - 1];
    m_width = columns;
    m_rows = shownIndices(m_elements / columns, limit);
    m_columns = shownIndices(columns, limit);
}

QSizeF ValueGrid::size(const GridMetrics& metrics) const
{
    if (isEmpty())
        return {metrics.cellWidth, metrics.cellHeight};
    const QRectF last = cell(rowCount() - 1, columnCount() - 1, metrics);
    return {last.right(), last.bottom()};
}

QRectF ValueGrid::cell(int row, int column, const GridMetrics& metrics) const
{
    const auto extent = [](const std::vector<std::int64_t>& indices, int before, double full,
                           double ofGap) {
        double sum = 0;
        for (int i = 0; i < before; ++i)
            sum += indices[static_cast<std::size_t>(i)] == gap ? ofGap : full;
        return sum;
    };
    const double x = extent(m_columns, column, metrics.cellWidth, gapWidth);
    const double y = extent(m_rows, row, metrics.cellHeight, gapHeight);
    return {x, y, extent(m_columns, column + 1, metrics.cellWidth, gapWidth) - x,
            extent(m_rows, row + 1, metrics.cellHeight, gapHeight) - y};
}

bool ValueGrid::isGap(int row, int column) const
{
    return element(row, column) < 0;
}

std::int64_t ValueGrid::element(int row, int column) const
{
    const std::int64_t r = m_rows[static_cast<std::size_t>(row)];
    const std::int64_t c = m_columns[static_cast<std::size_t>(column)];
    return r == gap || c == gap ? -1 : r * m_width + c;
}

std::vector<QString> ValueGrid::texts(const engine::Tensor& tensor) const
{
    std::vector<std::int64_t> elements;
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            if (!isGap(row, column))
                elements.push_back(element(row, column));
        }
    }
    if (elements.empty())
        return {};
    const std::vector<QString> numbers = cellTexts(chosen(tensor, elements));

    std::vector<QString> texts;
    std::size_t next = 0;
    for (int row = 0; row < rowCount(); ++row) {
        const bool rowGap = m_rows[static_cast<std::size_t>(row)] == gap;
        for (int column = 0; column < columnCount(); ++column) {
            const bool columnGap = m_columns[static_cast<std::size_t>(column)] == gap;
            if (!rowGap && !columnGap)
                texts.push_back(numbers[next++]);
            else
                texts.push_back(rowGap && columnGap ? QStringLiteral("⋱")
                                    : rowGap        ? QStringLiteral("⋮")
                                                    : QStringLiteral("…"));
        }
    }
    return texts;
}

double ValueGrid::cellWidthFor(const std::vector<QString>& texts, int fontSize)
{
    const QFontMetricsF metrics(stageFont(fontSize));
    double width = 0;
    for (const QString& text : texts)
        width = std::max(width, metrics.horizontalAdvance(text));
    return width;
}

} // namespace ui
