#include <algorithm>
#include <cctype>

#include "engine/symbolic/notation.h"

namespace engine {

std::string sliceText(const SliceAttributes& attributes)
{
    std::string text;
    std::size_t last = 0;
    const auto whole = [&](std::size_t i) {
        const auto& axis = attributes.axes[i];
        return !axis.drop && axis.step == 1 && axis.start == 0
            && axis.count == attributes.inputShape[static_cast<int>(i)];
    };
    for (std::size_t i = 0; i < attributes.axes.size(); ++i) {
        if (!whole(i))
            last = i;
    }
    for (std::size_t i = 0; i <= last && i < attributes.axes.size(); ++i) {
        const auto& axis = attributes.axes[i];
        if (i)
            text += ", ";
        if (axis.drop) {
            text += std::to_string(axis.start);
        } else if (whole(i)) {
            text += ":";
        } else {
            const std::int64_t end = axis.start + axis.step * axis.count;
            text += std::to_string(axis.start) + ":" + (end < 0 ? "" : std::to_string(end));
            if (axis.step != 1)
                text += ":" + std::to_string(axis.step);
        }
    }
    return text;
}

std::string axisLetters(const ReduceAttributes& attributes, const Shape& from)
{
    if (static_cast<int>(attributes.axes.size()) == from.rank())
        return {};
    static const std::string letters = "ijklmnop";
    std::string text;
    for (const int axis : attributes.axes)
        text += letters[static_cast<std::size_t>(axis)];
    return text;
}

namespace {

std::string axisSubscript(const std::string& letters)
{
    std::string text;
    for (const char letter : letters)
        text += letter == 'i' ? "ᵢ" : letter == 'j' ? "ⱼ" : letter == 'k' ? "ₖ" : "ₗ";
    return text;
}

class PlainNotation : public Notation
{
public:
    Written number(const Number& number, const Shape&) override
    {
        const Number::Spelling parts = number.spelling();
        if (!parts.denominator.empty())
            return {parts.whole + "/" + parts.denominator, Written::Product, false, true};
        std::string text = parts.whole;
        if (!parts.base.empty())
            text += (text.empty() ? "" : "·") + parts.base
                + superscript(std::to_string(parts.exponent));
        const bool simple = parts.base.empty();
        return {text,
                simple                    ? Written::Atom
                    : parts.whole.empty() ? Written::Power
                                          : Written::Product,
                false, true};
    }

    Written symbol(const SymbolName& name) override
    {
        return {name.text(), Written::Atom, name.isWord()};
    }

    Written sum(const std::vector<SignedTerm>& terms) override
    {
        std::string text;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const bool bracket = terms[i].term.strength == Written::Sum;
            if (i)
                text += terms[i].negative ? " − " : " + ";
            else if (terms[i].negative)
                text += "−";
            text += bracket && (i || terms[i].negative) ? "(" + terms[i].term.text + ")"
                                                        : terms[i].term.text;
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
                || (factor.strength == Written::Product && (i > 0 || factors.size() > 1)
                    && !(i == 0 && factor.text.find('/') == std::string::npos && !tensorsBefore))
                || (factor.strength == Written::Prefix && i + 1 < factors.size());
            const std::string piece = bracket ? "(" + factor.text + ")" : factor.text;
            if (i > 0) {
                const bool digit = std::isdigit(static_cast<unsigned char>(piece[0])) != 0;
                if (!factor.single && tensorsBefore > 0)
                    text += " ⊙ ";
                else if (digit || (factors[i - 1].recorded && piece[0] != '('))
                    text += "·";
                else if ((factor.word || wordBefore) && piece[0] != '(')
                    text += " ";
            }
            text += piece;
            wordBefore = factor.word && factor.strength == Written::Atom && !bracket;
            tensorsBefore += factor.single ? 0 : 1;
        }
        return {text, tensors > 1 ? Written::Product : Written::Chain, factors.front().word};
    }

    Written quotient(const Written& above, const Written& below) override
    {
        const bool bracketAbove =
            above.strength == Written::Sum || (above.strength == Written::Product);
        return {(bracketAbove ? "(" + above.text + ")" : above.text) + "/"
                    + (below.strength < Written::Prefix ? "(" + below.text + ")" : below.text),
                Written::Product, above.word};
    }

