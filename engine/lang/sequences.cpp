#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

std::optional<std::int64_t> indexOf(Interpreter& interpreter, const Value& key)
{
    if (isIntegral(key))
        return integralOf(key);
    return key.isObject() ? key.asObject()->toIndex(interpreter) : std::nullopt;
}

std::int64_t wholeArgument(Interpreter& interpreter, const Value& value)
{
    if (const auto whole = indexOf(interpreter, value))
        return *whole;
    throw RaisedError("TypeError",
                      "'" + interpreter.qualifiedTypeName(value)
                          + "' object cannot be interpreted as an integer");
}

std::size_t resolveIndex(Interpreter& interpreter, const Value& key, std::size_t length,
                         const std::string& typeName, const char* action)
{
    if (key.as<BigInt>() != nullptr)
        throw RaisedError("IndexError", "cannot fit 'int' into an index-sized integer");
    const auto index = indexOf(interpreter, key);
    if (!index)
        throw RaisedError("TypeError",
                          typeName
                              + (typeName == "string" ? " indices must be integers"
                                                      : " indices must be integers or slices, not "
                                         + interpreter.qualifiedTypeName(key)));
    const auto size = static_cast<std::int64_t>(length);
    const std::int64_t at = *index < 0 ? *index + size : *index;
    if (at < 0 || at >= size) {
        const std::string has = std::to_string(size);
        throw RaisedError("IndexError", typeName + action + " index out of range",
                          size == 0
                              ? BilingualText{"It is empty.", "它是空的。"}
                              : BilingualText{"It has " + has
                                                  + " elements: the first has index 0, the last "
                                                  + std::to_string(size - 1) + ".",
                                              "它有 " + has + " 个元素：第一个下标是 0，最后一个是 "
                                                  + std::to_string(size - 1) + "。"});
    }
    return static_cast<std::size_t>(at);
}

SliceIndices resolveSlice(Interpreter& interpreter, const Slice& slice, std::int64_t length)
{
    const auto part = [&](const Value& value) -> std::optional<std::int64_t> {
        if (value.isNone())
            return {};
        if (value.as<BigInt>() != nullptr)
            return isNegative(value) ? -length - 1 : length;
        if (const auto index = indexOf(interpreter, value))
            return index;
        throw RaisedError("TypeError",
                          "slice indices must be integers or None or have an __index__ method");
    };
    SliceIndices result;
    result.step = part(slice.step).value_or(1);
    if (result.step == 0)
        throw RaisedError("ValueError", "slice step cannot be zero");
    const bool backward = result.step < 0;
    const auto clamp = [&](std::int64_t at) {
        if (at < 0)
            at += length;
        return std::clamp<std::int64_t>(at, backward ? -1 : 0, backward ? length - 1 : length);
    };
    const auto start = part(slice.start);
    const auto stop = part(slice.stop);
    result.start = start ? clamp(*start) : backward ? length - 1 : 0;
    const std::int64_t end = stop ? clamp(*stop) : backward ? -1 : length;
    const std::int64_t distance = backward ? result.start - end : end - result.start;
    const std::int64_t step =
        backward ? -std::max(result.step, -length - 1) : std::min(result.step, length + 1);
    result.count = distance <= 0 ? 0 : (distance - 1) / step + 1;
    return result;
}

void extendBy(Interpreter& interpreter, std::vector<Value>& target, std::span<const Value> more)
{
    constexpr std::size_t atOnce = 65'536;
    if (more.size() > atOnce)
        target.reserve(target.size() + more.size());
    while (!more.empty()) {
        const auto part = more.first(std::min(more.size(), atOnce));
        target.insert(target.end(), part.begin(), part.end());
        more = more.subspan(part.size());
        interpreter.spend(0);
    }
}

std::string guardedRepr(Interpreter& interpreter, const Object& container, const char* again,
                        const std::function<std::string()>& write)
{
    auto& inRepr = interpreter.implementation().inRepr;
    if (std::find(inRepr.begin(), inRepr.end(), &container) != inRepr.end())
        return again;
    const NativeCall call(interpreter, " while getting the repr of an object");
    const Nested<const Object*> nested(inRepr, &container);
    return write();
}

