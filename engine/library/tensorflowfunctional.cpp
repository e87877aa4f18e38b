// Functions that take functions, and functions on nested structures.
#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/structure.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"

namespace engine::library {
namespace {

std::vector<Value> leavesOf(const Value& structure)
{
    std::vector<Value> leaves;
    forEachLeaf(structure, [&](const Value& leaf) { leaves.push_back(leaf); });
    return leaves;
}

/// fn of each row of `elements`, the results stacked: recorded row by row.
Value mapped(const Call& call, const Value& function, const Value& elements)
{
    std::vector<TracedTensor> stacks;
    for (const Value& leaf : leavesOf(elements))
        stacks.push_back(toTensor(call.runtime(), call.interpreter(), leaf));
    if (stacks.empty() || stacks.front().value.rank() == 0 || stacks.front().value.shape()[0] == 0)
        throw RaisedError(
            "ValueError", "elems must have a first axis with at least one entry",
            {"map_fn goes through the rows of a tensor.", "map_fn 逐行处理一个张量。"});
    const std::int64_t rows = stacks.front().value.shape()[0];
    for (const TracedTensor& stack : stacks) {
        if (stack.value.rank() == 0 || stack.value.shape()[0] != rows)
            throw RaisedError("ValueError", "elems must have the same first extent");
    }
    Value structure;
    std::vector<std::vector<TracedTensor>> results;
    for (std::int64_t row = 0; row < rows; ++row) {
        std::vector<Value> parts;
        for (const TracedTensor& stack : stacks)
            parts.push_back(call.result(entryOf(call, stack, 0, row)));
        structure =
            call.interpreter().call(function, {withLeaves(call.interpreter(), elements, parts)});
        const std::vector<Value> leaves = leavesOf(structure);
        results.resize(leaves.size());
        for (std::size_t i = 0; i < leaves.size(); ++i)
            results[i].push_back(toTensor(call.runtime(), call.interpreter(), leaves[i]));
    }
    std::vector<Value> joined;
    for (const std::vector<TracedTensor>& parts : results)
        joined.push_back(call.result(call.run(Op::Stack, parts, AxisAttributes{0})));
    return withLeaves(call.interpreter(), structure, joined);
}

Value whileLoop(const Call& call)
{
    std::vector<Value> variables = call.interpreter().elements(call[2]);
    const std::int64_t most = call.given(5) ? call.integer(5, "maximum_iterations") : -1;
    for (std::int64_t lap = 0; lap != most; ++lap) {
        call.interpreter().spend(1);
        if (!call.interpreter().truth(call.interpreter().call(call[0], variables)))
            break;
        const Value next = call.interpreter().call(call[1], variables);
        const bool several = lang::listElements(next) || lang::tupleElements(next);
        variables = several ? call.interpreter().elements(next) : std::vector{next};
        if (variables.size() != call.interpreter().elements(call[2]).size())
            throw RaisedError("ValueError",
                              "The two structures don't have the same nested structure.",
                              {"`body` returns as many values as `loop_vars` has.",
                               "`body` 返回的值要与 `loop_vars` 一样多。"});
    }
    return lang::tupleElements(call[2]) ? lang::makeTuple(std::move(variables))
                                        : lang::makeList(std::move(variables));
}

/// f(…f(f(first, x₀), x₁)…, xₙ), or all that came of it on the way.
Value folded(const Call& call, bool all)
{
    const TracedTensor elements = call.tensor(1);
    if (elements.value.rank() == 0)
        throw RaisedError("ValueError", "elems must have a first axis");
    const std::int64_t rows = elements.value.shape()[0];
    std::int64_t row = 0;
    if (!call.given(2) && rows == 0)
        throw RaisedError("ValueError", "elems must not be empty when no initializer is given");
    Value sum = call.given(2) ? call.result(call.tensor(2))
                              : call.result(entryOf(call, elements, 0, row++));
    std::vector<TracedTensor> steps;
    if (!call.given(2))
        steps.push_back(toTensor(call.runtime(), call.interpreter(), sum));
    for (; row < rows; ++row) {
        sum = call.interpreter().call(call[0], {sum, call.result(entryOf(call, elements, 0, row))});
        if (all)
            steps.push_back(toTensor(call.runtime(), call.interpreter(), sum));
    }
    return all ? call.result(call.run(Op::Stack, steps, AxisAttributes{0})) : sum;
}

void defineNest(Runtime& runtime, lang::Module& tf)
{
    auto* nest = new lang::Module("tensorflow.nest");
    tf.define("nest", Value::object(nest));
    define(runtime, {nest}, "flatten", "structure",
           [](const Call& call) { return lang::makeList(leavesOf(call[0])); });
    define(runtime, {nest}, "pack_sequence_as", "structure, flat_sequence", [](const Call& call) {
        const std::vector<Value> leaves = call.interpreter().elements(call[1]);
        const std::size_t wanted = leavesOf(call[0]).size();
        if (leaves.size() != wanted)
            throw RaisedError("ValueError",
                              "Could not pack sequence. Structure had " + std::to_string(wanted)
                                  + " elements, but flat_sequence had "
                                  + std::to_string(leaves.size()) + " elements.");
        return withLeaves(call.interpreter(), call[0], leaves);
    });
    nest->define("map_structure",
                 lang::makeValue<lang::NativeFunction>(
                     "map_structure",
                     [](Interpreter& interpreter, const std::vector<Value>& positional,
                        const lang::KeywordArguments&) {
                         if (positional.size() < 2)
                             throw RaisedError("ValueError", "Must provide at least one structure");
                         std::vector<std::vector<Value>> flat;
                         for (std::size_t i = 1; i < positional.size(); ++i) {
                             flat.push_back(leavesOf(positional[i]));
                             if (flat.back().size() != flat.front().size())
                                 throw RaisedError(
                                     "ValueError",
                                     "The two structures don't have the same nested structure.");
                         }
                         std::vector<Value> leaves;
                         for (std::size_t k = 0; k < flat.front().size(); ++k) {
                             std::vector<Value> arguments;
                             for (const std::vector<Value>& one : flat)
                                 arguments.push_back(one[k]);
                             leaves.push_back(interpreter.call(positional[0], arguments));
                         }
                         return withLeaves(interpreter, positional[1], leaves);
                     }));
}

} // namespace

void defineFunctional(Runtime& runtime, lang::Module& tf)
{
    define(runtime, {&tf}, "map_fn",
           "fn, elems, dtype=None, parallel_iterations=None, back_prop=True, swap_memory=False, "
           "infer_shape=True, name=None, fn_output_signature=None",
           [](const Call& call) { return mapped(call, call[0], call[1]); });
    define(runtime, {&tf}, "vectorized_map", "fn, elems, fallback_to_while_loop=True",
           [](const Call& call) { return mapped(call, call[0], call[1]); });
    define(runtime, {&tf}, "foldl", "fn, elems, initializer=None, name=None",
           [](const Call& call) { return folded(call, false); });
    define(runtime, {&tf}, "scan", "fn, elems, initializer=None, name=None",
           [](const Call& call) { return folded(call, true); });
    define(
        runtime, {&tf}, "cond", "pred, true_fn=None, false_fn=None, name=None",
        [](const Call& call) { return call.interpreter().call(call[call.truth(0) ? 1 : 2], {}); });
    define(runtime, {&tf}, "while_loop",
           "cond, body, loop_vars, shape_invariants=None, parallel_iterations=10, "
           "maximum_iterations=None, name=None",
           whileLoop);
    defineNest(runtime, tf);
}

} // namespace engine::library
