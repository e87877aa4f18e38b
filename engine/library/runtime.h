#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/interpreter.h"
#include "engine/lang/nativefunction.h"
#include "engine/lang/raisederror.h"
#include "engine/tape/eagercontext.h"
#include "engine/tensor/random.h"
#include "engine/tensor/tensorerror.h"

namespace engine::library {

using lang::Interpreter;
using lang::RaisedError;
using lang::Value;

/// What the modules of one run share: where operations execute, where random numbers come from,
/// which warnings were already given. Owned by the Session; outlives every object of the run.
class Runtime
{
public:
    Runtime(Interpreter& interpreter, EagerContext& context, RandomSource& random);

    EagerContext& context() { return m_context; }
    RandomSource& random() { return m_random; }

    /// Executes and checks the run's limits; TensorErrors become Python exceptions.
    TracedTensor execute(Op op, std::initializer_list<TracedTensor> inputs,
                         Attributes attributes = {});
    TracedTensor execute(Op op, std::span<const TracedTensor> inputs, Attributes attributes = {});
    TracedTensor leaf(Op op, Tensor value, Attributes attributes = {});

    /// A leaf with the same number everywhere, made by TensorFlow's `kernel` ("Fill").
    TracedTensor filled(Op op, std::string_view kernel, DType dtype, const Shape& shape,
                        double number);

    /// "WARNING:tensorflow:<text>" on stderr, at most `times` times a run for the same `key`.
    void warn(const std::string& key, const std::string& text, int times = 1);

    /// "dense", "dense_1", ...: what Keras calls the layers of a kind that were given no name.
    std::string layerName(const std::string& kind)
    {
        const int earlier = m_layers[kind]++;
        return earlier == 0 ? kind : kind + "_" + std::to_string(earlier);
    }

    void restartLayerNames() { m_layers.clear(); }

    /// `work` is done each time a cell has ended, whether it failed or not.
    void atEndOfCell(std::function<void(Interpreter&)> work) { m_cellEndWork.push_back(std::move(work)); }
    void cellEnded();

    /// Runs `work`, turning a TensorError into the Python exception of the same kind.
    template <class Work>
    static decltype(auto) translatingErrors(Work&& work);
    /// The same for the work of one operation: a tensor that is too big is called by its name.
    template <class Work>
    static decltype(auto) translatingErrorsOf(std::string_view kernel, Work&& work);

private:
    void checkLimits(const Tensor& newest);

    Interpreter& m_interpreter;
    EagerContext& m_context;
    RandomSource& m_random;
    std::map<std::string, int> m_warnings;
    std::map<std::string, int> m_layers; ///< by kind
    std::vector<std::function<void(Interpreter&)>> m_cellEndWork;
};

/// As the Python exception of the same kind; the run's memory is a limit, which no `except` catches.
[[noreturn]] void raise(const TensorError& error, std::string_view kernel = {});

template <class Work>
decltype(auto) Runtime::translatingErrorsOf(std::string_view kernel, Work&& work)
{
    try {
        return work();
    } catch (const TensorError& error) {
        raise(error, kernel);
    }
}

template <class Work>
decltype(auto) Runtime::translatingErrors(Work&& work)
{
    try {
        return work();
    } catch (const TensorError& error) {
        raise(error);
    }
}

} // namespace engine::library
