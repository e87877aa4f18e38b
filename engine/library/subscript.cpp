#include "engine/library/subscript.h"

#include <algorithm>
#include <array>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

/// Turns the parts of a key into SliceAttributes, axis by axis.
class SubscriptResolver
{
public:
    SubscriptResolver(Interpreter& interpreter, const Shape& shape, SubscriptErrors errors)
        : m_interpreter(interpreter)
        , m_shape(shape)
        , m_errors(errors)
    {
        m_result.inputShape = shape;
    }

    SliceAttributes resolve(const std::vector<Value>& parts)
    {
        const auto consumes = [](const Value& part) {
            return !part.isNone() && !lang::isEllipsis(part);
        };
        const auto used = static_cast<int>(std::count_if(parts.begin(), parts.end(), consumes));
        if (used > m_shape.rank())
            tooMany(used);
        bool ellipsisSeen = false;
        for (const Value& part : parts) {
            if (part.isNone()) {
                m_result.resultShape.append(1);
            } else if (lang::isEllipsis(part)) {
                if (!ellipsisSeen)
                    keepWhole(m_shape.rank() - used);
                ellipsisSeen = true;
            } else if (const auto slice = lang::sliceOf(part)) {
                takeSlice(*slice);
            } else {
                takeIndex(part);
            }
        }
        keepWhole(m_shape.rank() - m_axis);
        return std::move(m_result);
    }

private:
    void keepWhole(int axes)
    {
        for (int i = 0; i < axes; ++i, ++m_axis) {
            m_result.axes.push_back({0, 1, m_shape[m_axis], false});
            m_result.resultShape.append(m_shape[m_axis]);
        }
    }

    std::int64_t integer(const Value& value)
    {
        if (value.isInt())
            return value.asInt();
        if (value.isObject()) {
            if (const auto index = value.asObject()->toIndex(m_interpreter))
                return *index;
        }
        const std::string shown = m_interpreter.repr(value);
        if (m_errors == SubscriptErrors::NumPy)
            throw RaisedError("IndexError",
                              "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis "
                              "(`None`) and integer or boolean "
                              "arrays are valid indices");
        throw RaisedError(
            "TypeError",
            "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar "
            "tf.int32/tf.int64 tensors are valid "
            "indices, got "
                + shown,
            {"To pick several rows use tf.gather(x, [...]); to pick by a condition use "
             "tf.boolean_mask.",
             "若要选取多行，请用 tf.gather(x, [...])；按条件选取请用 tf.boolean_mask。"});
    }

    void takeIndex(const Value& part)
    {
        const std::int64_t index = integer(part);
        const std::int64_t extent = m_shape[m_axis];
        if (index < -extent || index >= extent) {
            if (m_errors == SubscriptErrors::NumPy)
                throw RaisedError("IndexError",
                                  "index " + std::to_string(index) + " is out of bounds for axis "
                                      + std::to_string(m_axis) + " with size "
                                      + std::to_string(extent));
            throw RaisedError("InvalidArgumentError",
                              "slice index " + std::to_string(index < 0 ? index + extent : index)
                                  + " of dimension " + std::to_string(m_axis)
                                  + " out of bounds. [Op:StridedSlice] name: strided_slice/",
                              {"This axis has " + std::to_string(extent) + " entries: 0 to "
                                   + std::to_string(extent - 1) + ".",
                               "这个轴有 " + std::to_string(extent) + " 个元素：0 到 "
                                   + std::to_string(extent - 1) + "。"});
        }
        m_result.axes.push_back({index < 0 ? index + extent : index, 1, 1, true});
        ++m_axis;
    }

    /// Python's rule for start:stop:step on `extent` elements.
    void takeSlice(const lang::Slice& slice)
    {
        const std::int64_t extent = m_shape[m_axis];
        const std::int64_t step = slice.step.isNone() ? 1 : integer(slice.step);
        if (step == 0)
            throw RaisedError("ValueError", "slice step cannot be zero");
        const std::int64_t low = step > 0 ? 0 : -1;
        const std::int64_t high = step > 0 ? extent : extent - 1;
        const auto clip = [&](const Value& bound, std::int64_t missing) {
            if (bound.isNone())
                return missing;
            const std::int64_t value = integer(bound);
            return std::clamp(value < 0 ? value + extent : value, low, high);
        };
        const std::int64_t start = clip(slice.start, step > 0 ? low : high);
        const std::int64_t stop = clip(slice.stop, step > 0 ? high : low);
        const std::int64_t distance = step > 0 ? stop - start : start - stop;
        const std::int64_t stride = step > 0 ? step : -step;
        const std::int64_t count = distance <= 0 ? 0 : (distance + stride - 1) / stride;
        m_result.axes.push_back({start, step, count, false});
        m_result.resultShape.append(count);
        ++m_axis;
    }

    [[noreturn]] void tooMany(int used)
    {
        if (m_errors == SubscriptErrors::NumPy)
            throw RaisedError("IndexError",
                              "too many indices for array: array is "
                                  + std::to_string(m_shape.rank()) + "-dimensional, but "
                                  + std::to_string(used) + " were indexed");
        throw RaisedError("InvalidArgumentError",
                          "Index out of range using input dim " + std::to_string(m_shape.rank())
                              + "; input has only " + std::to_string(m_shape.rank())
                              + " dims [Op:StridedSlice] name: strided_slice/");
    }

    Interpreter& m_interpreter;
    const Shape& m_shape;
    SubscriptErrors m_errors;
    SliceAttributes m_result;
    int m_axis = 0;
};

} // namespace

SliceAttributes resolveSubscript(Interpreter& interpreter, const Shape& shape, const Value& key,
                                 SubscriptErrors errors)
{
    const std::vector<Value>* parts = lang::tupleElements(key);
    return SubscriptResolver(interpreter, shape, errors)
        .resolve(parts ? *parts : std::vector<Value>{key});
}

Tensor withSlice(const Tensor& old, const SliceAttributes& slice, const Tensor& given)
{
    const Tensor spread =
        evaluate(Op::BroadcastTo, std::array{given}, ShapeAttributes{slice.resultShape});
    // Where the slice selects, take the new numbers; elsewhere keep the old ones.
    const Tensor selected = evaluate(
        Op::SliceGradient, std::array{Tensor::ones(DType::Float32, slice.resultShape)}, slice);
    const Tensor placed = evaluate(Op::SliceGradient, std::array{spread}, slice);
    return evaluate(Op::Where, std::array{castTo(selected, DType::Bool), placed, old});
}

} // namespace engine::library
