#include "engine/learning/mistakes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/learning/answervalue.h"
#include "engine/recording/questions.h"
#include "engine/tensor/evaluate.h"
#include "engine/tensor/tensorerror.h"

namespace engine {
namespace {

bool sameNumbers(const Tensor& a, const Tensor& b)
{
    return a.shape() == b.shape() && sameAnswer(AnswerValue::of(a), AnswerValue::of(b), 0);
}

std::optional<Tensor> attempt(Op op, std::vector<Tensor> inputs, const Attributes& attributes = {})
{
    try {
        return evaluate(op, inputs, attributes);
    } catch (const TensorError&) {
        return std::nullopt;
    }
}

/// Collects the wrong gradients of one node.
class Collector
{
public:
    Collector(const Recording& recording, PassId pass, NodeId node)
        : m_recording(recording)
        , m_pass(recording.passes[static_cast<std::size_t>(pass.index)])
        , m_node(node)
    {
        const GradientState state = gradientAt(recording, pass, node, recording.stepCount());
        m_right = state.sum;
        m_arrivals = state.contributions;
    }

    std::vector<WrongGradient> collect()
    {
        if (!m_right)
            return {};
        forgotToAdd();
        wrongOperand();
        droppedFactor();
        add(Mistake::FlippedSign, attempt(Op::Negative, {*m_right}));
        const Tensor& value = m_recording.graph.node(m_node).value;
        add(Mistake::ForwardValue, value);
        if (m_right->rank() == 2 && m_right->shape()[0] != m_right->shape()[1])
            add(Mistake::Transposed,
                attempt(Op::Transpose, {*m_right}, resolveTranspose(m_right->shape(), {})));
        return std::move(m_found);
    }

private:
    const Contribution& arrival(int index) const
    {
        return m_pass.contributions[static_cast<std::size_t>(index)];
    }

    void add(Mistake mistake, const std::optional<Tensor>& value)
    {
        if (!value || value->dtype() != m_right->dtype() || value->size() != m_right->size()
            || sameNumbers(*value, *m_right))
            return;
        const bool known =
            std::any_of(m_found.begin(), m_found.end(), [&](const WrongGradient& found) {
                return sameNumbers(found.value, *value);
            });
        if (!known)
            m_found.push_back({mistake, *value});
    }

    void forgotToAdd()
    {
        if (m_arrivals.size() < 2)
            return;
        for (auto it = m_arrivals.rbegin(); it != m_arrivals.rend(); ++it)
            add(Mistake::ForgotToAdd, arrival(*it).amount);
        for (auto it = m_arrivals.rbegin(); it != m_arrivals.rend(); ++it)
            add(Mistake::ForgotToAdd, attempt(Op::Subtract, {*m_right, arrival(*it).amount}));
    }

    const Firing* firingOf(NodeId node) const
    {
        const auto found = std::find_if(m_pass.firings.begin(), m_pass.firings.end(),
                                        [&](const Firing& firing) { return firing.node == node; });
        return found == m_pass.firings.end() ? nullptr : &*found;
    }

    /// The sum of the contributions with some of them replaced.
    template <class Replace>
    std::optional<Tensor> sumWith(const Replace& replace) const
    {
        std::optional<Tensor> sum;
        bool replaced = false;
        for (const int index : m_arrivals) {
            const std::optional<Tensor> other = replace(arrival(index));
            replaced = replaced || other;
            const Tensor& amount = other ? *other : arrival(index).amount;
            if (sum && sum->shape() != amount.shape())
                return std::nullopt;
            sum = sum ? attempt(Op::Add, {*sum, amount}) : amount;
            if (!sum)
                return std::nullopt;
        }
        return replaced ? sum : std::nullopt;
    }

    /// The product's rule with the operand itself where the other one belongs.
    void wrongOperand()
    {
        add(Mistake::WrongOperand,
            sumWith([&](const Contribution& arrival) -> std::optional<Tensor> {
                const Node& from = m_recording.graph.node(arrival.from);
                const Firing* firing = firingOf(arrival.from);
                if (!firing || from.op != Op::Multiply)
                    return std::nullopt;
                const Tensor& own =
                    m_recording.graph.node(from.inputs[static_cast<std::size_t>(arrival.slot)])
                        .value;
                const auto amount = attempt(Op::Multiply, {firing->upstream, own});
                return amount && amount->shape() == arrival.amount.shape() ? amount : std::nullopt;
            }));
    }

    /// Without what came from above; or without a number of the program.
    void droppedFactor()
    {
        for (const int index : m_arrivals) {
            const Node& from = m_recording.graph.node(arrival(index).from);
            for (const NodeId input : from.inputs)
                withoutConstant(input);
            const Firing* firing = firingOf(arrival(index).from);
            if (firing && firing->upstream.size() == 1)
                withoutNumber(firing->upstream);
        }
        for (const Firing& firing : m_pass.firings) {
            for (const NodeId input : m_recording.graph.node(firing.node).inputs)
                withoutConstant(input);
        }
    }

    void withoutConstant(NodeId input)
    {
        const Node& node = m_recording.graph.node(input);
        if (node.op == Op::Constant && node.value.size() == 1)
            withoutNumber(node.value);
    }

