#include <algorithm>

#include "engine/symbolic/notation.h"

namespace engine {
namespace {

class LatexNotation : public Notation
{
public:
    Written number(const Number& number, const Shape& shape) override
    {
        const Number::Spelling parts = number.spelling();
        if (!parts.denominator.empty())
            return {"\\frac{" + parts.whole + "}{" + parts.denominator + "}", Written::Atom, false,
                    true};
        std::string text = parts.whole;
        if (const auto e = text.find('e'); e != std::string::npos)
            text = text.substr(0, e) + " \\cdot 10^{" + text.substr(e + 1) + "}";
        if (!parts.base.empty())
            text += (text.empty() ? "" : " \\cdot ") + parts.base + "^{"
                + std::to_string(parts.exponent) + "}";
        if (shape.elementCount() != 1 && parts.base.empty() && (text == "1" || text == "0"))
            text = "\\mathbf{" + text + "}";
        return {text,
                parts.base.empty()        ? Written::Atom
                    : parts.whole.empty() ? Written::Power
                                          : Written::Product,
                false, true};
    }

    Written symbol(const SymbolName& name) override
    {
        return {name.latex(), Written::Atom, name.isWord()};
    }

    Written sum(const std::vector<SignedTerm>& terms) override
    {
        std::string text;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const bool bracket = terms[i].term.strength == Written::Sum && (i || terms[i].negative);
            text += i ? (terms[i].negative ? " - " : " + ") : (terms[i].negative ? "-" : "");
            text += bracket ? bracketed(terms[i].term.text) : terms[i].term.text;
        }
        return {text, Written::Sum};
    }

    Written product(const std::vector<Written>& factors) override
    {
        const auto tensors = std::count_if(factors.begin(), factors.end(),
                                           [](const Written& f) { return !f.single; });
        std::string text;
        bool wordBefore = false;
        int tensorsBefore = 0;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const Written& factor = factors[i];
            const bool bracket = factor.strength == Written::Sum
                || (factor.strength == Written::Product && i > 0)
                || (factor.strength == Written::Prefix && i + 1 < factors.size());
            const bool dot = i > 0 && (factor.number || factors[i - 1].recorded) && !bracket;
            if (i > 0)
                text += !factor.single && tensorsBefore > 0   ? " \\odot "
                    : dot                                     ? " \\cdot "
                    : (factor.word || wordBefore) && !bracket ? " \\, "
                                                              : " ";
            text += bracket ? bracketed(factor.text) : factor.text;
            wordBefore = factor.word && !bracket;
            tensorsBefore += factor.single ? 0 : 1;
        }
        return {text, tensors > 1 ? Written::Product : Written::Chain, factors.front().word};
    }

    Written quotient(const Written& above, const Written& below) override
    {
        return {"\\frac{" + above.text + "}{" + below.text + "}", Written::Atom};
    }

    Written power(const Written& base, const Written& exponent, const FormulaNode& node,
                  const Number*) override
    {
        const bool matrix = node.shape.rank() == 2 && node.shape[0] != 1 && node.shape[1] != 1;
        const bool bare =
            base.strength == Written::Atom && base.text.find("frac") == std::string::npos;
        return {(bare ? base.text : bracketed(base.text)) + "^{" + (matrix ? "\\circ " : "")
                    + exponent.text + "}",
                Written::Power, base.word};
    }

    Written root(const Written& inner) override
    {
        return {"\\sqrt{" + inner.text + "}", Written::Atom};
    }

    Written chain(const std::vector<Written>& factors) override
    {
        std::string text;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const bool bracket = factors[i].strength < Written::Prefix
                || (factors[i].strength == Written::Prefix && i + 1 < factors.size());
            if (i)
                text += factors[i].number && !bracket                      ? " \\cdot "
                    : (factors[i].word || factors[i - 1].word) && !bracket ? " \\, "
                                                                           : " ";
            text += bracket ? bracketed(factors[i].text) : factors[i].text;
        }
        return {text, Written::Chain, factors.front().word};
    }

    Written transpose(const Written& inner) override
    {
        return {(inner.strength == Written::Atom ? inner.text : bracketed(inner.text)) + "^{\\top}",
                Written::Power, inner.word};
    }

    Written layout(const Written& inner, const FormulaNode& node, const Shape& from) override
    {
        const Shape& to = node.shape;
        if (node.op == Op::BroadcastTo)
            return from.elementCount() == 1
                ? Written{(inner.strength == Written::Sum ? bracketed(inner.text) : inner.text)
                              + " \\mathbf{1}",
                          Written::Chain}
                : inner;
        if (from.elementCount() == 1)
            return inner;
        const bool column = to.rank() == 1 || (to.rank() == 2 && to[1] == 1);
        const bool flat = from.rank() == 1 || (from.rank() == 2 && from[1] == 1);
        if (column && flat)
            return inner;
        if ((flat && to.rank() == 2 && to[0] == 1) || (column && from.rank() == 2 && from[0] == 1))
            return transpose(inner);
        return call("\\operatorname{reshape}", {inner});
    }

    Written squaredNorm(const Written& inner) override
    {
        return {"\\lVert " + inner.text + " \\rVert^{2}", Written::Power};
    }

    Written apply(const FormulaNode& node, const std::vector<Written>& parts,
                  const std::vector<Shape>& shapes) override;

private:
    static std::string bracketed(const std::string& text) { return "\\left(" + text + "\\right)"; }
    static Written call(const std::string& name, const std::vector<Written>& parts)
    {
        std::string text = name + "\\left(";
        for (std::size_t i = 0; i < parts.size(); ++i)
            text += (i ? ", " : "") + parts[i].text;
        return {text + "\\right)", Written::Atom, true};
    }
    static Written indicator(const char* sign, const std::vector<Written>& parts)
    {
        return {"\\mathbf{1}[" + parts[0].text + sign + parts[1].text + "]", Written::Atom};
    }
};