    Written power(const Written& base, const Written& exponent, const FormulaNode& node,
                  const Number* whole) override
    {
        const bool matrix = node.shape.rank() == 2 && node.shape[0] != 1 && node.shape[1] != 1;
        std::string text = base.strength == Written::Atom ? base.text : "(" + base.text + ")";
        if (whole && whole->isInteger() && whole->spelling().base.empty())
            text += (matrix ? "∘" : "")
                + superscript((whole->isNegative() ? "-" : "") + whole->spelling().whole);
        else
            text += "^"
                + (exponent.strength == Written::Atom ? exponent.text : "(" + exponent.text + ")");
        return {text, Written::Power, base.word};
    }

    Written root(const Written& inner) override
    {
        return {inner.strength == Written::Atom && inner.text.find(' ') == std::string::npos
                    ? "√" + inner.text
                    : "√(" + inner.text + ")",
                Written::Power};
    }

    Written chain(const std::vector<Written>& factors) override
    {
        std::string text;
        bool wordBefore = false;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            const Written& factor = factors[i];
            const bool bracket = factor.strength < Written::Prefix
                || (factor.strength == Written::Prefix && i + 1 < factors.size());
            if (i && factor.number && !bracket)
                text += "·";
            else if (i && !bracket && (factor.word || wordBefore))
                text += " ";
            text += bracket ? "(" + factor.text + ")" : factor.text;
            wordBefore = factor.word && !bracket;
        }
        return {text, Written::Chain, factors.front().word};
    }

    Written transpose(const Written& inner) override
    {
        return {(inner.strength == Written::Atom ? inner.text : "(" + inner.text + ")") + "ᵀ",
                Written::Power, inner.word && inner.strength == Written::Atom};
    }

    Written layout(const Written& inner, const FormulaNode& node, const Shape& from) override
    {
        const Shape& to = node.shape;
        if (node.op == Op::BroadcastTo)
            return from.elementCount() == 1
                ? Written{(inner.strength == Written::Sum || inner.strength == Written::Product
                               ? "(" + inner.text + ")"
                               : inner.text)
                              + "·1",
                          Written::Product, inner.word}
                : inner;
        if (from.elementCount() == 1)
            return inner;
        const bool column = to.rank() == 1 || (to.rank() == 2 && to[1] == 1);
        const bool flat = from.rank() == 1 || (from.rank() == 2 && from[1] == 1);
        if (column && flat)
            return inner;
        if (flat && to.rank() == 2 && to[0] == 1)
            return transpose(inner);
        if (column && from.rank() == 2 && from[0] == 1)
            return transpose(inner);
        return call("reshape", {inner});
    }

    Written squaredNorm(const Written& inner) override
    {
        return {"‖" + inner.text + "‖²", Written::Power};
    }

    Written apply(const FormulaNode& node, const std::vector<Written>& parts,
                  const std::vector<Shape>& shapes) override;

private:
    static Written call(const std::string& name, const std::vector<Written>& parts)
    {
        std::string text = name + "(";
        for (std::size_t i = 0; i < parts.size(); ++i)
            text += (i ? ", " : "") + parts[i].text;
        return {text + ")", Written::Atom, true};
    }
    static Written comparison(const char* sign, const std::vector<Written>& parts)
    {
        return {"[" + parts[0].text + sign + parts[1].text + "]", Written::Atom};
    }
    static std::string bracketed(const Written& part)
    {
        return part.strength == Written::Atom ? part.text : "(" + part.text + ")";
    }
};