    void withoutNumber(const Tensor& factor)
    {
        const double number = factor.at(0);
        if (number == 0 || std::abs(number) == 1 || !std::isfinite(number))
            return;
        add(Mistake::DroppedFactor,
            attempt(Op::Divide, {*m_right, Tensor::full(m_right->dtype(), Shape{}, number)}));
    }

    const Recording& m_recording;
    const GradientPass& m_pass;
    NodeId m_node;
    std::optional<Tensor> m_right;
    std::vector<int> m_arrivals;
    std::vector<WrongGradient> m_found;
};

constexpr std::array<std::pair<std::string_view, Mistake>, 10> names{
    {{"forgot to add", Mistake::ForgotToAdd},
     {"dropped factor", Mistake::DroppedFactor},
     {"transposed", Mistake::Transposed},
     {"wrong operand", Mistake::WrongOperand},
     {"forward value", Mistake::ForwardValue},
     {"flipped sign", Mistake::FlippedSign},
     {"sign", Mistake::FlippedSign},
     {"not none", Mistake::NotNone},
     {"none vs zero", Mistake::NotNone},
     {"wrong shape", Mistake::WrongShape}}};

} // namespace

BilingualText mistakeText(Mistake mistake)
{
    switch (mistake) {
    case Mistake::ForgotToAdd:
        return {"That is only one of the contributions that arrive here. They are added.",
                "这只是到达这里的贡献之一。所有贡献要相加。"};
    case Mistake::DroppedFactor:
        return {"A factor is missing: what comes from above is multiplied with the operation's own "
                "slope.",
                "少了一个因子：上游传来的值要乘以运算自身的斜率。"};
    case Mistake::Transposed:
        return {"It is the other way round: a gradient has the shape of what it belongs to.",
                "转置了：梯度的形状与它所属的量相同。"};
    case Mistake::WrongOperand:
        return {"A product sends each operand the other one, not itself.",
                "乘积传给每个因子的是另一个因子，而不是它自己。"};
    case Mistake::ForwardValue:
        return {"That is the value that was computed, not the gradient.",
                "这是前向计算的值，不是梯度。"};
    case Mistake::FlippedSign:
        return {"The size is right, the sign is not.", "大小对了，符号反了。"};
    case Mistake::WrongShape:
        return {"The shape does not fit: a gradient has the shape of what it belongs to, and "
                "broadcasting stretches axes of length 1.",
                "形状不对：梯度的形状与它所属的量相同，广播会拉伸长度为 1 的轴。"};
    case Mistake::NotNone:
        return {
            "Ask first whether a recorded path leads from the source to the target: without one "
            "the answer is None, and with one it is a number, even if that is 0.",
            "先看有没有一条被记录的路径从源通向目标：没有就是 None；有就是一个数，哪怕是 0。"};
    }
    return {};
}

std::optional<Mistake> mistakeNamed(const std::string& name)
{
    std::string plain = name;
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
    for (const auto& [known, mistake] : names) {
        if (sameWords(plain, std::string(known)) || sameWords(plain, std::string(known) + "s"))
            return mistake;
    }
    if (sameWords(plain, "dropped the factor"))
        return Mistake::DroppedFactor;
    if (sameWords(plain, "shape"))
        return Mistake::WrongShape;
    return std::nullopt;
}

std::vector<WrongGradient> wrongGradients(const Recording& recording, PassId pass, NodeId node)
{
    return Collector(recording, pass, node).collect();
}

FormulaBook::Answer compareGradient(FormulaBook& book, const Recording& recording,
                                    const PassSource& gradient, int k, const std::string& typed)
{
    const auto pass = static_cast<std::size_t>(gradient.pass.index);
    const NodeId node = recording.passes[pass].sources[static_cast<std::size_t>(gradient.source)];
    const std::string bare = withoutMarks(typed);
    const int ended = recording.passFacts[pass].endedAt;
    const auto answer = book.compare(gradient.pass, node, std::min(ended, k), bare);
    return answer == FormulaBook::Answer::NotUnderstood ? book.compare(gradient.pass, node, k, bare)
                                                        : answer;
}

std::optional<PassSource> findGradient(const Recording& recording, const GradientName& name, int k)
{
    const auto called = [&](NodeId node, const std::string& wanted, int at) {
        const std::vector<int>& bindings =
            recording.nodes[static_cast<std::size_t>(node.index)].bindings;
        return std::any_of(bindings.begin(), bindings.end(), [&](int index) {
            const Binding& binding = recording.bindings[static_cast<std::size_t>(index)];
            return binding.name == wanted && binding.bornAt <= at && binding.endsAt > at;
        });
    };
    for (std::size_t p = recording.passes.size(); p-- > 0;) {
        const GradientPass& pass = recording.passes[p];
        const PassFacts& facts = recording.passFacts[p];
        if (facts.endedAt > k
            || std::none_of(pass.targets.begin(), pass.targets.end(), [&](NodeId target) {
                   return called(target, name.target, facts.beganAt);
               }))
            continue;
        for (std::size_t s = 0; s < pass.sources.size(); ++s) {
            if (called(pass.sources[s], name.source, facts.beganAt))
                return PassSource{{static_cast<int>(p)}, static_cast<int>(s)};
        }
    }
    return std::nullopt;
}

} // namespace engine