std::string functionName(Op op)
{
    switch (op) {
    case Op::Exp:
    case Op::Sin:
    case Op::Cos:
    case Op::Tanh:
        return "\\" + std::string(pythonName(op));
    default: // set upright, with underscores that LaTeX accepts
        break;
    }
    std::string name;
    for (const char c : pythonName(op))
        name += c == '_' ? "\\_" : std::string(1, c);
    return "\\mathrm{" + name + "}";
}

Written LatexNotation::apply(const FormulaNode& node, const std::vector<Written>& parts,
                             const std::vector<Shape>& shapes)
{
    const auto axes = [&] {
        const std::string letters =
            axisLetters(std::get<ReduceAttributes>(node.attributes), shapes[0]);
        return letters.empty() ? letters : "_{" + letters + "}";
    };
    switch (node.op) {
    case Op::Less:
        return indicator(" < ", parts);
    case Op::LessEqual:
        return indicator(" \\le ", parts);
    case Op::Equal:
        return indicator(" = ", parts);
    case Op::NotEqual:
        return indicator(" \\ne ", parts);
    case Op::Greater:
        return indicator(" > ", parts);
    case Op::GreaterEqual:
        return indicator(" \\ge ", parts);
    case Op::LogicalAnd:
        return indicator(" \\land ", parts);
    case Op::LogicalOr:
        return indicator(" \\lor ", parts);
    case Op::LogicalNot:
        return {"\\mathbf{1}[\\lnot " + parts[0].text + "]", Written::Atom};
    case Op::Abs:
        return {"\\left|" + parts[0].text + "\\right|", Written::Atom};
    case Op::Norm:
        return {"\\lVert " + parts[0].text + " \\rVert" + axes(), Written::Atom};
    case Op::Diag:
        return parts[0].number ? Written{"I", Written::Atom} : call("\\operatorname{diag}", parts);
    case Op::Inverse:
        return {(parts[0].strength == Written::Atom ? parts[0].text : bracketed(parts[0].text))
                    + "^{-1}",
                Written::Power};
    case Op::Determinant:
        return call("\\det", parts);
    case Op::Exp:
        return {"e^{" + parts[0].text + "}", Written::Power};
    case Op::Log:
        return call("\\ln", parts);
    case Op::Sigmoid:
        return call("\\sigma", parts);
    case Op::Maximum:
        return call("\\max", parts);
    case Op::Minimum:
        return call("\\min", parts);
    case Op::ReduceMax:
        return call("\\max" + axes(), parts);
    case Op::ReduceMin:
        return call("\\min" + axes(), parts);
    case Op::ReduceMean:
        return call("\\operatorname{mean}" + axes(), parts);
    case Op::ReduceSum:
        return {
            "\\sum" + axes() + " "
                + (parts[0].strength < Written::Prefix ? bracketed(parts[0].text) : parts[0].text),
            Written::Prefix};
    case Op::FloorDivide:
        return {"\\left\\lfloor\\frac{" + parts[0].text + "}{" + parts[1].text + "}\\right\\rfloor",
                Written::Atom};
    case Op::FloorModulo:
        return {parts[0].text + " \\bmod " + parts[1].text, Written::Sum};
    case Op::Slice:
        return {(parts[0].strength == Written::Atom ? parts[0].text : bracketed(parts[0].text))
                    + "[" + sliceText(std::get<SliceAttributes>(node.attributes)) + "]",
                Written::Atom};
    case Op::SliceGradient: {
        const auto& slice = std::get<SliceAttributes>(node.attributes);
        const bool entry = slice.axes.size() == 1 && slice.axes[0].drop;
        const std::string mark = entry ? "\\mathbf{e}_{" + sliceText(slice) + "}"
                                       : "\\big|_{[" + sliceText(slice) + "]}";
        if (entry && (parts[0].text == "1" || parts[0].text == "\\mathbf{1}"))
            return {mark, Written::Atom};
        return {(parts[0].strength < Written::Chain ? bracketed(parts[0].text) : parts[0].text)
                    + " " + mark,
                Written::Chain};
    }
    case Op::Polygamma: // which derivative of digamma
        return call("\\psi^{("
                        + std::to_string(
                            static_cast<int>(std::get<NumberAttributes>(node.attributes).value))
                        + ")}",
                    parts);
    case Op::BandPart: {
        const auto& band = std::get<BandAttributes>(node.attributes);
        if (band.lower < 0 && band.upper == 0)
            return call("\\operatorname{tril}", parts);
        if (band.lower == 0 && band.upper < 0)
            return call("\\operatorname{triu}", parts);
        if (band.lower == 0 && band.upper == 0)
            return call("\\operatorname{diagonal}", parts);
        return call("\\operatorname{band}_{" + std::to_string(band.lower) + ","
                        + std::to_string(band.upper) + "}",
                    parts);
    }
    case Op::Where:
        return {"\\begin{cases}" + parts[1].text + " & " + parts[0].text + "\\\\" + parts[2].text
                    + " & \\text{else}\\end{cases}",
                Written::Atom};
    default: { // functions keep the program's own name
        std::vector<Written> all = parts;
        if (const std::string settings = settingsText(node, shapes); !settings.empty()) {
            std::string escaped;
            for (const char c : settings)
                escaped += c == '_' ? "\\_" : std::string(1, c);
            all.push_back({"\\text{" + escaped + "}"});
        }
        return call(functionName(node.op), all);
    }
    }
}

} // namespace

std::unique_ptr<Notation> latexNotation()
{
    return std::make_unique<LatexNotation>();
}

} // namespace engine
