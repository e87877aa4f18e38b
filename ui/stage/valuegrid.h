#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <vector>

#include "engine/tensor/tensor.h"

class QPainter;

namespace ui {

/// How large the cells of a grid are, in scene units.
struct GridMetrics
{
    double cellWidth = 36;
    double cellHeight = 22;
    int fontSize = 13;
};

/// Which elements of a tensor a picture shows, and where: all of them up to `limit` rows and
/// columns, else the first and last ones around a gap. A vector is a row; axes before the last are
/// stacked as rows. A function of the shape alone, so a value and its gradient line up cell by
/// cell.
class ValueGrid
{
public:
    ValueGrid() = default;
    explicit ValueGrid(const engine::Shape& shape, int limit = 6);

    int rowCount() const { return static_cast<int>(m_rows.size()); }
    int columnCount() const { return static_cast<int>(m_columns.size()); }
    bool isEmpty() const { return m_rows.empty() || m_columns.empty(); }
    bool isScalar() const { return m_elements == 1; }

    QSizeF size(const GridMetrics& metrics) const;
    QRectF cell(int row, int column, const GridMetrics& metrics) const;
    bool isGap(int row, int column) const;
    /// Row-major; "…", "⋮" and "⋱" in the gaps. `tensor` must have the grid's shape.
    std::vector<QString> texts(const engine::Tensor& tensor) const;
    /// The element under a cell, -1 in a gap.
    std::int64_t element(int row, int column) const;

    /// Width that the widest of `texts` needs in a cell.
    static double cellWidthFor(const std::vector<QString>& texts, int fontSize);

private:
    std::vector<std::int64_t> m_rows; ///< -1: a gap
    std::vector<std::int64_t> m_columns;
    std::int64_t m_width = 1; ///< elements in a full row
    std::int64_t m_elements = 0;
};

} // namespace ui
