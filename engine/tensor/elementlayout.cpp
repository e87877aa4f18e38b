#include "engine/tensor/elementlayout.h"

#include <algorithm>
#include <cmath>

#include "engine/tensor/floattext.h"

namespace engine {

namespace {

constexpr int precision = 8;
constexpr std::size_t truthWidth = 5;

std::string rightAligned(std::string text, std::size_t width)
{
    if (text.size() < width)
        text.insert(0, width - text.size(), ' ');
    return text;
}

/// What a number of a type is computed with: a float for half precision.
template <class T>
using Computed = std::conditional_t<std::is_same_v<T, Half>, float, T>;

template <class T>
std::string notFiniteText(T value)
{
    if (std::isnan(value))
        return "nan";
    return value < 0 ? "-inf" : "inf";
}

std::size_t widthWithoutPoint(std::size_t width, std::size_t right)
{
    return width > right + 1 ? width - right - 1 : 0;
}

} // namespace

ElementLayout::ElementLayout(const Tensor& tensor, const std::vector<std::int64_t>& shown)
    : m_tensor(tensor)
{
    switch (tensor.dtype()) {
    case DType::Bool:
        m_left = truthWidth;
        break;
    case DType::Int32:
    case DType::Int64:
    case DType::Int8:
    case DType::Int16:
    case DType::UInt8:
    case DType::UInt16:
    case DType::UInt32:
        for (const std::int64_t index : shown)
            m_left = std::max(m_left, std::to_string(tensor.intAt(index)).size());
        break;
    case DType::UInt64:
        for (const std::int64_t index : shown)
            m_left = std::max(m_left, bare(index).size());
        break;
    case DType::Float16:
        layOutFloats<Half>(shown);
        break;
    case DType::Float32:
        layOutFloats<float>(shown);
        break;
    case DType::Float64:
        layOutFloats<double>(shown);
        break;
    }
}

template <class T>
void ElementLayout::layOutFloats(const std::vector<std::int64_t>& shown)
{
    const T* const values = m_tensor.data<T>();
    using C = Computed<T>;
    const auto at = [values](std::int64_t index) { return static_cast<C>(values[index]); };
    C largest{};
    C smallest{};
    for (const std::int64_t index : shown) {
        const C size = std::abs(at(index));
        if (!std::isfinite(size) || size == 0)
            continue;
        largest = std::max(largest, size);
        smallest = smallest == 0 ? size : std::min(smallest, size);
    }
    // The quotient is taken in the array's own precision, the limits in double.
    m_scientific = largest != 0
        && (double{largest} >= 1e8 || double{smallest} < 1e-4
            || static_cast<double>(T(largest / smallest)) > 1000.0);

    std::size_t fraction = 0;
    for (const std::int64_t index : shown) {
        if (!std::isfinite(at(index)))
            continue;
        const SplitNumber number = m_scientific ? scientific(values[index], precision)
                                                : positional(values[index], precision);
        m_left = std::max(m_left, number.whole.size());
        fraction = std::max(fraction, number.fraction.size());
        m_exponentDigits = std::max(m_exponentDigits, exponentText(number.exponent).size() - 2);
    }
    m_fractionDigits = fraction;
    m_right = m_scientific ? fraction + m_exponentDigits + 2 : fraction;
    for (const std::int64_t index : shown) {
        if (!std::isfinite(at(index)))
            m_left = std::max(m_left, widthWithoutPoint(notFiniteText(at(index)).size(), m_right));
    }
}

template <class T>
std::string ElementLayout::floatText(T value) const
{
    if (!m_scientific) {
        const SplitNumber number = positional(value, precision);
        return number.whole + "." + number.fraction;
    }
    const SplitNumber number =
        exactScientific(static_cast<double>(value), static_cast<int>(m_fractionDigits));
    return number.whole + "." + number.fraction + exponentText(number.exponent, m_exponentDigits);
}

std::string ElementLayout::bare(std::int64_t index) const
{
    return withType(m_tensor.dtype(), [&](auto element) -> std::string {
        using T = decltype(element);
        const T value = m_tensor.data<T>()[index];
        if constexpr (std::is_same_v<T, bool>) {
            return value ? "True" : "False";
        } else if constexpr (std::is_integral_v<T>) {
            return std::to_string(value);
        } else {
            const auto computed = static_cast<Computed<T>>(value);
            return std::isfinite(computed) ? floatText(value) : notFiniteText(computed);
        }
    });
}

std::string ElementLayout::padded(std::int64_t index) const
{
    std::string text = bare(index);
    if (!isFloating(m_tensor.dtype()))
        return rightAligned(text, m_left);
    const auto point = text.find('.');
    if (point == std::string::npos)
        return rightAligned(text, m_left + 1 + m_right);
    const std::size_t right = text.size() - point - 1;
    if (!m_scientific)
        text.append(m_right > right ? m_right - right : 0, ' ');
    return rightAligned(text, m_left + 1 + m_right);
}

} // namespace engine
