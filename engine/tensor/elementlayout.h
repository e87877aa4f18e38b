#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/tensor/tensor.h"

namespace engine {

/// The layout that all elements of one printed array share (NumPy's FloatingFormat, IntegerFormat
/// and BoolFormat): positional or scientific, and how wide on either side of the point.
class ElementLayout
{
public:
    /// Derived from the elements that are shown.
    ElementLayout(const Tensor& tensor, const std::vector<std::int64_t>& shown);

    /// Aligned with the others.
    std::string padded(std::int64_t index) const;
    /// Without the blanks around it.
    std::string bare(std::int64_t index) const;

private:
    template <class T>
    void layOutFloats(const std::vector<std::int64_t>& shown);
    template <class T>
    std::string floatText(T value) const;

    const Tensor& m_tensor;
    bool m_scientific = false;
    std::size_t m_left = 0; ///< width before the point, or of the whole integer
    std::size_t m_right = 0; ///< width after the point, the exponent included
    std::size_t m_fractionDigits =
        0; ///< scientific: every mantissa has as many, beyond its shortest too
    std::size_t m_exponentDigits = 2;
};

} // namespace engine
