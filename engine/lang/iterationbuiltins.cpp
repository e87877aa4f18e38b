#include <algorithm>
#include <functional>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"
#include "engine/lang/sorting.h"

namespace engine::lang {

namespace {

using Arguments = std::span<const Value>;

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

void noKeywords(const char* function, const KeywordArguments& keywords)
{
    if (!keywords.empty())
        throw RaisedError("TypeError", std::string(function) + "() takes no keyword arguments");
}

Value zip(Interpreter& interpreter, const std::vector<Value>& a, const KeywordArguments& keywords)
{
    noKeywords("zip", keywords);
    return lazily("zip",
                  [all = iterateAll(interpreter, a)](Interpreter& i) -> std::optional<Value> {
                      i.spend();
                      if (all->empty())
                          return {};
                      auto values = nextOfAll(i, all);
                      return values ? std::optional(makeTuple(std::move(*values))) : std::nullopt;
                  });
}

Value map(Interpreter& interpreter, const std::vector<Value>& a, const KeywordArguments& keywords)
{
    noKeywords("map", keywords);
    if (a.size() < 2)
        throw RaisedError("TypeError", "map() must have at least two arguments.");
    const Value function = a[0];
    return lazily("map",
                  [function, all = iterateAll(interpreter, Arguments(a).subspan(1))](
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
    const auto start = indexOf(interpreter, a[1]);
    if (!start)
        throw RaisedError("TypeError",
                          "'" + interpreter.qualifiedTypeName(a[1])
                              + "' object cannot be interpreted as an integer");
    auto counter = std::make_shared<std::int64_t>(*start);
    return lazily("enumerate",
                  [counter, all = iterateAll(interpreter, a.subspan(0, 1))](
                      Interpreter& i) -> std::optional<Value> {
                      auto value = all->front()->next(i);
                      if (!value)
                          return {};
                      return makeTuple({Value::integer((*counter)++), std::move(*value)});
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

Value extreme(Interpreter& interpreter, const std::string& name, CompareOperator better,
              const std::vector<Value>& a, const KeywordArguments& keywords)
{
    Value key;
    std::optional<Value> otherwise;
    for (const auto& [keyword, value] : keywords) {
        if (keyword == "key")
            key = value;
        else if (keyword == "default")
            otherwise = value;
        else
            throw RaisedError("TypeError",
                              "'" + keyword + "' is an invalid keyword argument for " + name + "()",
                              didYouMean(keyword, {"key", "default"}));
    }
    if (a.empty())
        throw RaisedError("TypeError", name + " expected 1 argument, got 0");
    std::optional<Value> best;
    Value bestKey;
    for (const Value& value : a.size() == 1 ? interpreter.elements(a[0]) : a) {
        const Value valueKey = key.isNone() ? value : interpreter.call(key, {value});
        if (!best || interpreter.truth(interpreter.compare(better, valueKey, bestKey))) {
            best = value;
            bestKey = valueKey;
        }
    }
    if (!best && !otherwise)
        throw RaisedError("ValueError", name + "() arg is an empty sequence");
    return best ? *best : *otherwise;
}

Value range(Interpreter& interpreter, const std::vector<Value>& a, const KeywordArguments& keywords)
{
    noKeywords("range", keywords);
    if (a.empty() || a.size() > 3)
        throw RaisedError(
            "TypeError",
            "range expected "
                + std::string(a.empty() ? "1 argument, got 0"
                                        : "at most 3 arguments, got " + std::to_string(a.size())));
    std::vector<std::int64_t> numbers;
    for (const Value& value : a) {
        const auto number = indexOf(interpreter, value);
        if (!number)
            throw RaisedError(
                "TypeError",
                "'" + interpreter.qualifiedTypeName(value)
                    + "' object cannot be interpreted as an integer",
                value.isFloat() ? BilingualText{"Write a whole number, e.g. `int(x)` or `a // b`.",
                                                "请写整数，例如 `int(x)` 或 `a // b`。"}
                                : BilingualText{});
        numbers.push_back(*number);
    }
    if (numbers.size() == 1)
        return makeRange({0, numbers[0], 1});
    const std::int64_t step = numbers.size() == 3 ? numbers[2] : 1;
    if (step == 0)
        throw RaisedError("ValueError", "range() arg 3 must not be zero");
    return makeRange({numbers[0], numbers[1], step});
}

Value nextOf(Interpreter& interpreter, const std::vector<Value>& a,
             const KeywordArguments& keywords)
{
    noKeywords("next", keywords);
    if (a.empty() || a.size() > 2)
        throw RaisedError("TypeError",
                          "next expected at least 1 argument, got " + std::to_string(a.size()));
    std::optional<Value> value;
    if (auto* iterator = a[0].as<IteratorObject>())
        value = iterator->next(interpreter);
    else if (auto* generator = a[0].as<GeneratorObject>())
        value = generator->next(interpreter);
    else if (auto* instance = a[0].as<Instance>();
             instance != nullptr && instance->classObject().find("__next__") != nullptr)
        return interpreter.call(interpreter.attribute(a[0], "__next__"), {});
    else
        throw RaisedError("TypeError",
                          "'" + interpreter.qualifiedTypeName(a[0]) + "' object is not an iterator",
                          {"Make one first: `iter(x)`.", "请先取得迭代器：`iter(x)`。"});
    if (value)
        return *value;
    if (a.size() == 2)
        return a[1];
    throw RaisedError("StopIteration", "");
}

Value allOrAny(Interpreter& interpreter, const Value& iterable, bool any)
{
    const auto iterator = interpreter.iterate(iterable);
    while (const auto value = iterator->next(interpreter)) {
        interpreter.spend();
        if (interpreter.truth(*value) == any)
            return Value::boolean(any);
    }
    return Value::boolean(!any);
}

} // namespace

void defineIterationBuiltins(Interpreter::Implementation& m)
{
    const auto define = [&m](const std::string& name, std::vector<Parameter> parameters,
                             NativeFunction::Body body) {
        m.defineBuiltin(name,
                        makeValue<NativeFunction>(name, std::move(parameters), std::move(body)));
    };
    const auto variadic = [&m](const std::string& name, NativeFunction::VariadicBody body) {
        m.defineBuiltin(name, makeValue<NativeFunction>(name, std::move(body)));
    };
    const auto needed = [](const char* name) { return Parameter::needed(name); };
    variadic("zip", zip);
    variadic("map", map);
    variadic("next", nextOf);
    variadic("min", [](Interpreter& i, const std::vector<Value>& a, const KeywordArguments& k) {
        return extreme(i, "min", CompareOperator::Less, a, k);
    });
    variadic("max", [](Interpreter& i, const std::vector<Value>& a, const KeywordArguments& k) {
        return extreme(i, "max", CompareOperator::Greater, a, k);
    });
    variadic("sorted", [](Interpreter& i, const std::vector<Value>& a, const KeywordArguments& k) {
        if (a.size() != 1)
            throw RaisedError("TypeError",
                              "sorted expected 1 argument, got " + std::to_string(a.size()));
        std::vector<Value> values = i.elements(a[0]);
        sortValues(i, values, sortOptions(i, "sort", k));
        return makeList(std::move(values));
    });
    define("filter", {needed("function"), needed("iterable")}, filter);
    define("enumerate", {needed("iterable"), Parameter::optional("start", Value::integer(0))},
           enumerate);
    define("reversed", {needed("sequence")}, reversed);
    define("sum", {needed("iterable"), Parameter::optional("start", Value::integer(0))}, sum);
    define("any", {needed("iterable")},
           [](Interpreter& i, Arguments a) { return allOrAny(i, a[0], true); });
    define("all", {needed("iterable")},
           [](Interpreter& i, Arguments a) { return allOrAny(i, a[0], false); });
    define("iter", {needed("iterable")}, [](Interpreter& i, Arguments a) -> Value {
        if (auto* instance = a[0].as<Instance>();
            instance != nullptr && instance->classObject().find("__iter__") != nullptr)
            return i.call(i.attribute(a[0], "__iter__"), {});
        return i.implementation().getIterator(a[0]);
    });
    m.types["range"] =
        makeNativeClass("range", makeValue<NativeFunction>("range", range), {"range"});
    m.defineBuiltin("range", m.types["range"]);
}

} // namespace engine::lang
