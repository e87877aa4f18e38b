#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/lang/nativefunction.h"
#include "engine/lang/value.h"

namespace engine::lang {

// Making and taking apart the built-in types, for code outside engine/lang. How they are kept is engine/lang's own business.

Value makeString(std::string utf8);
Value makeList(std::vector<Value> elements);
Value makeTuple(std::vector<Value> elements);
/// Keys must be hashable; later entries win.
Value makeDict(Interpreter& interpreter, const std::vector<std::pair<Value, Value>>& entries);

/// Null when the value is of another type.
const std::string* stringText(const Value& value);
const std::vector<Value>* listElements(const Value& value);
const std::vector<Value>* tupleElements(const Value& value);
/// Empty optional when it is not a dict; entries in insertion order.
std::optional<std::vector<std::pair<Value, Value>>> dictEntries(const Value& value);

/// range(start, stop, step)
struct Range
{
    std::int64_t start = 0;
    std::int64_t stop = 0;
    std::int64_t step = 1;
};
std::optional<Range> rangeOf(const Value& value);

/// start:stop:step as it stands in a subscript; None where it was left out.
struct Slice
{
    Value start;
    Value stop;
    Value step;
};
std::optional<Slice> sliceOf(const Value& value);
bool isEllipsis(const Value& value);
Value makeEllipsis();
Value makeSlice(Value start, Value stop, Value step);
Value makeRange(const Range& range);

/// A Python float's repr: shortest text that reads back the same ("1e-05", "0.1", "inf").
std::string floatRepr(double value);
/// format(value, specification) for a number.
std::string formatFloat(double value, const std::string& specification);

/// A class of exceptions, e.g. "InvalidArgumentError" deriving from "Exception", for `except tf.errors.X`. `module` stands before the
/// name in repr(type(e)); exceptions of such a class have their text as `message`.
Value makeExceptionClass(const std::string& name, const std::string& baseName, const std::string& module = {});

/// A class object such as `tf.Variable` or `tf.GradientTape`: calling it calls `construct`; `isinstance(x, it)` compares typeName().
Value makeNativeClass(const std::string& name, Value constructFunction, const std::vector<std::string>& instanceTypeNames);

/// A class the learner's classes may derive from. A property is a function of the instance; calling an instance calls `callFunction`
/// with the instance first (none: not callable).
Value makeBaseClass(const std::string& name, const std::vector<std::pair<std::string, Value>>& properties, Value callFunction);
/// The attributes of an object of a learner's class, in the order they were set; empty optional for anything else.
std::optional<std::vector<std::pair<std::string, Value>>> instanceAttributes(const Value& value);

} // namespace engine::lang
