#include "engine/tensor/numpytext.h"

#include <cmath>
#include <numeric>

#include "engine/tensor/elementlayout.h"
#include "engine/tensor/floattext.h"

namespace engine {

namespace {

// NumPy's default print options.
constexpr std::size_t lineWidth = 75;
constexpr std::int64_t threshold = 1000;
constexpr std::int64_t edgeItems = 3;
constexpr const char* ellipsis = "...";

bool isSummarised(const Tensor& tensor)
{
    return tensor.size() > threshold;
}

/// The first and last items along each axis, or all of them.
std::vector<std::int64_t> shownElements(const Tensor& tensor)
{
    std::vector<std::int64_t> result{0};
    if (tensor.size() == 0)
        return {};
    if (!isSummarised(tensor)) {
        result.resize(static_cast<std::size_t>(tensor.size()));
        std::iota(result.begin(), result.end(), 0);
        return result;
    }
    for (const std::int64_t extent : tensor.shape()) {
        std::vector<std::int64_t> next;
        for (const std::int64_t start : result) {
            for (std::int64_t i = 0; i < extent; ++i) {
                if (extent > 2 * edgeItems && i == edgeItems)
                    i = extent - edgeItems;
                next.push_back(start * extent + i);
            }
        }
        result = std::move(next);
    }
    return result;
}

/// Brackets, separators and line breaks of one array: NumPy's _formatArray.
class ArrayWriter
{
public:
    ArrayWriter(const Tensor& tensor, const std::string& separator, std::size_t width)
        : m_tensor(tensor)
        , m_separator(separator)
        , m_bareSeparator(separator.substr(0, separator.find_last_not_of(' ') + 1))
        , m_width(width)
        , m_layout(tensor, shownElements(tensor))
    {
    }

    /// `start` is the first element of the part at `axis`.
    std::string text(int axis, std::int64_t start, const std::string& indent,
                     std::size_t width) const
    {
        const bool innermost = axis + 1 == m_tensor.rank();
        return "["
            + (innermost ? row(axis, start, indent, width) : blocks(axis, start, indent, width))
            + "]";
    }

    std::string text(const std::string& indent) const
    {
        return m_tensor.rank() == 0 ? m_layout.bare(0) : text(0, 0, indent, m_width);
    }

private:
    /// Calls item(i) for every index shown along `axis` and gap() where some are left out.
    template <class Item, class Gap>
    void forEachShown(int axis, Item item, Gap gap) const
    {
        const std::int64_t extent = m_tensor.shape()[axis];
        const bool summarised = isSummarised(m_tensor) && extent > 2 * edgeItems;
        for (std::int64_t i = 0; i < extent; ++i) {
            if (summarised && i == edgeItems) {
                gap();
                i = extent - edgeItems;
            }
            item(i);
        }
    }

    std::string row(int axis, std::int64_t start, const std::string& indent,
                    std::size_t width) const
    {
        const std::size_t room = width - std::max<std::size_t>(m_bareSeparator.size(), 1);
        std::string done;
        std::string line = indent;
        bool first = true;
        const auto append = [&](const std::string& word) {
            if (!first)
                line += m_separator;
            first = false;
            if (line.size() + word.size() > room && line.size() > indent.size()) {
                line.erase(line.find_last_not_of(' ') + 1);
                done += line + "\n";
                line = indent;
            }
            line += word;
        };
        forEachShown(
            axis, [&](std::int64_t i) { append(m_layout.padded(start + i)); },
            [&] { append(ellipsis); });
        return (done + line).substr(indent.size());
    }

    std::string blocks(int axis, std::int64_t start, const std::string& indent,
                       std::size_t width) const
    {
        const int below = m_tensor.rank() - axis - 1;
        const std::string between =
            m_bareSeparator + std::string(static_cast<std::size_t>(below), '\n') + indent;
        std::int64_t size = 1;
        for (int i = axis + 1; i < m_tensor.rank(); ++i)
            size *= m_tensor.shape()[i];
        std::string result;
        const auto append = [&](const std::string& block) {
            result += (result.empty() ? "" : between) + block;
        };
        forEachShown(
            axis,
            [&](std::int64_t i) {
                append(text(axis + 1, start + i * size, indent + " ", width - 1));
            },
            [&] { append(ellipsis); });
        return result;
    }

