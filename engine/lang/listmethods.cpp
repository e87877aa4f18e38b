#include <algorithm>

#include "engine/lang/implementation.h"
#include "engine/lang/sorting.h"

namespace engine::lang {

namespace {

using Arguments = std::vector<Value>;

std::vector<Value>& elementsOf(const Value& self)
{
    return self.as<SequenceObject>()->elements;
}

std::size_t find(Interpreter& interpreter, const Value& self, const Value& wanted)
{
    const auto& elements = elementsOf(self);
    for (std::size_t i = 0; i < elements.size(); ++i)
        if (elements[i].isSame(wanted) || interpreter.equals(elements[i], wanted))
            return i;
    return elements.size();
}

Value indexMethod(Interpreter& interpreter, const Value& self, const Arguments& a,
                  const KeywordArguments&)
{
    const std::size_t at = find(interpreter, self, a[0]);
    if (at == elementsOf(self).size()) {
        const bool list = self.as<ListObject>() != nullptr;
        throw RaisedError("ValueError",
                          list ? interpreter.repr(a[0]) + " is not in list"
                               : "tuple.index(x): x not in tuple");
    }
    return Value::integer(static_cast<std::int64_t>(at));
}

Value countMethod(Interpreter& interpreter, const Value& self, const Arguments& a,
                  const KeywordArguments&)
{
    const auto& elements = elementsOf(self);
    return Value::integer(
        std::count_if(elements.begin(), elements.end(), [&](const Value& element) {
            return element.isSame(a[0]) || interpreter.equals(element, a[0]);
        }));
}

const std::vector<Method> tupleMethods = {{"index", 1, 1, indexMethod},
                                          {"count", 1, 1, countMethod}};

const std::vector<Method> listMethods = {
    {"append", 1, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         auto& elements = elementsOf(self);
         elements.push_back(a[0]);
         if ((elements.size() & 0xFFFFU) == 0)
             checkAllocation(interpreter, static_cast<std::int64_t>(elements.size()),
                             sizeof(Value));
         return Value();
     }},
    {"extend", 1, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         for (Value& element : interpreter.elements(a[0]))
             elementsOf(self).push_back(std::move(element));
         return Value();
     }},
    {"insert", 2, 2,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         auto& elements = elementsOf(self);
         const auto size = static_cast<std::int64_t>(elements.size());
         std::int64_t at = indexOf(interpreter, a[0]).value_or(0);
         at = std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size);
         elements.insert(elements.begin() + at, a[1]);
         return Value();
     }},
    {"pop", 0, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         auto& elements = elementsOf(self);
         if (elements.empty())
             throw RaisedError("IndexError", "pop from empty list");
         const auto index =
             a.empty() ? std::optional<std::int64_t>(-1) : indexOf(interpreter, a[0]);
         const auto size = static_cast<std::int64_t>(elements.size());
         const std::int64_t at = index.value_or(-1) < 0 ? index.value_or(-1) + size : *index;
         if (at < 0 || at >= size)
             throw RaisedError("IndexError", "pop index out of range");
         Value value = std::move(elements[static_cast<std::size_t>(at)]);
         elements.erase(elements.begin() + at);
         return value;
     }},
    {"remove", 1, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         const std::size_t at = find(interpreter, self, a[0]);
         if (at == elementsOf(self).size())
             throw RaisedError("ValueError", "list.remove(x): x not in list");
         elementsOf(self).erase(elementsOf(self).begin() + static_cast<std::ptrdiff_t>(at));
         return Value();
     }},
    {"clear", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         elementsOf(self).clear();
         return Value();
     }},
    {"copy", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         return makeList(elementsOf(self));
     }},
    {"reverse", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         std::reverse(elementsOf(self).begin(), elementsOf(self).end());
         return Value();
     }},
    {"sort", 0, 0,
     [](Interpreter& interpreter, const Value& self, const Arguments&,
        const KeywordArguments& keywords) {
         std::vector<Value> taken = std::move(elementsOf(self));
         elementsOf(self).clear();
         try {
             sortValues(interpreter, taken, sortOptions(interpreter, "sort", keywords));
         } catch (...) {
             elementsOf(self) = std::move(taken);
             throw;
         }
         elementsOf(self) = std::move(taken);
         return Value();
     },
     true},
    {"index", 1, 1, indexMethod},
    {"count", 1, 1, countMethod},
};

} // namespace

std::optional<Value> ListObject::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    return bindMethod(*this, listMethods, name);
}
std::vector<std::string> ListObject::attributeNames() const
{
    return methodNames(listMethods);
}
std::optional<Value> TupleObject::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    return bindMethod(*this, tupleMethods, name);
}
std::vector<std::string> TupleObject::attributeNames() const
{
    return methodNames(tupleMethods);
}

SortOptions sortOptions(Interpreter& interpreter, const std::string& function,
                        const KeywordArguments& keywords)
{
    SortOptions options;
    for (const auto& [name, value] : keywords) {
        if (name == "key")
            options.key = value;
        else if (name == "reverse")
            options.reverse = interpreter.truth(value);
        else
            throw RaisedError(
                "TypeError", "'" + name + "' is an invalid keyword argument for " + function + "()",
                didYouMean(name, {"key", "reverse"}));
    }
    return options;
}

namespace {

/// Merge sort: keeps the order of equal elements and does not mind a comparison that contradicts
/// itself.
void mergeSort(Interpreter& interpreter, std::vector<std::pair<Value, Value>>& items,
               std::size_t begin, std::size_t end, bool reverse)
{
    if (end - begin < 2)
        return;
    const std::size_t middle = begin + (end - begin) / 2;
    mergeSort(interpreter, items, begin, middle, reverse);
    mergeSort(interpreter, items, middle, end, reverse);
    std::vector<std::pair<Value, Value>> merged;
    std::size_t left = begin;
    std::size_t right = middle;
    while (left < middle && right < end) {
        interpreter.spend();
        const Value& l = items[left].first;
        const Value& r = items[right].first;
        const bool takeRight = interpreter.truth(
            interpreter.compare(CompareOperator::Less, reverse ? l : r, reverse ? r : l));
        merged.push_back(items[takeRight ? right++ : left++]);
    }
    merged.insert(merged.end(), items.begin() + static_cast<std::ptrdiff_t>(left),
                  items.begin() + static_cast<std::ptrdiff_t>(middle));
    merged.insert(merged.end(), items.begin() + static_cast<std::ptrdiff_t>(right),
                  items.begin() + static_cast<std::ptrdiff_t>(end));
    std::move(merged.begin(), merged.end(), items.begin() + static_cast<std::ptrdiff_t>(begin));
}

} // namespace

void sortValues(Interpreter& interpreter, std::vector<Value>& values, const SortOptions& options)
{
    std::vector<std::pair<Value, Value>> items;
    for (const Value& value : values)
        items.emplace_back(options.key.isNone() ? value : interpreter.call(options.key, {value}),
                           value);
    mergeSort(interpreter, items, 0, items.size(), options.reverse);
    for (std::size_t i = 0; i < items.size(); ++i)
        values[i] = std::move(items[i].second);
}

} // namespace engine::lang
