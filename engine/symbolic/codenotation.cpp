#include <algorithm>

#include "engine/symbolic/notation.h"

namespace engine {
namespace {

std::string tuple(const Shape& shape)
{
    return shape.tupleText();
}

std::string axisArgument(const ReduceAttributes& attributes, const Shape& from)
{
    std::string text;
    if (static_cast<int>(attributes.axes.size()) != from.rank()) {
        for (const int axis : attributes.axes)
            text += (text.empty() ? "" : ", ") + std::to_string(axis);
        text = attributes.axes.size() == 1 ? ", axis=" + text : ", axis=[" + text + "]";
    }
    return text + (attributes.keepDims ? ", keepdims=True" : "");
}

/// "tf.", "tf.nn.", ...: where TensorFlow keeps the function.
std::string moduleOf(Op op)
{
    switch (op) {
    case Op::Relu:
    case Op::Relu6:
    case Op::LeakyRelu:
    case Op::Elu:
    case Op::Softplus:
    case Op::Softsign:
    case Op::Softmax:
    case Op::LogSoftmax:
        return "tf.nn.";
    case Op::Log:
    case Op::Erf:
    case Op::Erfc:
    case Op::Erfinv:
    case Op::Lgamma:
    case Op::Digamma:
    case Op::Polygamma:
    case Op::LogSigmoid:
    case Op::Atan2:
        return "tf.math.";
    case Op::Diag:
    case Op::DiagPart:
    case Op::Trace:
    case Op::Inverse:
    case Op::Determinant:
    case Op::Solve:
    case Op::Cross:
    case Op::Matvec:
    case Op::Cholesky:
    case Op::BandPart:
    case Op::Eigenvalues:
        return "tf.linalg.";
    default: // most are at the top
        return "tf.";
    }
}

/// Whether the arguments alone say what the operation does.
bool isPlainCall(const FormulaNode& node, const Shape& first)
{
    if (std::holds_alternative<std::monostate>(node.attributes))
        return true;
    const auto* axis = std::get_if<AxisAttributes>(&node.attributes);
    return axis && (node.op == Op::Softmax || node.op == Op::LogSoftmax)
        && axis->axis == first.rank() - 1;
}

/// The cell language: what one could paste into a cell.
class CodeNotation : public Notation
{
public:
    bool writesSquaredNorm() const override { return false; }
    bool writesQuotientsOfSums() const override { return false; }
    bool complete() const override { return m_complete; }

    Written number(const Number& number, const Shape& shape) override
    {
        const Number::Spelling parts = number.spelling();
        std::string text = parts.whole;
        Written::Strength strength = Written::Atom;
        if (!parts.denominator.empty()) {
            text += " / " + parts.denominator;
            strength = Written::Product;
        }
        if (!parts.base.empty()) {
            strength = text.empty() ? Written::Power : Written::Product;
            text +=
                (text.empty() ? "" : " * ") + parts.base + "**" + std::to_string(parts.exponent);
        }
        if (shape.elementCount() == 1 && shape.rank() == 0)
            return {text, strength, false, true};
        if (number.isOne())
            return {"tf.ones(" + tuple(shape) + ")", Written::Atom};
        if (number.isZero())
            return {"tf.zeros(" + tuple(shape) + ")", Written::Atom};
        return {text + " * tf.ones(" + tuple(shape) + ")", Written::Product};
    }

    Written symbol(const SymbolName& name) override { return {name.code(), Written::Atom}; }

    Written sum(const std::vector<SignedTerm>& terms) override
    {
        std::string text;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const bool bracket = terms[i].term.strength == Written::Sum && (i || terms[i].negative);
            text += i ? (terms[i].negative ? " - " : " + ") : (terms[i].negative ? "-" : "");
            text += bracket ? "(" + terms[i].term.text + ")" : terms[i].term.text;
        }
        return {text, Written::Sum};
    }

    Written product(const std::vector<Written>& factors) override
    {
        std::string text;
        bool scalars = true;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const Written& factor = factors[i];
            // a * A @ B is (a * A) @ B, which is right for a scalar a only.
            const bool bracket = factor.strength == Written::Sum
                || (factor.strength == Written::Product && i > 0)
                || (factor.strength == Written::Chain && !(scalars && i + 1 == factors.size()));
            text += (i ? " * " : "") + (bracket ? "(" + factor.text + ")" : factor.text);
            scalars = scalars && factor.single;
        }
        return {text, Written::Product};
    }

    Written quotient(const Written& above, const Written& below) override
    {
        return {(above.strength == Written::Sum ? "(" + above.text + ")" : above.text) + " / "
                    + (below.strength < Written::Power ? "(" + below.text + ")" : below.text),
                Written::Product};
    }

    Written power(const Written& base, const Written& exponent, const FormulaNode&,
                  const Number*) override
    {
        return {
            (base.strength == Written::Atom ? base.text : "(" + base.text + ")") + "**"
                + (exponent.strength == Written::Atom ? exponent.text : "(" + exponent.text + ")"),
            Written::Power};
    }

    Written root(const Written& inner) override { return {"tf.sqrt(" + inner.text + ")"}; }

    Written chain(const std::vector<Written>& factors) override
    {
        std::string text;
        for (std::size_t i = 0; i < factors.size(); ++i)
            text += (i ? " @ " : "")
                + (factors[i].strength < Written::Prefix ? "(" + factors[i].text + ")"
                                                         : factors[i].text);
        return {text, Written::Chain};
    }

    Written transpose(const Written& inner) override
    {
        return {"tf.transpose(" + inner.text + ")"};
    }

