#include "engine/recording/backwardprogram.h"

#include "engine/recording/questions.h"

namespace engine {
namespace {

std::string subscript(int number)
{
    std::string text;
    for (const char digit : std::to_string(number))
        text += "\xE2\x82" + std::string(1, static_cast<char>(0x80 + (digit - '0')));
    return text;
}

/// How many characters a UTF-8 text has.
std::size_t lengthOf(const std::string& text)
{
    std::size_t length = 0;
    for (const char c : text)
        length += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return length;
}

class Writer
{
public:
    Writer(const Recording& recording, PassId pass)
        : m_recording(recording)
        , m_pass(recording.passes[static_cast<std::size_t>(pass.index)])
        , m_facts(recording.passFacts[static_cast<std::size_t>(pass.index)])
    {
    }

    std::vector<BackwardLine> lines()
    {
        std::vector<BackwardLine> result;
        for (std::size_t i = 0; i < m_pass.targets.size(); ++i) {
            BackwardLine line;
            line.node = m_pass.targets[i];
            const Tensor& seed = m_pass.seeds[i];
            line.code = bar(line.node) + " = "
                + (seed.size() == 1   ? number(seed)
                       : isOnes(seed) ? "1, 1, …"
                                      : shortValue(seed));
            line.firesAt = m_facts.beganAt;
            result.push_back(std::move(line));
        }
        NodeId previous;
        for (std::size_t i = 0; i < m_pass.contributions.size(); ++i) {
            const Contribution& contribution = m_pass.contributions[i];
            BackwardLine line;
            line.node = contribution.to;
            line.from = contribution.from;
            line.contribution = static_cast<int>(i);
            line.firesAt = i < m_facts.arrivedAt.size() ? m_facts.arrivedAt[i] : never;
            line.beginsRule = previous != contribution.from;
            line.code = bar(contribution.to) + " += " + term(contribution);
            previous = contribution.from;
            result.push_back(std::move(line));
        }
        return result;
    }

private:
    static bool isOnes(const Tensor& tensor)
    {
        for (std::int64_t i = 0; i < tensor.size(); ++i) {
            if (tensor.at(i) != 1)
                return false;
        }
        return true;
    }

    static std::string number(const Tensor& tensor)
    {
        std::string text = shortValue(tensor);
        while (!text.empty() && (text.front() == '[' || text.back() == ']'))
            text = text.front() == '[' ? text.substr(1) : text.substr(0, text.size() - 1);
        if (text.ends_with(".0"))
            text.resize(text.size() - 2);
        else if (text.ends_with("."))
            text.pop_back();
        return text;
    }

    /// The names of the time of the pass: what is bound later is not known to it.
    std::string name(NodeId node) const
    {
        const std::string known = nameAt(m_recording, node, m_facts.beganAt);
        if (!known.empty())
            return known;
        const Node& it = m_recording.graph.node(node);
        if (it.op == Op::Constant && it.value.size() == 1)
            return number(it.value);
        return "v" + subscript(node.index);
    }
    std::string bar(NodeId node) const
    {
        const std::string known = nameAt(m_recording, node, m_facts.beganAt);
        return known.empty() ? barred("v") + subscript(node.index) : barred(known);
    }

