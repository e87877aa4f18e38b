#include <cmath>
#include <map>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/keras.h"
#include "engine/library/tapeobject.h"
#include "engine/library/tensorobject.h"
#include "engine/library/variableobject.h"

namespace engine::library {

namespace {

/// tf.keras.optimizers.SGD, Adam: a step for each (gradient, variable), computed operation by
/// operation.
class OptimizerObject : public lang::Object
{
public:
    /// The change to subtract from the variable, and what to remember for it.
    struct Memory
    {
        std::optional<TracedTensor> first;
        std::optional<TracedTensor> second;
        std::optional<TracedTensor> third;
    };
    using Step =
        std::function<TracedTensor(OptimizerObject&, const TracedTensor& gradient, Memory& memory)>;

    OptimizerObject(Runtime& runtime, std::string kind, double rate, Step step)
        : learningRate(rate)
        , m_runtime(runtime)
        , m_kind(std::move(kind))
        , m_step(std::move(step))
    {
    }
    double learningRate;
    std::int64_t iterations = 0;

    TracedTensor run(Op op, std::initializer_list<TracedTensor> inputs)
    {
        return m_runtime.execute(op, inputs);
    }
    TracedTensor scaled(const TracedTensor& x, double factor)
    {
        return run(
            Op::Multiply,
            {x, m_runtime.leaf(Op::Constant, Tensor::full(x.value.dtype(), Shape{}, factor))});
    }

    TracedTensor constant(double number, const TracedTensor& like)
    {
        return m_runtime.leaf(Op::Constant,
                              Tensor::full(like.value.dtype(), like.value.shape(), number));
    }
    /// keep·old + (1 − keep)·fresh; before the first step the average is 0.
    TracedTensor averaged(const std::optional<TracedTensor>& old, const TracedTensor& fresh,
                          double keep)
    {
        const TracedTensor part = scaled(fresh, 1 - keep);
        return old ? run(Op::Add, {scaled(*old, keep), part}) : part;
    }
    TracedTensor plus(const TracedTensor& x, double number)
    {
        return run(
            Op::Add,
            {x, m_runtime.leaf(Op::Constant, Tensor::full(x.value.dtype(), Shape{}, number))});
    }

    std::string typeName() const override { return m_kind; }
    std::string qualifiedTypeName() const override
    {
        return "tensorflow.python.keras.optimizer_v2." + m_kind;
    }
    std::vector<std::string> attributeNames() const override
    {
        return {"apply_gradients", "iterations", "learning_rate", "lr", "minimize"};
    }
    void setAttribute(Interpreter& interpreter, const std::string& name,
                      const Value& value) override
    {
        if (name == "learning_rate" || name == "lr")
            learningRate = toDouble(interpreter, value, name);
        else
            lang::Object::setAttribute(interpreter, name, value);
    }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override
    {
        if (name == "learning_rate" || name == "lr")
            return wrap(
                m_runtime,
                m_runtime.leaf(Op::Constant, Tensor::scalar(static_cast<float>(learningRate))));
        if (name == "iterations")
            return Value::integer(iterations);
        const Value self = Value::object(this);
        if (name == "apply_gradients")
            return lang::makeValue<lang::NativeFunction>(
                name, signature("grads_and_vars, name=None"),
                [self](Interpreter& interpreter, std::span<const Value> arguments) {
                    return self.as<OptimizerObject>()->applyGradients(interpreter, arguments[0]);
                });
        if (name == "minimize")
            return lang::makeValue<lang::NativeFunction>(
                name, signature("loss, var_list, grad_loss=None, name=None, tape=None"),
                [self](Interpreter& interpreter, std::span<const Value> arguments) {
                    return self.as<OptimizerObject>()->minimize(interpreter, arguments);
                });
        return {};
    }

private:
    Value applyGradients(Interpreter& interpreter, const Value& pairs)
    {
        std::vector<std::pair<Value, Value>> present;
        std::string missing;
        std::string all;
        for (const Value& pair : interpreter.elements(pairs)) {
            const std::vector<Value> both = interpreter.elements(pair);
            if (both.size() != 2 || !both[1].as<VariableObject>())
                throw RaisedError("ValueError",
                                  "apply_gradients takes pairs of a gradient and a variable",
                                  {"Write optimizer.apply_gradients(zip(gradients, variables)).",
                                   "请写 optimizer.apply_gradients(zip(gradients, variables))。"});
            const std::string name = "'"
                + m_runtime.context().variable(both[1].as<VariableObject>()->variable()).name + "'";
            all += (all.empty() ? "" : ", ") + name;
            if (both[0].isNone())
                missing += (missing.empty() ? "" : ", ") + name;
            else
                present.emplace_back(both[0], both[1]);
        }
        if (present.empty())
            throw RaisedError("ValueError",
                              "No gradients provided for any variable: [" + all + "].",
                              {"Every gradient is None: look in the tape for why the loss does not "
                               "depend on the variables.",
                               "所有梯度都是 None：请在梯度带中查看损失为何不依赖这些变量。"});
        if (!missing.empty())
            m_runtime.warn("missing gradients " + missing,
                           "Gradients do not exist for variables [" + missing
                               + "] when minimizing the loss.",
                           1);
        ++iterations;
        for (const auto& [gradient, variable] : present) {
            auto* object = variable.as<VariableObject>();
            const TracedTensor g =
                toTensor(m_runtime, interpreter, gradient, Wanted{object->contents().dtype(), {}});
            const TracedTensor change = m_step(*this, g, m_memory[object->variable().index]);
            interpreter.call(interpreter.attribute(variable, "assign_sub"),
                             {wrap(m_runtime, change)});
        }
        return Value::none();
    }