    const Tensor& m_tensor;
    std::string m_separator;
    std::string m_bareSeparator; ///< what of it stays at the end of a line
    std::size_t m_width;
    ElementLayout m_layout;
};

template <class T>
std::string scalarText(T value)
{
    const auto computed = static_cast<double>(value);
    if (std::isnan(computed))
        return "nan";
    if (std::isinf(computed))
        return computed < 0 ? "-inf" : "inf";
    const double size = std::abs(computed);
    if (size == 0 || (size >= 1e-4 && size < 1e16)) {
        const SplitNumber number = positional(value, -1);
        return number.whole + "." + (number.fraction.empty() ? "0" : number.fraction);
    }
    const SplitNumber number = scientific(value, -1);
    return number.whole + (number.fraction.empty() ? "" : "." + number.fraction)
        + exponentText(number.exponent);
}

/// Texts of several lines start on a line of their own.
std::string onOwnLine(const std::string& text)
{
    return text.find('\n') == std::string::npos ? text : "\n" + text;
}

} // namespace

std::string numpyScalar(const Tensor& tensor, std::int64_t index)
{
    return withType(tensor.dtype(), [&](auto element) -> std::string {
        using T = decltype(element);
        const T value = tensor.data<T>()[index];
        if constexpr (std::is_same_v<T, bool>) {
            return value ? "True" : "False";
        } else if constexpr (std::is_integral_v<T>) {
            return std::to_string(value);
        } else {
            return scalarText(value);
        }
    });
}

std::string numpyRepr(const Tensor& tensor)
{
    return tensor.rank() == 0 ? numpyScalar(tensor, 0) : numpyArrayRepr(tensor);
}

std::string numpyArrayRepr(const Tensor& tensor)
{
    const std::string prefix = "array(";
    std::string text = prefix;
    if (tensor.size() > 0)
        text += ArrayWriter(tensor, ", ", lineWidth - 1).text(std::string(prefix.size() + 1, ' '));
    else if (tensor.rank() == 1)
        text += "[]";
    else
        text += "[], shape=" + tensor.shape().tupleText();
    const bool implied = tensor.dtype() == DType::Float64 || tensor.dtype() == DType::Int64
        || tensor.dtype() == DType::Bool;
    if (implied && tensor.size() > 0)
        return text + ")";
    text += ",";
    const std::string dtype = "dtype=" + std::string(name(tensor.dtype())) + ")";
    const std::size_t lastLine = text.size() - (text.rfind('\n') + 1);
    const bool fits = lastLine + dtype.size() + 1 <= lineWidth;
    return text + (fits ? " " : "\n" + std::string(prefix.size(), ' ')) + dtype;
}

std::string numpyStr(const Tensor& tensor)
{
    if (tensor.rank() == 0)
        return numpyScalar(tensor, 0);
    if (tensor.size() == 0)
        return "[]";
    return ArrayWriter(tensor, " ", lineWidth).text(" ");
}

std::vector<std::string> numpyElements(const Tensor& tensor)
{
    if (tensor.rank() == 0)
        return {numpyScalar(tensor, 0)};
    const ElementLayout layout(tensor, shownElements(tensor));
    std::vector<std::string> result;
    result.reserve(static_cast<std::size_t>(tensor.size()));
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        result.push_back(layout.bare(i));
    return result;
}

std::string tensorRepr(const Tensor& tensor)
{
    return "<tf.Tensor: shape=" + tensor.shape().tupleText() + ", dtype="
        + std::string(name(tensor.dtype())) + ", numpy=" + onOwnLine(numpyRepr(tensor)) + ">";
}

std::string tensorStr(const Tensor& tensor)
{
    return "tf.Tensor(" + onOwnLine(numpyStr(tensor)) + ", shape=" + tensor.shape().tupleText()
        + ", dtype=" + std::string(name(tensor.dtype())) + ")";
}

std::string variableRepr(const Tensor& tensor, const std::string& name)
{
    return "<tf.Variable '" + name + "' shape=" + tensor.shape().tupleText()
        + " dtype=" + std::string(engine::name(tensor.dtype()))
        + ", numpy=" + onOwnLine(numpyRepr(tensor)) + ">";
}

} // namespace engine
