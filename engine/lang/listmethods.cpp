#include <algorithm>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/sorting.h"

namespace engine::lang {

namespace {

std::vector<Value>& elementsOf(Arguments a)
{
    return a[0].as<SequenceObject>()->elements;
}

/// Where a[1] is; the comparison may run code of the learner's that changes the list.
std::size_t find(Interpreter& interpreter, Arguments a, std::size_t begin = 0,
                 std::size_t end = ~std::size_t{0})
{
    const auto& elements = elementsOf(a);
    for (std::size_t at = begin; at < std::min(end, elements.size()); ++at) {
        const Value element = elements[at];
        interpreter.spend();
        if (element.isSame(a[1]) || interpreter.equals(element, a[1]))
            return at;
    }
    return elements.size();
}

Value index(Interpreter& i, Arguments a)
{
    const auto size = static_cast<std::int64_t>(elementsOf(a).size());
    const SliceIndices s = resolveSlice(i, {a[2], a[3], {}}, size);
    const std::size_t at =
        find(i, a, static_cast<std::size_t>(s.start), static_cast<std::size_t>(s.start + s.count));
    if (at < elementsOf(a).size())
        return Value::integer(static_cast<std::int64_t>(at));
    throw RaisedError("ValueError",
                      a[0].as<ListObject>() != nullptr ? i.repr(a[1]) + " is not in list"
                                                       : "tuple.index(x): x not in tuple");
}

Value count(Interpreter& i, Arguments a)
{
    std::int64_t found = 0;
    for (std::size_t at = find(i, a); at < elementsOf(a).size(); at = find(i, a, at + 1))
        ++found;
    return Value::integer(found);
}

Value append(Interpreter& i, Arguments a)
{
    auto& elements = elementsOf(a);
    elements.push_back(a[1]);
    a[0].as<ListObject>()->added(i, a[1]);
    if ((elements.size() & 0xFFFFU) == 0)
        checkAllocation(i, static_cast<std::int64_t>(elements.size()), sizeof(Value));
    return {};
}

Value extend(Interpreter& i, Arguments a)
{
    std::vector<Value> more = i.elements(a[1]);
    auto& elements = elementsOf(a);
    checkAllocation(i, static_cast<std::int64_t>(elements.size() + more.size()), sizeof(Value));
    for (const Value& element : more)
        a[0].as<ListObject>()->added(i, element);
    elements.insert(elements.end(), std::make_move_iterator(more.begin()),
                    std::make_move_iterator(more.end()));
    return {};
}

Value insert(Interpreter& i, Arguments a)
{
    auto& elements = elementsOf(a);
    const auto size = static_cast<std::int64_t>(elements.size());
    const std::int64_t at = wholeArgument(i, a[1]);
    elements.insert(elements.begin() + std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size),
                    a[2]);
    a[0].as<ListObject>()->added(i, a[2]);
    return {};
}

Value pop(Interpreter& i, Arguments a)
{
    auto& elements = elementsOf(a);
    if (elements.empty())
        throw RaisedError("IndexError", "pop from empty list");
    const std::int64_t index = wholeArgument(i, a[1]);
    const auto size = static_cast<std::int64_t>(elements.size());
    const std::int64_t at = index < 0 ? index + size : index;
    if (at < 0 || at >= size)
        throw RaisedError("IndexError", "pop index out of range");
    Value value = std::move(elements[static_cast<std::size_t>(at)]);
    elements.erase(elements.begin() + at);
    return value;
}

Value remove(Interpreter& i, Arguments a)
{
    const std::size_t at = find(i, a);
    if (at >= elementsOf(a).size())
        throw RaisedError("ValueError", "list.remove(x): x not in list");
    const Value removed = elementsOf(a)[at]; // goes when the list is in order
    elementsOf(a).erase(elementsOf(a).begin() + static_cast<std::ptrdiff_t>(at));
    return {};
}

Value clear(Interpreter&, Arguments a)
{
    const std::vector<Value> removed = std::exchange(elementsOf(a), {});
    return {};
}

Value copy(Interpreter& i, Arguments a)
{
    return makeList(i.elements(a[0]));
}

Value reverse(Interpreter&, Arguments a)
{
    std::reverse(elementsOf(a).begin(), elementsOf(a).end());
    return {};
}

Value sort(Interpreter& i, Arguments a)
{
    std::vector<Value> taken = std::exchange(elementsOf(a), {});
    try {
        sortValues(i, taken, a[1], i.truth(a[2]));
    } catch (...) {
        elementsOf(a) = std::move(taken);
        throw;
    }
    elementsOf(a) = std::move(taken);
    return {};
}

constexpr NativeRow methods[] = {
    {"append", "object, /", append},
    {"extend", "iterable, /", extend},
    {"insert", "index, object, /", insert},
    {"pop", "index=-1, /", pop},
    {"remove", "value, /", remove},
    {"clear", "/", clear},
    {"copy", "/", copy},
    {"reverse", "/", reverse},
    {"sort", "*, key=None, reverse=False", sort},
    {"index", "value, start=None, stop=None, /", index},
    {"count", "value, /", count},
};

using Keyed = std::pair<Value, Value>; ///< key, value

/// Merge sort: keeps the order of equal elements and does not mind a comparison that contradicts
/// itself.
void mergeSort(Interpreter& interpreter, std::vector<Keyed>& items, std::vector<Keyed>& merged,
               std::size_t begin, std::size_t end, bool reverse)
{
    if (end - begin < 2)
        return;
    const std::size_t middle = begin + (end - begin) / 2;
    mergeSort(interpreter, items, merged, begin, middle, reverse);
    mergeSort(interpreter, items, merged, middle, end, reverse);
    std::size_t left = begin;
    std::size_t right = middle;
    for (std::size_t at = begin; at < end; ++at) {
        bool takeRight = left == middle;
        if (left < middle && right < end) {
            interpreter.spend();
            const Value& l = items[left].first;
            const Value& r = items[right].first;
            takeRight = interpreter.truth(
                interpreter.compare(CompareOperator::Less, reverse ? l : r, reverse ? r : l));
        }
        merged[at] = std::move(items[takeRight ? right++ : left++]);
    }
    std::move(merged.begin() + static_cast<std::ptrdiff_t>(begin),
              merged.begin() + static_cast<std::ptrdiff_t>(end),
              items.begin() + static_cast<std::ptrdiff_t>(begin));
}

} // namespace

std::span<const NativeRow> listMethods()
{
    return methods;
}

std::span<const NativeRow> tupleMethods()
{
    return std::span(methods).last(2);
}

void sortValues(Interpreter& interpreter, std::vector<Value>& values, const Value& key,
                bool reverse)
{
    std::vector<Keyed> items;
    for (const Value& value : values) {
        interpreter.spend();
        items.emplace_back(key.isNone() ? value : interpreter.call(key, {value}), value);
    }
    std::vector<Keyed> merged(items.size());
    mergeSort(interpreter, items, merged, 0, items.size(), reverse);
    for (std::size_t i = 0; i < items.size(); ++i)
        values[i] = std::move(items[i].second);
}

} // namespace engine::lang