    /// Everything pull-back rules say, with the names of the program. Where a rule has cases or
    /// shapes in it, they are said as a function.
    std::string term(const Contribution& c) const
    {
        const Node& node = m_recording.graph.node(c.from);
        const std::string up = bar(c.from);
        const std::string out = name(c.from);
        const auto in = [&](std::size_t slot) {
            return slot < node.inputs.size() ? name(node.inputs[slot]) : std::string("?");
        };
        const std::string x = in(0);
        const std::string b = in(1);
        const bool isFirst = c.slot == 0;
        const std::string body = [&]() -> std::string {
            switch (node.op) {
            case Op::Identity:
            case Op::Add:
                return up;
            case Op::Subtract:
                return isFirst ? up : "−" + up;
            case Op::Multiply:
                return up + " · " + (isFirst ? b : x);
            case Op::Divide:
                return isFirst ? up + " / " + b : "−" + up + " · " + x + " / " + b + "²";
            case Op::FloorModulo:
                return isFirst ? up : "−" + up + " · ⌊" + x + " / " + b + "⌋";
            case Op::Power:
                return isFirst ? up + " · " + b + " · " + x + "^(" + b + " − 1)"
                               : up + " · " + out + " · ln " + x;
            case Op::Maximum:
                return up + " where " + x + (isFirst ? " ≥ " : " < ") + b;
            case Op::Minimum:
                return up + " where " + x + (isFirst ? " ≤ " : " > ") + b;
            case Op::Negative:
                return "−" + up;
            case Op::Abs:
                return up + " · sign " + x;
            case Op::Sign:
                return "0";
            case Op::Square:
                return up + " · 2 · " + x;
            case Op::Sqrt:
                return up + " / (2 · " + out + ")";
            case Op::Exp:
                return up + " · " + out;
            case Op::Log:
                return up + " / " + x;
            case Op::Sin:
                return up + " · cos " + x;
            case Op::Cos:
                return "−" + up + " · sin " + x;
            case Op::Tanh:
                return up + " · (1 − " + out + "²)";
            case Op::Sigmoid:
                return up + " · " + out + " · (1 − " + out + ")";
            case Op::Relu:
                return up + " where " + x + " > 0";
            case Op::Where:
                return up + " where " + (c.slot == 1 ? "" : "not ") + x;
            case Op::Matmul:
                return isFirst ? up + " @ " + b + "ᵀ" : x + "ᵀ @ " + up;
            case Op::Transpose:
                return up + "ᵀ";
            case Op::Reshape:
                return "reshape(" + up + ")";
            case Op::BroadcastTo:
                return "sum(" + up + ")";
            case Op::Cast:
                return "cast(" + up + ")";
            case Op::Slice:
                return "put(" + up + ")";
            case Op::SliceGradient:
                return up + "[…]";
            case Op::Concat:
                return "part " + std::to_string(c.slot + 1) + " of " + up;
            case Op::ReduceSum:
                return "spread(" + up + ")";
            case Op::ReduceMean:
                return "spread(" + up + ") / "
                    + std::to_string(m_recording.graph.node(c.to).value.size()
                                     / std::max<std::int64_t>(node.value.size(), 1));
            case Op::ReduceMax:
                return up + " at the maximum of " + x;
            case Op::ReduceMin:
                return up + " at the minimum of " + x;
            case Op::Norm:
                return up + " · " + x + " / " + out;
            // The others by the name of their vector-Jacobian product; the inspector has the rule.
            case Op::RandomTruncatedNormal:
            case Op::RandomCategorical:
            case Op::RandomPoisson:
            case Op::RandomGamma:
            case Op::CustomGradient:
            case Op::AddN:
            case Op::SquaredDifference:
            case Op::Atan2:
            case Op::Xlogy:
            case Op::Xdivy:
            case Op::DivideNoNan:
            case Op::MultiplyNoNan:
            case Op::ClipByValue:
            case Op::Rsqrt:
            case Op::Reciprocal:
            case Op::Expm1:
            case Op::Log1p:
            case Op::Tan:
            case Op::Asin:
            case Op::Acos:
            case Op::Atan:
            case Op::Sinh:
            case Op::Cosh:
            case Op::Asinh:
            case Op::Acosh:
            case Op::Atanh:
            case Op::Erf:
            case Op::Erfc:
            case Op::Lgamma:
            case Op::Digamma:
            case Op::Polygamma:
            case Op::Erfinv:
            case Op::LogSigmoid:
            case Op::Softplus:
            case Op::Softsign:
            case Op::Relu6:
            case Op::LeakyRelu:
            case Op::Elu:
            case Op::Selu:
            case Op::Gelu:
            case Op::Swish:
            case Op::Floor:
            case Op::Ceil:
            case Op::Round:
            case Op::Rint:
            case Op::IsNan:
            case Op::IsInf:
            case Op::IsFinite:
            case Op::LogicalXor:
            case Op::NonZero:
            case Op::Matvec:
            case Op::Tensordot:
            case Op::Einsum:
            case Op::Cross:
            case Op::Diag:
            case Op::DiagPart:
            case Op::Trace:
            case Op::BandPart:
            case Op::Inverse:
            case Op::Determinant:
            case Op::Solve:
            case Op::Cholesky:
            case Op::Eigenvalues:
            case Op::Eigenvectors:
            case Op::SingularValues:
            case Op::SingularVectorsLeft:
            case Op::SingularVectorsRight:
            case Op::QrOrthogonal:
            case Op::QrUpper:
            case Op::Stack:
            case Op::Tile:
            case Op::Pad:
            case Op::Roll:
            case Op::Reverse:
            case Op::Gather:
            case Op::GatherGradient:
            case Op::GatherNd:
            case Op::ScatterNd:
            case Op::TensorScatterUpdate:
            case Op::BooleanMask:
            case Op::OneHot:
            case Op::Sort:
            case Op::ArgSort:
            case Op::TopK:
            case Op::TopKIndices:
            case Op::RandomShuffle:
            case Op::ReduceProd:
            case Op::ReduceAny:
            case Op::ReduceAll:
            case Op::ReduceLogSumExp:
            case Op::ReduceVariance:
            case Op::ReduceStd:
            case Op::ArgMin:
            case Op::Cumsum:
            case Op::Cumprod:
            case Op::Softmax:
            case Op::LogSoftmax:
            case Op::SoftmaxCrossEntropy:
            case Op::SparseSoftmaxCrossEntropy:
            case Op::SigmoidCrossEntropy:
            case Op::L2Loss:
            case Op::ClipByNorm:
            case Op::Conv2D:
            case Op::ConvInputGradient:
            case Op::ConvFilterGradient:
            case Op::AvgPool:
            case Op::AvgPoolGradient:
            case Op::MaxPool:
            case Op::MaxPoolIndices:
            case Op::AdjustContrast:
                return std::string(pythonName(node.op)) + "_vjp(" + up + ")";
            case Op::Constant:
            case Op::Variable:
            case Op::Gradient:
            case Op::Zeros:
            case Op::Ones:
            case Op::Range:
            case Op::RandomNormal:
            case Op::RandomUniform:
            case Op::StopGradient:
            case Op::FloorDivide:
            case Op::Less:
            case Op::LessEqual:
            case Op::Equal:
            case Op::NotEqual:
            case Op::Greater:
            case Op::GreaterEqual:
            case Op::LogicalAnd:
            case Op::LogicalOr:
            case Op::LogicalNot:
            case Op::ArgMax:
                return "?"; // send nothing back
            }
            return "?";
        }();
        // An operand that was stretched gets the sum over its copies.
        const bool isStretched = c.amount.shape() != node.value.shape() && isElementwise(node.op);
        return isStretched ? "sum(" + body + ")" : body;
    }

