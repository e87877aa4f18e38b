#include <memory>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/library/randomorder.h"
#include "engine/library/structure.h"
#include "engine/library/tensorobject.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {

namespace {

/// Makes a fresh pass over a data set's elements.
using Passes = std::function<std::unique_ptr<lang::Iterator>()>;

/// Elements that a function gives one after the other; empty at the end.
class GeneratedIterator : public lang::Iterator
{
public:
    using Next = std::function<std::optional<Value>(Interpreter&)>;
    explicit GeneratedIterator(Next next)
        : m_next(std::move(next))
    {
    }
    std::optional<Value> next(Interpreter& interpreter) override { return m_next(interpreter); }

private:
    Next m_next;
};

std::unique_ptr<lang::Iterator> generated(GeneratedIterator::Next next)
{
    return std::make_unique<GeneratedIterator>(std::move(next));
}

/// The element structures of one batch joined into one, tensors stacked.
Value stackedElements(Runtime& runtime, Interpreter& interpreter,
                      const std::vector<Value>& elements)
{
    std::vector<std::vector<TracedTensor>> leaves;
    for (const Value& element : elements) {
        std::size_t i = 0;
        forEachLeaf(element, [&](const Value& leaf) {
            if (i == leaves.size())
                leaves.emplace_back();
            leaves[i++].push_back(toTensor(runtime, interpreter, leaf));
        });
    }
    std::vector<Value> stacked;
    for (const auto& column : leaves)
        stacked.push_back(wrap(runtime, runtime.execute(Op::Stack, column, AxisAttributes{0})));
    return withLeaves(interpreter, elements.front(), stacked);
}

class DatasetObject : public lang::Object
{
public:
    DatasetObject(Runtime& runtime, std::string kind, std::int64_t length, Passes passes)
        : m_runtime(runtime)
        , m_kind(std::move(kind))
        , m_length(length)
        , m_passes(std::move(passes))
    {
    }

    static constexpr std::int64_t infinite = -1;
    static constexpr std::int64_t unknown = -2;

    std::string typeName() const override { return m_kind; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.data.ops.dataset_ops." + m_kind;
    }
    std::unique_ptr<lang::Iterator> iterate(Interpreter&) override { return m_passes(); }
    std::int64_t length(Interpreter&) const override
    {
        if (m_length == infinite)
            throw RaisedError("TypeError", "The dataset is infinite.");
        if (m_length == unknown)
            throw RaisedError("TypeError", "The dataset length is unknown.");
        return m_length;
    }
    std::vector<std::string> attributeNames() const override
    {
        return {"batch",  "cache",   "enumerate", "map", "prefetch",
                "repeat", "shuffle", "skip",      "take"};
    }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;

private:
    Value made(const char* kind, std::int64_t length, Passes passes) const
    {
        return lang::makeValue<DatasetObject>(m_runtime, kind, length, std::move(passes));
    }
    Value batch(std::int64_t size, bool dropRemainder) const;
    Value shuffle() const;
    Value repeat(std::int64_t count) const;
    Value map(const Value& function) const;
    Value part(std::int64_t skip, std::int64_t take, const char* kind) const;

