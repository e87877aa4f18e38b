#include <algorithm>
#include <functional>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/sorting.h"

namespace engine::lang {

namespace {

/// An iterator whose next() is a function.
class ComputedIterator : public Iterator
{
public:
    explicit ComputedIterator(std::function<std::optional<Value>(Interpreter&)> next)
        : m_next(std::move(next))
    {
    }
    std::optional<Value> next(Interpreter& interpreter) override { return m_next(interpreter); }

private:
    std::function<std::optional<Value>(Interpreter&)> m_next;
};

Value lazily(const char* name, std::function<std::optional<Value>(Interpreter&)> next)
{
    return makeValue<IteratorObject>(name, std::make_unique<ComputedIterator>(std::move(next)));
}

using Iterators = std::shared_ptr<std::vector<std::unique_ptr<Iterator>>>;

Iterators iterateAll(Interpreter& interpreter, Arguments iterables)
{
    auto iterators = std::make_shared<std::vector<std::unique_ptr<Iterator>>>();
    for (const Value& iterable : iterables)
        iterators->push_back(interpreter.iterate(iterable));
    return iterators;
}

/// The next element of each, or nothing when one is at its end.
std::optional<std::vector<Value>> nextOfAll(Interpreter& interpreter, const Iterators& iterators)
{
    std::vector<Value> values;
    for (const auto& iterator : *iterators) {
        auto value = iterator->next(interpreter);
        if (!value)
            return {};
        values.push_back(std::move(*value));
    }
    return values;
}

Value zip(Interpreter& interpreter, Arguments a)
{
    return lazily("zip",
                  [all = iterateAll(interpreter, *tupleElements(a[0]))](Interpreter& i) -> std::optional<Value> {
                      i.spend();
                      if (all->empty())
                          return {};
                      auto values = nextOfAll(i, all);
                      return values ? std::optional(makeTuple(std::move(*values))) : std::nullopt;
                  });
}

Value map(Interpreter& interpreter, Arguments a)
{
    if (tupleElements(a[1])->empty())
        throw RaisedError("TypeError", "map() must have at least two arguments.");
    const Value function = a[0];
    return lazily("map",
                  [function, all = iterateAll(interpreter, *tupleElements(a[1]))](
                      Interpreter& i) -> std::optional<Value> {
                      auto values = nextOfAll(i, all);
                      return values ? std::optional(i.call(function, *values)) : std::nullopt;
                  });
}

Value filter(Interpreter& interpreter, Arguments a)
{
    const Value function = a[0];
    return lazily("filter",
                  [function, all = iterateAll(interpreter, a.subspan(1))](
                      Interpreter& i) -> std::optional<Value> {
                      while (auto value = all->front()->next(i)) {
                          i.spend();
                          if (i.truth(function.isNone() ? *value : i.call(function, {*value})))
                              return value;
                      }
                      return {};
                  });
}

Value enumerate(Interpreter& interpreter, Arguments a)
{
    return lazily("enumerate",
                  [counter = wholeArgument(interpreter, a[1]),
                   all = iterateAll(interpreter, a.first(1))](
                      Interpreter& i) mutable -> std::optional<Value> {
                      auto value = all->front()->next(i);
                      if (!value)
                          return {};
                      return makeTuple({Value::integer(counter++), std::move(*value)});
                  });
}

Value reversed(Interpreter& interpreter, Arguments a)
{
    if (a[0].isObject() && a[0].as<DictObject>() == nullptr && a[0].as<SetObject>() == nullptr
        && a[0].as<IteratorObject>() == nullptr && a[0].as<GeneratorObject>() == nullptr) {
        if (auto* instance = a[0].as<Instance>();
            instance != nullptr && instance->classObject().find("__reversed__") != nullptr)
            return interpreter.call(interpreter.attribute(a[0], "__reversed__"), {});
        auto left = std::make_shared<std::int64_t>(a[0].asObject()->length(interpreter));
        const Value sequence = a[0];
        return lazily("reversed", [left, sequence](Interpreter& i) -> std::optional<Value> {
            if (*left <= 0)
                return {};
            return i.item(sequence, Value::integer(--*left));
        });
    }
    throw RaisedError("TypeError",
                      "'" + interpreter.qualifiedTypeName(a[0]) + "' object is not reversible");
}

Value sum(Interpreter& interpreter, Arguments a)
{
    Value total = a[1];
    if (stringText(total) != nullptr)
        throw RaisedError("TypeError", "sum() can't sum strings [use ''.join(seq) instead]");
    const auto iterator = interpreter.iterate(a[0]);
    while (const auto value = iterator->next(interpreter)) {
        interpreter.spend();
        total = interpreter.binary(BinaryOperator::Add, total, *value);
    }
    return total;
}

template <CompareOperator better>
Value extreme(Interpreter& interpreter, Arguments a)
{
    const auto& given = *tupleElements(a[0]);
    const Value key = a[1];
    const std::string name = better == CompareOperator::Less ? "min" : "max";
    if (given.empty())
        throw RaisedError("TypeError", name + " expected at least 1 argument, got 0");
    std::optional<Value> best;
    Value bestKey;
    for (const Value& value : given.size() == 1 ? interpreter.elements(given[0]) : given) {
        interpreter.spend();
        const Value valueKey = key.isNone() ? value : interpreter.call(key, {value});
        if (!best || interpreter.truth(interpreter.compare(better, valueKey, bestKey))) {
            best = value;
            bestKey = valueKey;
        }
    }
    if (!best && a[2].isUnbound())
        throw RaisedError("ValueError", name + "() arg is an empty sequence");
    return best ? *best : a[2];
}

Value range(Interpreter& interpreter, Arguments a)
{
    const auto number = [&interpreter](const Value& value) {
        if (value.isFloat())
            throw RaisedError("TypeError", "'float' object cannot be interpreted as an integer",
                              {"Write a whole number, e.g. `int(x)` or `a // b`.",
                               "请写整数，例如 `int(x)` 或 `a // b`。"});
        return wholeArgument(interpreter, value);
    };
    if (a[1].isUnbound())
        return makeRange({0, number(a[0]), 1});
    const std::int64_t step = number(a[2]);
    if (step == 0)
        throw RaisedError("ValueError", "range() arg 3 must not be zero");
    return makeRange({number(a[0]), number(a[1]), step});
}

Value nextOf(Interpreter& interpreter, Arguments a)
{
    std::optional<Value> value;
    if (auto* iterator = a[0].as<IteratorObject>()) {
        value = iterator->next(interpreter);
    } else if (auto* generator = a[0].as<GeneratorObject>()) {
        value = generator->next(interpreter);
        if (!value && a[1].isUnbound())
            throw stopIteration(std::exchange(generator->returned, {}));
    } else if (auto* instance = a[0].as<Instance>();
               instance != nullptr && instance->classObject().find("__next__") != nullptr) {
        try {
            return interpreter.call(interpreter.attribute(a[0], "__next__"), {});
        } catch (const RaisedError& error) {
            if (error.kind != "StopIteration" || a[1].isUnbound())
                throw;
        }
    } else {
        throw RaisedError("TypeError",
                          "'" + interpreter.qualifiedTypeName(a[0]) + "' object is not an iterator",
                          {"Make one first: `iter(x)`.", "请先取得迭代器：`iter(x)`。"});
    }
    if (!value && a[1].isUnbound())
        throw RaisedError("StopIteration", "");
    return value ? *value : a[1];
}

Value iteratorOf(Interpreter& i, Arguments a)
{
    if (auto* instance = a[0].as<Instance>();
        instance != nullptr && instance->classObject().find("__iter__") != nullptr)
        return i.call(i.attribute(a[0], "__iter__"), {});
    return i.implementation().getIterator(a[0]);
}

Value sorted(Interpreter& i, Arguments a)
{
    std::vector<Value> values = i.elements(a[0]);
    sortValues(i, values, a[1], i.truth(a[2]));
    return makeList(std::move(values));
}

template <bool any>
Value allOrAny(Interpreter& interpreter, Arguments a)
{
    const auto iterator = interpreter.iterate(a[0]);
    while (const auto value = iterator->next(interpreter)) {
        interpreter.spend();
        if (interpreter.truth(*value) == any)
            return Value::boolean(any);
    }
    return Value::boolean(!any);
}

constexpr NativeRow functions[] = {
    {"zip", "*iterables", zip},
    {"map", "function, *iterables", map},
    {"filter", "function, iterable, /", filter},
    {"enumerate", "iterable, start=0", enumerate},
    {"reversed", "sequence, /", reversed},
    {"sorted", "iterable, *, key=None, reverse=False", sorted},
    {"sum", "iterable, start=0", sum},
    {"min", "*values, key=None, default=?", extreme<CompareOperator::Less>},
    {"max", "*values, key=None, default=?", extreme<CompareOperator::Greater>},
    {"any", "iterable, /", allOrAny<true>},
    {"all", "iterable, /", allOrAny<false>},
    {"next", "iterator, default=?, /", nextOf},
    {"iter", "iterable, /", iteratorOf},
};

} // namespace

void defineIterationBuiltins(Interpreter::Implementation& m)
{
    m.defineBuiltins(functions);
    m.types["range"] = makeNativeClass(
        "range", makeValue<NativeFunction>("range", "start, stop=?, step=1, /", range), {"range"});
    m.defineBuiltin("range", m.types["range"]);
}

} // namespace engine::lang