    /// `loss` is a function without arguments, or a tensor together with the tape that saw it.
    Value minimize(Interpreter& interpreter, std::span<const Value> arguments)
    {
        std::vector<Value> variables;
        const bool callableList = arguments[1].isObject() && arguments[1].asObject()->isCallable();
        collectVariables(callableList ? interpreter.call(arguments[1], {}) : arguments[1], false,
                         variables);
        Value tape = arguments[4];
        Value loss = arguments[0];
        if (loss.isObject() && loss.asObject()->isCallable()) {
            tape =
                lang::makeValue<TapeObject>(m_runtime, m_runtime.context().makeTape(false, true));
            tape.asObject()->enter(interpreter);
            try {
                loss = interpreter.call(loss, {});
            } catch (...) {
                tape.asObject()->exit(interpreter, true);
                throw;
            }
            tape.asObject()->exit(interpreter, false);
        } else if (tape.isNone()) {
            throw RaisedError("ValueError", "`tape` is required when a `Tensor` loss is passed.");
        }
        const Value gradients = interpreter.call(interpreter.attribute(tape, "gradient"),
                                                 {loss, lang::makeList(variables)});
        std::vector<Value> pairs;
        const std::vector<Value> each = interpreter.elements(gradients);
        for (std::size_t i = 0; i < variables.size(); ++i)
            pairs.push_back(lang::makeTuple({each[i], variables[i]}));
        return applyGradients(interpreter, lang::makeList(std::move(pairs)));
    }