    Runtime& m_runtime;
    std::string m_kind;
    std::int64_t m_length;
    Passes m_passes;
};

Value DatasetObject::batch(std::int64_t size, bool dropRemainder) const
{
    if (size < 1)
        throw RaisedError("InvalidArgumentError",
                          "Batch size must be greater than zero. [Op:BatchDatasetV2]");
    const std::int64_t length = m_length < 0 ? m_length
        : dropRemainder                      ? m_length / size
                                             : (m_length + size - 1) / size;
    return made(
        "BatchDataset", length, [&runtime = m_runtime, passes = m_passes, size, dropRemainder] {
            return generated([&runtime, inner = std::shared_ptr<lang::Iterator>(passes()), size,
                              dropRemainder](Interpreter& interpreter) -> std::optional<Value> {
                std::vector<Value> elements;
                while (static_cast<std::int64_t>(elements.size()) < size) {
                    auto element = inner->next(interpreter);
                    if (!element)
                        break;
                    elements.push_back(std::move(*element));
                }
                if (elements.empty()
                    || (dropRemainder && static_cast<std::int64_t>(elements.size()) < size))
                    return {};
                return stackedElements(runtime, interpreter, elements);
            });
        });
}

/// All elements in random order, newly drawn each pass: what a buffer as large as the data gives.
Value DatasetObject::shuffle() const
{
    if (m_length == infinite)
        throw RaisedError("ValueError", "an endless dataset cannot be shuffled here",
                          {"Call shuffle before repeat.", "请先 shuffle 再 repeat。"});
    return made("ShuffleDataset", m_length, [&runtime = m_runtime, passes = m_passes] {
        struct State
        {
            std::vector<Value> elements;
            std::vector<std::int64_t> order;
            std::size_t at = 0;
            bool filled = false;
        };
        return generated([&runtime, passes, state = std::make_shared<State>()](
                             Interpreter& interpreter) -> std::optional<Value> {
            if (!state->filled) {
                const auto inner = passes();
                while (auto element = inner->next(interpreter))
                    state->elements.push_back(std::move(*element));
                state->order = shuffledOrder(runtime.random(),
                                             static_cast<std::int64_t>(state->elements.size()))
                                   .counts;
                state->filled = true;
            }
            if (state->at == state->order.size())
                return {};
            return state->elements[static_cast<std::size_t>(state->order[state->at++])];
        });
    });
}

Value DatasetObject::repeat(std::int64_t count) const
{
    const std::int64_t length = count < 0 ? infinite : m_length < 0 ? m_length : m_length * count;
    return made("RepeatDataset", length, [passes = m_passes, count] {
        struct State
        {
            std::unique_ptr<lang::Iterator> inner;
            std::int64_t begun = 0;
        };
        return generated([passes, count, state = std::make_shared<State>()](
                             Interpreter& interpreter) -> std::optional<Value> {
            for (bool fresh = false;;) {
                if (!state->inner) {
                    if (state->begun == count)
                        return {};
                    state->inner = passes();
                    ++state->begun;
                    fresh = true;
                }
                if (auto element = state->inner->next(interpreter))
                    return element;
                state->inner.reset();
                if (fresh)
                    return {}; // nothing in it: endless repetition of nothing
            }
        });
    });
}

Value DatasetObject::map(const Value& function) const
{
    return made("MapDataset", m_length, [passes = m_passes, function] {
        return generated([inner = std::shared_ptr<lang::Iterator>(passes()),
                          function](Interpreter& interpreter) -> std::optional<Value> {
            const auto element = inner->next(interpreter);
            if (!element)
                return {};
            const auto* parts = lang::tupleElements(*element);
            return interpreter.call(function, parts ? *parts : std::vector<Value>{*element});
        });
    });
}

Value DatasetObject::part(std::int64_t skip, std::int64_t take, const char* kind) const
{
    const std::int64_t left = m_length < 0 ? m_length : std::max<std::int64_t>(m_length - skip, 0);
    const std::int64_t length = take < 0 ? left
        : left == unknown                ? unknown
        : left == infinite               ? take
                                         : std::min(left, take);
    return made(kind, length, [passes = m_passes, skip, take] {
        struct State
        {
            std::unique_ptr<lang::Iterator> inner;
            std::int64_t given = 0;
        };
        auto state = std::make_shared<State>();
        state->inner = passes();
        return generated([state, skip, take](Interpreter& interpreter) -> std::optional<Value> {
            if (take >= 0 && state->given == take)
                return {};
            for (std::int64_t i = 0; state->given == 0 && i < skip; ++i)
                state->inner->next(interpreter);
            ++state->given;
            return state->inner->next(interpreter);
        });
    });
}

std::optional<Value> DatasetObject::attribute(Interpreter&, const std::string& name)
{
    const Value self = Value::object(this);
    const auto method = [&](const char* parameters, auto body) {
        return lang::makeValue<lang::NativeFunction>(
            name, signature(parameters),
            [&runtime = m_runtime, self, body](Interpreter& interpreter,
                                               std::span<const Value> arguments) {
                return Value(
                    body(*self.as<DatasetObject>(), Call(runtime, interpreter, arguments)));
            });
    };
    if (name == "batch")
        return method("batch_size, drop_remainder=False, num_parallel_calls=None",
                      [](const DatasetObject& data, const Call& call) {
                          return data.batch(call.integer(0, "batch_size"), call.truth(1));
                      });
    if (name == "shuffle")
        return method("buffer_size, seed=None, reshuffle_each_iteration=None",
                      [](const DatasetObject& data, const Call&) { return data.shuffle(); });
    if (name == "repeat")
        return method("count=None", [](const DatasetObject& data, const Call& call) {
            return data.repeat(call.given(0) ? call.integer(0, "count") : -1);
        });
    if (name == "map")
        return method(
            "map_func, num_parallel_calls=None, deterministic=None",
            [](const DatasetObject& data, const Call& call) { return data.map(call[0]); });
    if (name == "take")
        return method("count", [](const DatasetObject& data, const Call& call) {
            return data.part(0, call.integer(0, "count"), "TakeDataset");
        });
    if (name == "skip")
        return method("count", [](const DatasetObject& data, const Call& call) {
            return data.part(call.integer(0, "count"), -1, "SkipDataset");
        });
    if (name == "prefetch" || name == "cache")
        return method("buffer_size=None",
                      [self](const DatasetObject&, const Call&) { return self; });
    if (name == "enumerate")
        return method("start=0", [](const DatasetObject& data, const Call& call) {
            return data.made(
                "EnumerateDataset", data.m_length,
                [&runtime = call.runtime(), passes = data.m_passes,
                 start = call.integer(0, "start")] {
                    return generated([&runtime, inner = std::shared_ptr<lang::Iterator>(passes()),
                                      at = std::make_shared<std::int64_t>(start)](
                                         Interpreter& interpreter) -> std::optional<Value> {
                        auto element = inner->next(interpreter);
                        if (!element)
                            return {};
                        return lang::makeTuple(
                            {wrap(runtime, runtime.leaf(Op::Constant, Tensor::scalar((*at)++))),
                             *element});
                    });
                });
        });
    return {};
}

/// One element a row: structures keep their form, each tensor gives its rows.
Value fromSlices(const Call& call)
{
    Runtime& runtime = call.runtime();
    Interpreter& interpreter = call.interpreter();
    std::vector<TracedTensor> columns;
    // A list of numbers is one tensor, a tuple or dict is a structure of them.
    const Value structure = lang::listElements(call[0]) ? call.result(call.tensor(0)) : call[0];
    forEachLeaf(structure, [&](const Value& leaf) {
        columns.push_back(toTensor(runtime, interpreter, leaf));
    });
    std::int64_t rows = -1;
    for (const TracedTensor& column : columns) {
        if (column.value.rank() == 0)
            throw RaisedError("ValueError", "Unbatching a tensor is only supported for rank >= 1");
        const std::int64_t own = column.value.shape()[0];
        if (rows >= 0 && own != rows)
            throw RaisedError("ValueError",
                              "Dimensions " + std::to_string(rows) + " and " + std::to_string(own)
                                  + " are not compatible");
        rows = own;
    }
    return lang::makeValue<DatasetObject>(
        runtime, "TensorSliceDataset", rows, [&runtime, columns, structure, rows] {
            return generated(
                [&runtime, columns, structure, rows, at = std::make_shared<std::int64_t>(0)](
                    Interpreter& inner) -> std::optional<Value> {
                    if (*at >= rows)
                        return {};
                    const Call each(runtime, inner, {});
                    std::vector<Value> leaves;
                    for (const TracedTensor& column : columns)
                        leaves.push_back(each.result(entryOf(each, column, 0, *at)));
                    ++*at;
                    return withLeaves(inner, structure, leaves);
                });
        });
}

} // namespace