Written PlainNotation::apply(const FormulaNode& node, const std::vector<Written>& parts,
                             const std::vector<Shape>& shapes)
{
    const auto reduction = [&](const std::string& sign) {
        const std::string letters =
            axisLetters(std::get<ReduceAttributes>(node.attributes), shapes[0]);
        return sign + axisSubscript(letters);
    };
    switch (node.op) {
    case Op::Less:
        return comparison(" < ", parts);
    case Op::LessEqual:
        return comparison(" ≤ ", parts);
    case Op::Equal:
        return comparison(" = ", parts);
    case Op::NotEqual:
        return comparison(" ≠ ", parts);
    case Op::Greater:
        return comparison(" > ", parts);
    case Op::GreaterEqual:
        return comparison(" ≥ ", parts);
    case Op::LogicalAnd:
        return comparison(" ∧ ", parts);
    case Op::LogicalOr:
        return comparison(" ∨ ", parts);
    case Op::LogicalNot:
        return {"[¬" + parts[0].text + "]", Written::Atom};
    case Op::Abs:
        return {"|" + parts[0].text + "|", Written::Atom};
    case Op::Norm:
        return {"‖" + parts[0].text + "‖"
                    + axisSubscript(
                        axisLetters(std::get<ReduceAttributes>(node.attributes), shapes[0])),
                Written::Atom};
    case Op::Diag:
        return parts[0].text == "1" ? Written{"I", Written::Atom} : call("diag", parts);
    case Op::Inverse:
        return {bracketed(parts[0]) + "⁻¹", Written::Power};
    case Op::Determinant:
        return call("det", parts);
    case Op::Log:
        return call("ln", parts);
    case Op::Sigmoid: {
        Written written = call("σ", parts);
        written.word = false;
        return written;
    }
    case Op::Maximum:
    case Op::ReduceMax:
        return call(node.op == Op::Maximum ? "max" : reduction("max"), parts);
    case Op::Minimum:
    case Op::ReduceMin:
        return call(node.op == Op::Minimum ? "min" : reduction("min"), parts);
    case Op::ReduceMean:
        return call(reduction("mean"), parts);
    case Op::ReduceSum: {
        const bool bare = parts[0].strength == Written::Atom || parts[0].strength == Written::Power;
        const bool space = bare && parts[0].word;
        return {reduction("Σ") + (space ? " " : "")
                    + (bare ? parts[0].text : "(" + parts[0].text + ")"),
                Written::Prefix};
    }
    case Op::FloorDivide:
        return {"⌊" + bracketed(parts[0]) + "/" + bracketed(parts[1]) + "⌋", Written::Atom};
    case Op::FloorModulo:
        return {bracketed(parts[0]) + " mod " + bracketed(parts[1]), Written::Sum};
    case Op::Slice:
        return {bracketed(parts[0]) + "[" + sliceText(std::get<SliceAttributes>(node.attributes))
                    + "]",
                Written::Atom, parts[0].word};
    case Op::SliceGradient: {
        const auto& slice = std::get<SliceAttributes>(node.attributes);
        const bool entry = std::all_of(slice.axes.begin(), slice.axes.end(),
                                       [](const auto& axis) { return axis.drop; });
        std::string place;
        for (const auto& axis : slice.axes)
            place += (place.empty() ? "" : ",") + std::to_string(axis.start);
        if (!entry)
            return {parts[0].text + " at [" + sliceText(slice) + "]", Written::Sum};
        std::string mark = slice.axes.size() == 1 ? "e" + subscript(place) : "E[" + place + "]";
        if (parts[0].text == "1")
            return {mark, Written::Atom};
        return {(parts[0].strength < Written::Chain ? "(" + parts[0].text + ")" : parts[0].text)
                    + mark,
                Written::Chain};
    }
    case Op::Transpose:
        return call("transpose", parts);
    case Op::Polygamma: // which derivative of digamma
        return call("ψ⁽"
                        + superscript(std::to_string(
                            static_cast<int>(std::get<NumberAttributes>(node.attributes).value)))
                        + "⁾",
                    parts);
    case Op::BandPart: {
        const auto& band = std::get<BandAttributes>(node.attributes);
        if (band.lower < 0 && band.upper == 0)
            return call("tril", parts);
        if (band.lower == 0 && band.upper < 0)
            return call("triu", parts);
        if (band.lower == 0 && band.upper == 0)
            return call("diagonal", parts);
        Written written = call("band_part", parts);
        written.text.insert(written.text.size() - 1,
                            ", " + std::to_string(band.lower) + ", " + std::to_string(band.upper));
        return written;
    }
    case Op::Where:
        return {"(" + parts[1].text + " where " + parts[0].text + " else " + parts[2].text + ")",
                Written::Atom};
    case Op::Concat: {
        std::string text = "[";
        for (std::size_t i = 0; i < parts.size(); ++i)
            text += (i ? "; " : "") + parts[i].text;
        return {text + "]", Written::Atom};
    }
    default: { // functions are written with the program's own name
        std::vector<Written> all = parts;
        if (std::string settings = settingsText(node, shapes); !settings.empty())
            all.push_back({std::move(settings)});
        return call(std::string(pythonName(node.op)), all);
    }
    }
}

} // namespace

std::unique_ptr<Notation> plainNotation()
{
    return std::make_unique<PlainNotation>();
}

} // namespace engine
