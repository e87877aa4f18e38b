#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

// Time passes with the steps of the run: ten million are a second. The same cell always takes the
// same time, and nothing of the real clock shows.

double secondsOf(Interpreter& i)
{
    return static_cast<double>(i.implementation().stepsOfAllCells()) / 1e7
        + i.implementation().sleptSeconds;
}

Value clock(Interpreter& i, Arguments)
{
    return Value::real(secondsOf(i));
}

Value date(Interpreter& i, Arguments)
{
    return Value::real(1'600'000'000 + secondsOf(i));
}

Value sleep(Interpreter& i, Arguments a)
{
    const Value seconds = i.call(i.implementation().types.at("float"), {a[0]});
    if (seconds.asFloat() < 0)
        throw RaisedError("ValueError", "sleep length must be non-negative");
    i.implementation().sleptSeconds += seconds.asFloat();
    return {};
}

Value nothing(Interpreter&, Arguments)
{
    return {};
}

Value environment(Interpreter&, Arguments a)
{
    return a[1];
}

Value exitNow(Interpreter&, Arguments a)
{
    RaisedError error("SystemExit", "");
    error.value = a[0];
    throw error;
}

Value identity(Interpreter&, Arguments a)
{
    return a[0];
}

/// functools.reduce
Value reduce(Interpreter& i, Arguments a)
{
    const auto iterator = i.iterate(a[1]);
    std::optional<Value> total = a[2].isUnbound() ? iterator->next(i) : a[2];
    if (!total)
        throw RaisedError("TypeError", "reduce() of empty sequence with no initial value");
    while (const auto value = iterator->next(i))
        total = i.call(a[0], {*total, *value});
    return *total;
}

constexpr NativeRow timeFunctions[] = {
    {"time", "/", date},          {"perf_counter", "/", clock},   {"monotonic", "/", clock},
    {"process_time", "/", clock}, {"sleep", "seconds, /", sleep},
};
constexpr NativeRow osFunctions[] = {{"getenv", "key, default=None", environment}};
constexpr NativeRow sysFunctions[] = {{"exit", "status=None, /", exitNow}};
constexpr NativeRow warningsFunctions[] = {
    {"filterwarnings", "*args, **kwargs", nothing},
    {"simplefilter", "*args, **kwargs", nothing},
    {"warn", "*args, **kwargs", nothing},
};
constexpr NativeRow functoolsFunctions[] = {
    {"reduce", "function, iterable, initial=?, /", reduce},
    {"wraps", "wrapped",
     [](Interpreter&, Arguments) -> Value {
         return makeValue<NativeFunction>("wraps", "function, /", identity);
     }},
};

Module& add(Interpreter& interpreter, const char* name, std::span<const NativeRow> functions)
{
    Value value = makeValue<Module>(name);
    auto& module = *value.as<Module>();
    module.functions(functions);
    interpreter.registerModule(name, std::move(value));
    return module;
}

} // namespace

void defineSmallModules(Interpreter& interpreter)
{
    add(interpreter, "time", timeFunctions);
    add(interpreter, "warnings", warningsFunctions);
    add(interpreter, "functools", functoolsFunctions);
    add(interpreter, "os", osFunctions).define("environ", makeDict(interpreter, {}));
    Module& sys = add(interpreter, "sys", sysFunctions);
    sys.define("version", makeString("3.7.0 (Tapedeck)"));
    sys.define("version_info",
               makeTuple({Value::integer(3), Value::integer(7), Value::integer(0)}));
    sys.define("argv", makeList({makeString("")}));
    sys.define("path", makeList({}));
    sys.define("modules", makeDict(interpreter, {}));
    sys.define("maxsize", Value::integer(INT64_MAX));
}

} // namespace engine::lang