std::string joinedRepr(Interpreter& interpreter, const Object& container,
                       const std::vector<Value>& elements, const char* open, const char* close)
{
    return guardedRepr(interpreter, container,
                       *open == '('       ? "(...)"
                           : *open == '[' ? "[...]"
                                          : "{...}",
                       [&] {
                           std::string text = open;
                           for (std::size_t i = 0; i < elements.size(); ++i) {
                               interpreter.spend();
                               text += (i > 0 ? ", " : "") + interpreter.repr(elements[i]);
                               if ((i & 0xFFU) == 0)
                                   checkText(interpreter, static_cast<std::int64_t>(text.size()));
                           }
                           return text + close;
                       });
}

Value makeList(std::vector<Value> elements)
{
    return makeValue<ListObject>(std::move(elements));
}
Value makeTuple(std::vector<Value> elements)
{
    return makeValue<TupleObject>(std::move(elements));
}

const std::vector<Value>* listElements(const Value& value)
{
    const auto* list = value.as<ListObject>();
    return list != nullptr ? &list->elements : nullptr;
}

const std::vector<Value>* tupleElements(const Value& value)
{
    const auto* tuple = value.as<TupleObject>();
    return tuple != nullptr ? &tuple->elements : nullptr;
}

namespace {

class SequenceIterator : public Iterator
{
public:
    explicit SequenceIterator(SequenceObject& sequence)
        : m_keep(Value::object(&sequence))
        , m_sequence(sequence)
    {
    }
    std::optional<Value> next(Interpreter& /*interpreter*/) override
    {
        if (m_at >= m_sequence.elements.size())
            return {};
        return m_sequence.elements[m_at++];
    }

private:
    Value m_keep;
    SequenceObject& m_sequence;
    std::size_t m_at = 0;
};

} // namespace

Value SequenceObject::item(Interpreter& interpreter, const Value& key)
{
    if (const auto* slice = key.as<SliceObject>()) {
        const SliceIndices s =
            resolveSlice(interpreter, slice->slice, static_cast<std::int64_t>(elements.size()));
        std::vector<Value> taken;
        taken.reserve(static_cast<std::size_t>(s.count));
        for (std::int64_t i = 0; i < s.count; ++i) {
            if ((i & 0xFFFF) == 0)
                interpreter.spend(0);
            taken.push_back(elements[static_cast<std::size_t>(s.start + i * s.step)]);
        }
        return make(std::move(taken));
    }
    return elements[resolveIndex(interpreter, key, elements.size(), typeName())];
}

std::unique_ptr<Iterator> SequenceObject::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<SequenceIterator>(*this);
}

std::optional<Value> SequenceObject::binary(Interpreter& interpreter, BinaryOperator op,
                                            const Value& other, bool reflected)
{
    const auto* sequence = other.as<SequenceObject>();
    if (op == BinaryOperator::Add && !reflected && sequence != nullptr
        && sequence->tag() == tag()) {
        checkAllocation(interpreter,
                        static_cast<std::int64_t>(elements.size() + sequence->elements.size()),
                        sizeof(Value));
        std::vector<Value> joined;
        joined.reserve(elements.size() + sequence->elements.size());
        extendBy(interpreter, joined, elements);
        extendBy(interpreter, joined, sequence->elements);
        return make(std::move(joined));
    }
    if (op == BinaryOperator::Multiply) {
        const auto count = indexOf(interpreter, other);
        if (!count)
            return {};
        const auto times = std::max<std::int64_t>(*count, 0);
        std::int64_t total = 0;
        if (__builtin_mul_overflow(times, static_cast<std::int64_t>(elements.size()), &total))
            total = std::numeric_limits<std::int64_t>::max();
        checkAllocation(interpreter, total, sizeof(Value));
        std::vector<Value> repeated;
        repeated.reserve(static_cast<std::size_t>(total));
        for (std::int64_t i = 0; i < times && !elements.empty(); ++i) {
            if (elements.size() > 1000 || (i & 0xFFF) == 0)
                interpreter.spend(0);
            repeated.insert(repeated.end(), elements.begin(), elements.end());
        }
        return make(std::move(repeated));
    }
    return {};
}

