#include "engine/symbolic/formulatext.h"

#include <algorithm>

#include "engine/symbolic/notation.h"

namespace engine {
namespace {

/// Walks a formula and says what is written where: signs, fractions, roots; each notation does the
/// rest.
class FormulaWriter
{
public:
    FormulaWriter(const FormulaPool& pool, Notation& notation)
        : m_pool(pool)
        , m_notation(notation)
    {
    }

    Written write(FormulaId id)
    {
        const SignedTerm term = signedTerm(id);
        return term.negative ? m_notation.sum({term}) : term.term;
    }

private:
    /// The formula without its leading minus.
    SignedTerm signedTerm(FormulaId id)
    {
        const FormulaNode& node = m_pool.node(id);
        if (node.kind == FormulaKind::Number)
            return {node.number.isNegative(), m_notation.number(node.number, node.shape)};
        if (node.kind == FormulaKind::Product)
            return product(node);
        return {false, unsignedForm(id)};
    }

    SignedTerm product(const FormulaNode& node)
    {
        bool negative = false;
        std::vector<Written> above;
        std::vector<Written> below;
        const bool code = !m_notation.writesQuotientsOfSums();
        const bool fraction = std::any_of(node.parts.begin(), node.parts.end(),
                                          [this](FormulaId part) { return isInverse(part); });
        for (const FormulaId part : node.parts) {
            const FormulaNode& factor = m_pool.node(part);
            if (factor.kind == FormulaKind::Number && factor.number.isNegative()) {
                negative = !negative;
                if (factor.number.value() == -1)
                    continue;
            }
            if (isInverse(part)) {
                below.push_back(marked(part, power(factor, true)));
                continue;
            }
            const Number written = fraction ? factor.number.asFraction() : factor.number;
            const std::string denominator = factor.kind == FormulaKind::Number && !code
                ? written.spelling().denominator
                : std::string();
            if (!denominator.empty() && (fraction || isSingleSymbol(node))) {
                // 2x/3 rather than (2/3)x
                const Number whole = written.absolute();
                if (whole.spelling().whole != "1")
                    above.push_back(m_notation.number(
                        Number::integer(std::stoll(whole.spelling().whole)), factor.shape));
                below.push_back(
                    m_notation.number(Number::integer(std::stoll(denominator)), factor.shape));
                continue;
            }
            above.push_back(marked(part, unsignedForm(part)));
        }
        if (below.empty() && above.empty())
            return {negative, m_notation.number(Number::integer(1), {})};
        if (below.empty())
            return {negative, above.size() == 1 ? above.front() : m_notation.product(above)};
        if (above.empty())
            above.push_back(m_notation.number(Number::integer(1), {}));
        const Written over = above.size() == 1 ? above.front() : m_notation.product(above);
        const Written under = below.size() == 1 ? below.front() : m_notation.product(below);
        return {negative, m_notation.quotient(over, under)};
    }

    bool isInverse(FormulaId id) const
    {
        const FormulaNode& node = m_pool.node(id);
        return node.kind == FormulaKind::Power && m_pool.isNumber(node.parts[1])
            && m_pool.node(node.parts[1]).number.isNegative();
    }

    /// A number times one scalar symbol.
    bool isSingleSymbol(const FormulaNode& product) const
    {
        return product.parts.size() == 2
            && m_pool.node(product.parts[1]).kind == FormulaKind::Symbol
            && m_pool.isSingle(product.parts[1]);
    }

    /// A recorded value that stands in place of a symbol.
    bool isWrittenNumber(FormulaId id) const
    {
        const FormulaNode& node = m_pool.node(id);
        return node.kind == FormulaKind::Symbol && m_pool.isSingle(id)
            && m_pool.symbols()[static_cast<std::size_t>(node.symbol)].literal;
    }

    /// Begins with a digit, so that another number before it needs a sign between: 3 · 2², not 32².
    bool readsAsNumber(FormulaId id) const
    {
        const FormulaNode& node = m_pool.node(id);
        return m_pool.isNumber(id) || isWrittenNumber(id)
            || ((node.kind == FormulaKind::Power || node.kind == FormulaKind::Product)
                && readsAsNumber(node.parts[0]));
    }