    Written layout(const Written& inner, const FormulaNode& node, const Shape&) override
    {
        return {(node.op == Op::Reshape ? "tf.reshape(" : "tf.broadcast_to(") + inner.text + ", "
                + tuple(node.shape) + ")"};
    }

    Written squaredNorm(const Written& inner) override { return inner; }

    Written apply(const FormulaNode& node, const std::vector<Written>& parts,
                  const std::vector<Shape>& shapes) override
    {
        const auto comparison = [&](const char* sign) {
            return Written{"tf.cast(" + parts[0].text + sign + parts[1].text + ", tf.float32)"};
        };
        const auto call = [&](const std::string& name, const std::string& extra = {}) {
            std::string text = name + "(";
            for (std::size_t i = 0; i < parts.size(); ++i)
                text += (i ? ", " : "") + asFloat(parts[i]);
            return Written{text + extra + ")"};
        };
        const std::string name = moduleOf(node.op) + std::string(pythonName(node.op));
        switch (node.op) {
        case Op::Less:
            return comparison(" < ");
        case Op::LessEqual:
            return comparison(" <= ");
        case Op::Equal:
            return comparison(" == ");
        case Op::NotEqual:
            return comparison(" != ");
        case Op::Greater:
            return comparison(" > ");
        case Op::GreaterEqual:
            return comparison(" >= ");
        case Op::FloorDivide:
            return {bracketed(parts[0]) + " // " + bracketed(parts[1]), Written::Product};
        case Op::FloorModulo:
            return {bracketed(parts[0]) + " % " + bracketed(parts[1]), Written::Product};
        case Op::ReduceSum:
        case Op::ReduceMean:
        case Op::ReduceMax:
        case Op::ReduceMin:
        case Op::Norm:
            return call(name, axisArgument(std::get<ReduceAttributes>(node.attributes), shapes[0]));
        case Op::Slice:
            return {bracketed(parts[0]) + "["
                    + sliceText(std::get<SliceAttributes>(node.attributes)) + "]"};
        case Op::Where: // takes no numbers for a condition, as which comparisons are written
            return {"tf.where(" + parts[0].text + " != 0, " + asFloat(parts[1]) + ", "
                    + asFloat(parts[2]) + ")"};
        case Op::SliceGradient: {
            // The entry's place among zeros, as a list, which the tensor's dtype decides about.
            const auto& slice = std::get<SliceAttributes>(node.attributes);
            if (slice.axes.size() != 1 || !slice.axes[0].drop || node.shape[0] > 12) {
                m_complete = false;
                return parts[0];
            }
            std::string list;
            for (std::int64_t i = 0; i < node.shape[0]; ++i)
                list += (i ? ", " : "") + std::string(i == slice.axes[0].start ? "1." : "0.");
            return {
                (parts[0].strength < Written::Product ? "(" + parts[0].text + ")" : parts[0].text)
                    + " * [" + list + "]",
                Written::Product};
        }
        case Op::Transpose: {
            std::string permutation;
            for (const int axis : std::get<TransposeAttributes>(node.attributes).permutation)
                permutation += (permutation.empty() ? "" : ", ") + std::to_string(axis);
            return call(name, ", perm=[" + permutation + "]");
        }
        case Op::Polygamma: {
            const double order = std::get<NumberAttributes>(node.attributes).value;
            return {name + "(" + std::to_string(static_cast<int>(order)) + "., " + asFloat(parts[0])
                    + ")"};
        }
        case Op::BandPart: {
            const auto& band = std::get<BandAttributes>(node.attributes);
            return call(name, ", " + std::to_string(band.lower) + ", " + std::to_string(band.upper));
        }
        case Op::Eigenvectors:
            return {"tf.linalg.eigh(" + parts[0].text + ")[1]"};
        case Op::SingularValues:
            return {"tf.linalg.svd(" + parts[0].text + ")[0]"};
        case Op::SingularVectorsLeft:
        case Op::SingularVectorsRight:
            return {"tf.linalg.svd(" + parts[0].text
                    + (wantsFullMatrices(node.attributes) ? ", full_matrices=True" : "")
                    + (node.op == Op::SingularVectorsLeft ? ")[1]" : ")[2]")};
        case Op::QrOrthogonal:
        case Op::QrUpper:
            return {"tf.linalg.qr(" + parts[0].text
                    + (wantsFullMatrices(node.attributes) ? ", full_matrices=True" : "")
                    + (node.op == Op::QrOrthogonal ? ")[0]" : ")[1]")};
        case Op::Concat: {
            std::string list;
            for (const Written& part : parts)
                list += (list.empty() ? "" : ", ") + part.text;
            return {"tf.concat([" + list + "], axis="
                    + std::to_string(std::get<AxisAttributes>(node.attributes).axis) + ")"};
        }
        default: // as TensorFlow calls it
            m_complete = m_complete && isPlainCall(node, shapes[0]);
            return call(name);
        }
    }

private:
    /// TensorFlow's functions refuse whole numbers.
    static std::string asFloat(const Written& part)
    {
        return part.number && part.text.find_first_not_of("0123456789") == std::string::npos
            ? part.text + "."
            : part.text;
    }
    static std::string bracketed(const Written& part)
    {
        return part.strength == Written::Atom ? part.text : "(" + part.text + ")";
    }

    bool m_complete = true;
};

} // namespace

std::unique_ptr<Notation> codeNotation()
{
    return std::make_unique<CodeNotation>();
}

} // namespace engine