void defineData(Runtime& runtime, lang::Module& data)
{
    auto* dataset = new lang::Module("tensorflow.data.Dataset");
    data.define("Dataset", Value::object(dataset));
    data.define("AUTOTUNE", Value::integer(-1));
    define(runtime, {dataset}, "from_tensor_slices", "tensors, name=None", fromSlices);
    define(runtime, {dataset}, "range", "start, stop=None, step=1", [&runtime](const Call& call) {
        const std::int64_t start = call.given(1) ? call.integer(0, "start") : 0;
        const std::int64_t stop = call.integer(call.given(1) ? 1 : 0, "stop");
        const std::int64_t step = std::max<std::int64_t>(call.integer(2, "step"), 1);
        const std::int64_t count = std::max<std::int64_t>((stop - start + step - 1) / step, 0);
        return lang::makeValue<DatasetObject>(
            runtime, "RangeDataset", count, [&runtime, start, step, count] {
                return generated([&runtime, start, step, count,
                                  at = std::make_shared<std::int64_t>(0)](
                                     Interpreter&) -> std::optional<Value> {
                    if (*at >= count)
                        return {};
                    return wrap(runtime,
                                runtime.leaf(Op::Constant, Tensor::scalar(start + step * (*at)++)));
                });
            });
    });
}

} // namespace engine::library