    Written marked(FormulaId id, Written written) const
    {
        written.single = m_pool.isSingle(id);
        written.number = readsAsNumber(id);
        written.recorded = isWrittenNumber(id);
        return written;
    }

    Written power(const FormulaNode& node, bool inverted)
    {
        const FormulaNode& exponent = m_pool.node(node.parts[1]);
        const FormulaNode& baseNode = m_pool.node(node.parts[0]);
        const Written base = write(node.parts[0]);
        if (exponent.kind != FormulaKind::Number)
            return m_notation.power(base, write(node.parts[1]), baseNode, nullptr);
        const Number number = inverted ? -exponent.number : exponent.number;
        if (number.isOne())
            return base;
        if (number == Number::fraction(1, 2) || number.value() == 0.5)
            return m_notation.root(base);
        Written written = m_notation.number(number, {});
        if (number.isNegative())
            written = m_notation.sum({{true, written}});
        return m_notation.power(base, written, baseNode, &number);
    }

    Written sum(const FormulaNode& node)
    {
        std::vector<SignedTerm> terms;
        for (const FormulaId part : node.parts)
            terms.push_back(signedTerm(part));
        // A sum begins with something positive, if it has it.
        const auto positive = std::find_if(terms.begin(), terms.end(),
                                           [](const SignedTerm& term) { return !term.negative; });
        if (positive != terms.end())
            std::rotate(terms.begin(), positive, positive + 1);
        return m_notation.sum(terms);
    }

    Written unsignedForm(FormulaId id)
    {
        const FormulaNode& node = m_pool.node(id);
        switch (node.kind) {
        case FormulaKind::Number:
            return m_notation.number(node.number, node.shape);
        case FormulaKind::Symbol:
            return m_notation.symbol(m_pool.symbols()[static_cast<std::size_t>(node.symbol)]);
        case FormulaKind::Sum:
            return sum(node);
        case FormulaKind::Product:
            return write(id);
        case FormulaKind::Power:
            if (isInverse(id))
                return m_notation.quotient(m_notation.number(Number::integer(1), {}),
                                           power(node, true));
            return power(node, false);
        case FormulaKind::Chain: {
            std::vector<Written> factors;
            for (const FormulaId part : node.parts)
                factors.push_back(write(part));
            return m_notation.chain(factors);
        }
        case FormulaKind::Apply:
            return apply(id, node);
        }
        return {};
    }

    Written apply(FormulaId id, const FormulaNode& node)
    {
        if (m_pool.isTranspose(id))
            return m_notation.transpose(write(node.parts[0]));
        if (node.op == Op::Reshape || node.op == Op::BroadcastTo)
            return m_notation.layout(write(node.parts[0]), node, m_pool.shape(node.parts[0]));
        if (node.op == Op::ReduceSum && m_notation.writesSquaredNorm()) {
            const FormulaNode& inner = m_pool.node(node.parts[0]);
            const auto& axes = std::get<ReduceAttributes>(node.attributes).axes;
            if (inner.kind == FormulaKind::Power && m_pool.isNumber(inner.parts[1], 2)
                && inner.shape.rank() == static_cast<int>(axes.size()))
                return m_notation.squaredNorm(write(inner.parts[0]));
        }
        std::vector<Written> parts;
        std::vector<Shape> shapes;
        for (const FormulaId part : node.parts) {
            parts.push_back(write(part));
            shapes.push_back(m_pool.shape(part));
        }
        return m_notation.apply(node, parts, shapes);
    }

    const FormulaPool& m_pool;
    Notation& m_notation;
};

std::string spelled(const FormulaPool& pool, FormulaId formula, std::unique_ptr<Notation> notation)
{
    std::string text = FormulaWriter(pool, *notation).write(formula).text;
    return notation->complete() ? text : std::string();
}

} // namespace

std::string plainText(const FormulaPool& pool, FormulaId formula)
{
    return spelled(pool, formula, plainNotation());
}

FormulaText formulaText(const FormulaPool& pool, FormulaId formula)
{
    return {plainText(pool, formula),
            spelled(pool, formula, latexNotation()),
            spelled(pool, formula, codeNotation()),
            {spelled(pool, formula, spokenNotation(Language::English)),
             spelled(pool, formula, spokenNotation(Language::Chinese))}};
}

} // namespace engine