    Runtime& m_runtime;
    std::string m_kind;
    Step m_step;
    std::map<int, Memory> m_memory; ///< by variable
};

/// m ← μ·m + lr·g; the change is m, or with Nesterov's momentum μ·m + lr·g.
Value makeSgd(const Call& call)
{
    const double momentum = call.number(1, "momentum");
    const bool nesterov = call.truth(2);
    return lang::makeValue<OptimizerObject>(
        call.runtime(), "SGD", call.number(0, "learning_rate"),
        [momentum, nesterov](OptimizerObject& self, const TracedTensor& g,
                             OptimizerObject::Memory& memory) {
            const TracedTensor move = self.scaled(g, self.learningRate);
            if (momentum == 0)
                return move;
            memory.first = memory.first
                ? self.run(Op::Add, {self.scaled(*memory.first, momentum), move})
                : move;
            return nesterov ? self.run(Op::Add, {self.scaled(*memory.first, momentum), move})
                            : *memory.first;
        });
}

/// Kingma and Ba (2015), with the bias correction folded into the rate, as Keras does; amsgrad:
/// Reddi, Kale and Kumar (2018), the greatest second moment so far.
Value makeAdam(const Call& call)
{
    const double b1 = call.number(1, "beta_1");
    const double b2 = call.number(2, "beta_2");
    const double epsilon = call.number(3, "epsilon");
    const bool amsgrad = call.truth(4);
    return lang::makeValue<OptimizerObject>(
        call.runtime(), "Adam", call.number(0, "learning_rate"),
        [b1, b2, epsilon, amsgrad](OptimizerObject& self, const TracedTensor& g,
                                   OptimizerObject::Memory& memory) {
            memory.first = self.averaged(memory.first, g, b1);
            memory.second = self.averaged(memory.second, self.run(Op::Square, {g}), b2);
            if (amsgrad)
                memory.third = memory.third ? self.run(Op::Maximum, {*memory.third, *memory.second})
                                            : *memory.second;
            const auto t = static_cast<double>(self.iterations);
            const double rate =
                self.learningRate * std::sqrt(1 - std::pow(b2, t)) / (1 - std::pow(b1, t));
            const TracedTensor root =
                self.run(Op::Sqrt, {amsgrad ? *memory.third : *memory.second});
            return self.run(Op::Divide,
                            {self.scaled(*memory.first, rate), self.plus(root, epsilon)});
        });
}

/// Hinton's lecture notes (2012): the rate over the root of the running mean square. As in Keras,
/// ε stands inside the root when there is momentum.
Value makeRmsprop(const Call& call)
{
    const double rho = call.number(1, "rho");
    const double momentum = call.number(2, "momentum");
    const double epsilon = call.number(3, "epsilon");
    const bool centered = call.truth(4);
    return lang::makeValue<OptimizerObject>(
        call.runtime(), "RMSprop", call.number(0, "learning_rate"),
        [rho, momentum, epsilon, centered](OptimizerObject& self, const TracedTensor& g,
                                           OptimizerObject::Memory& memory) {
            memory.first = self.averaged(memory.first, self.run(Op::Square, {g}), rho);
            TracedTensor spread = *memory.first;
            if (centered) {
                memory.second = self.averaged(memory.second, g, rho);
                spread = self.run(Op::Subtract, {spread, self.run(Op::Square, {*memory.second})});
            }
            const TracedTensor move = self.scaled(g, self.learningRate);
            if (momentum == 0)
                return self.run(Op::Divide,
                                {move, self.plus(self.run(Op::Sqrt, {spread}), epsilon)});
            const TracedTensor fresh =
                self.run(Op::Divide, {move, self.run(Op::Sqrt, {self.plus(spread, epsilon)})});
            memory.third = memory.third
                ? self.run(Op::Add, {self.scaled(*memory.third, momentum), fresh})
                : fresh;
            return *memory.third;
        });
}

/// Duchi, Hazan and Singer (2011): the rate over the root of all squares so far.
Value makeAdagrad(const Call& call)
{
    const double start = call.number(1, "initial_accumulator_value");
    const double epsilon = call.number(2, "epsilon");
    return lang::makeValue<OptimizerObject>(
        call.runtime(), "Adagrad", call.number(0, "learning_rate"),
        [start, epsilon](OptimizerObject& self, const TracedTensor& g,
                         OptimizerObject::Memory& memory) {
            if (!memory.first)
                memory.first = self.constant(start, g);
            memory.first = self.run(Op::Add, {*memory.first, self.run(Op::Square, {g})});
            return self.run(Op::Divide,
                            {self.scaled(g, self.learningRate),
                             self.plus(self.run(Op::Sqrt, {*memory.first}), epsilon)});
        });
}

} // namespace

void defineOptimizers(Runtime& runtime, lang::Module& optimizers)
{
    define(runtime, {&optimizers}, "SGD",
           "learning_rate=0.01, momentum=0.0, nesterov=False, name='SGD'", makeSgd);
    define(
        runtime, {&optimizers}, "Adam",
        "learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False, name='Adam'",
        makeAdam);
    define(runtime, {&optimizers}, "RMSprop",
           "learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-07, centered=False, "
           "name='RMSprop'",
           makeRmsprop);
    define(runtime, {&optimizers}, "Adagrad",
           "learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-07, name='Adagrad'",
           makeAdagrad);
    for (const char* name : {"Adadelta", "Adamax", "Nadam", "Ftrl"})
        optimizers.refuse(name,
                          {"Use SGD (also with momentum and nesterov), Adam, RMSprop or Adagrad.",
                           "请使用 SGD（可带 momentum 和 nesterov）、Adam、RMSprop 或 Adagrad。"});
    optimizers.refuse("schedules",
                      {"Set optimizer.learning_rate in the training loop.",
                       "请在训练循环里设置 optimizer.learning_rate。"});
    optimizers.refuse("Optimizer",
                      {"Write a function of your own that calls assign_sub on each variable.",
                       "请自己写一个函数，对每个变量调用 assign_sub。"});
}

} // namespace engine::library