std::optional<Value> SequenceObject::compare(Interpreter& interpreter, CompareOperator op,
                                             const Value& other)
{
    const auto* sequence = other.as<SequenceObject>();
    if (sequence == nullptr || sequence->tag() != tag())
        return {};
    const NativeCall call(interpreter, " in comparison");
    std::size_t at = 0;
    while (at < std::min(elements.size(), sequence->elements.size())) {
        const Value left = elements[at];
        const Value right = sequence->elements[at];
        if (!left.isSame(right) && !interpreter.equals(left, right)) {
            if (op == CompareOperator::Equal || op == CompareOperator::NotEqual)
                return Value::boolean(op == CompareOperator::NotEqual);
            return interpreter.compare(op, left, right);
        }
        interpreter.spend();
        ++at;
    }
    return Value::boolean(holds(op, elements.size() <=> sequence->elements.size()));
}

Value ListObject::make(std::vector<Value> values) const
{
    return makeList(std::move(values));
}
Value TupleObject::make(std::vector<Value> values) const
{
    return makeTuple(std::move(values));
}

void ListObject::joinCircle(Interpreter& interpreter)
{
    m_circle = std::make_unique<CircleMember>(interpreter.implementation().cycleMembers, *this,
                                              [this] { elements.clear(); });
}

std::string ListObject::repr(Interpreter& interpreter) const
{
    return joinedRepr(interpreter, *this, elements, "[", "]");
}

std::string TupleObject::repr(Interpreter& interpreter) const
{
    return joinedRepr(interpreter, *this, elements, "(", elements.size() == 1 ? ",)" : ")");
}

void ListObject::setItem(Interpreter& interpreter, const Value& key, const Value& value)
{
    const auto* slice = key.as<SliceObject>();
    if (slice == nullptr) {
        elements[resolveIndex(interpreter, key, elements.size(), "list", " assignment")] = value;
        added(interpreter, value);
        return;
    }
    const std::vector<Value> values = interpreter.elements(value);
    for (const Value& element : values)
        added(interpreter, element);
    const SliceIndices s =
        resolveSlice(interpreter, slice->slice, static_cast<std::int64_t>(elements.size()));
    if (s.step == 1) {
        const auto begin = elements.begin() + s.start;
        elements.insert(elements.erase(begin, begin + s.count), values.begin(), values.end());
        return;
    }
    if (static_cast<std::int64_t>(values.size()) != s.count)
        throw RaisedError("ValueError",
                          "attempt to assign sequence of size " + std::to_string(values.size())
                              + " to extended slice of size " + std::to_string(s.count));
    for (std::int64_t i = 0; i < s.count; ++i)
        elements[static_cast<std::size_t>(s.start + i * s.step)] =
            values[static_cast<std::size_t>(i)];
}

void ListObject::deleteItem(Interpreter& interpreter, const Value& key)
{
    if (const auto* slice = key.as<SliceObject>()) {
        const SliceIndices s =
            resolveSlice(interpreter, slice->slice, static_cast<std::int64_t>(elements.size()));
        const std::int64_t step = std::abs(s.step);
        const std::int64_t first = s.step > 0 ? s.start : s.start + (s.count - 1) * s.step;
        std::vector<Value> removed; // they go when the list is in order
        std::int64_t at = 0;
        std::erase_if(elements, [&](Value& element) {
            const std::int64_t distance = at++ - first;
            const bool remove = distance >= 0 && distance % step == 0 && distance / step < s.count;
            if (remove)
                removed.push_back(element);
            return remove;
        });
        return;
    }
    const auto index = resolveIndex(interpreter, key, elements.size(), "list", " assignment");
    elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(index));
}

std::optional<Value> ListObject::inPlace(Interpreter& interpreter, BinaryOperator op,
                                         const Value& other)
{
    if (op != BinaryOperator::Add)
        return {};
    if (other.isObject() && other.asObject()->operatorPriority() > 0)
        return {};
    for (Value& element : interpreter.elements(other)) {
        added(interpreter, element);
        elements.push_back(std::move(element));
    }
    return Value::object(this);
}

} // namespace engine::lang