    static bool isElementwise(Op op)
    {
        return op == Op::Add || op == Op::Subtract || op == Op::Multiply || op == Op::Divide
            || op == Op::Power || op == Op::Maximum || op == Op::Minimum || op == Op::Where
            || op == Op::FloorModulo;
    }

    const Recording& m_recording;
    const GradientPass& m_pass;
    const PassFacts& m_facts;
};

} // namespace

std::string barred(const std::string& name)
{
    // A bar over a long word is hard to read: there one over its first letter has to do.
    constexpr std::size_t shortest = 2;
    const std::string macron = "\xCC\x84";
    std::string result;
    const bool isShort = lengthOf(name) <= shortest;
    bool isFirst = true;
    for (std::size_t i = 0; i < name.size();) {
        std::size_t next = i + 1;
        while (next < name.size() && (static_cast<unsigned char>(name[next]) & 0xC0U) == 0x80U)
            ++next;
        result += name.substr(i, next - i);
        if (isShort || isFirst)
            result += macron;
        isFirst = false;
        i = next;
    }
    return result;
}

std::vector<BackwardLine> backwardProgram(const Recording& recording, PassId pass)
{
    if (!pass.isValid() || pass.index >= static_cast<int>(recording.passes.size()))
        return {};
    return Writer(recording, pass).lines();
}

} // namespace engine
