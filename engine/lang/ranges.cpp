#include <cmath>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

class RangeIterator : public Iterator
{
public:
    explicit RangeIterator(const RangeObject& range)
        : m_at(range.range.start)
        , m_step(range.range.step)
        , m_left(range.count())
    {
    }
    std::optional<Value> next(Interpreter& /*interpreter*/) override
    {
        if (m_left <= 0)
            return {};
        const Value value = Value::integer(m_at);
        if (--m_left > 0)
            m_at += m_step;
        return value;
    }

private:
    std::int64_t m_at;
    std::int64_t m_step;
    std::int64_t m_left;
};

} // namespace

Value makeRange(const Range& range)
{
    return makeValue<RangeObject>(range);
}

std::optional<Range> rangeOf(const Value& value)
{
    const auto* range = value.as<RangeObject>();
    return range != nullptr ? std::optional(range->range) : std::nullopt;
}

std::int64_t RangeObject::count() const
{
    const bool backward = range.step < 0;
    if (backward ? range.start <= range.stop : range.start >= range.stop)
        return 0;
    const auto distance = backward
        ? static_cast<std::uint64_t>(range.start) - static_cast<std::uint64_t>(range.stop)
        : static_cast<std::uint64_t>(range.stop) - static_cast<std::uint64_t>(range.start);
    const auto step = backward ? 0 - static_cast<std::uint64_t>(range.step)
                               : static_cast<std::uint64_t>(range.step);
    return static_cast<std::int64_t>((distance - 1) / step + 1);
}

std::string RangeObject::repr(Interpreter& /*interpreter*/) const
{
    return "range(" + std::to_string(range.start) + ", " + std::to_string(range.stop)
        + (range.step == 1 ? "" : ", " + std::to_string(range.step)) + ")";
}

Value RangeObject::item(Interpreter& interpreter, const Value& key)
{
    if (const auto* slice = key.as<SliceObject>()) {
        const SliceIndices s = resolveSlice(interpreter, slice->slice, count());
        const std::int64_t start = range.start + s.start * range.step;
        const std::int64_t step = s.step * range.step;
        return makeRange({start, start + s.count * step, step});
    }
    if (!indexOf(interpreter, key))
        throw RaisedError("TypeError",
                          "range indices must be integers or slices, not "
                              + interpreter.qualifiedTypeName(key));
    const std::size_t index =
        resolveIndex(interpreter, key, static_cast<std::size_t>(count()), "range object");
    return Value::integer(range.start + static_cast<std::int64_t>(index) * range.step);
}

std::unique_ptr<Iterator> RangeObject::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<RangeIterator>(*this);
}

bool RangeObject::contains(Interpreter& /*interpreter*/, const Value& value)
{
    if (!isNumber(value))
        return false;
    if (value.isFloat() && !(std::fabs(value.asFloat()) < 9.2e18))
        return false;
    const Value whole = value.isFloat() ? wholeFromDouble(value.asFloat()) : value;
    if (!isIntegral(whole) || !numberCompare(CompareOperator::Equal, whole, value))
        return false;
    const std::int64_t wanted = integralOf(whole);
    const bool inside = range.step > 0 ? wanted >= range.start && wanted < range.stop
                                       : wanted <= range.start && wanted > range.stop;
    return inside && (wanted - range.start) % range.step == 0;
}

std::optional<Value> RangeObject::compare(Interpreter& /*interpreter*/, CompareOperator op,
                                          const Value& other)
{
    const auto* that = other.as<RangeObject>();
    if (that == nullptr || (op != CompareOperator::Equal && op != CompareOperator::NotEqual))
        return {};
    const bool same = count() == that->count()
        && (count() == 0
            || (range.start == that->range.start
                && (count() == 1 || range.step == that->range.step)));
    return Value::boolean(same == (op == CompareOperator::Equal));
}

Value makeSlice(Value start, Value stop, Value step)
{
    return makeValue<SliceObject>(Slice{std::move(start), std::move(stop), std::move(step)});
}

std::optional<Slice> sliceOf(const Value& value)
{
    const auto* slice = value.as<SliceObject>();
    return slice != nullptr ? std::optional(slice->slice) : std::nullopt;
}

std::string SliceObject::repr(Interpreter& interpreter) const
{
    return "slice(" + interpreter.repr(slice.start) + ", " + interpreter.repr(slice.stop) + ", "
        + interpreter.repr(slice.step) + ")";
}

std::optional<Value> SliceObject::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    if (name == "start")
        return slice.start;
    if (name == "stop")
        return slice.stop;
    if (name == "step")
        return slice.step;
    return {};
}

Value makeEllipsis()
{
    return makeValue<EllipsisObject>();
}
bool isEllipsis(const Value& value)
{
    return value.as<EllipsisObject>() != nullptr;
}

} // namespace engine::lang
