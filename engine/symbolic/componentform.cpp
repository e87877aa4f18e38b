#include "engine/symbolic/componentform.h"

#include <algorithm>

#include "engine/symbolic/formulatext.h"
#include "engine/symbolic/notation.h"

namespace engine {
namespace {

/// A letter an axis; a blank for an axis of extent 1.
using Letters = std::string;

std::string bare(const Letters& letters)
{
    std::string result;
    std::copy_if(letters.begin(), letters.end(), std::back_inserter(result),
                 [](char letter) { return letter != ' '; });
    return result;
}

Letters lettersOf(const Shape& shape)
{
    Letters letters;
    char next = 'i';
    for (const std::int64_t extent : shape)
        letters += extent == 1 ? ' ' : next++;
    return letters;
}

class Components
{
public:
    explicit Components(FormulaPool& pool)
        : m_pool(pool)
    {
    }

    /// `standsAlone`: nothing follows that a sum sign at its beginning would seem to run over.
    FormulaId entry(FormulaId id, const Letters& letters, bool standsAlone)
    {
        const FormulaNode& node = m_pool.node(id);
        if (node.shape.rank() == 0)
            return id;
        if (node.kind == FormulaKind::Number)
            return m_pool.number(node.number);
        if (node.kind == FormulaKind::Symbol) {
            SymbolName name = m_pool.symbols()[static_cast<std::size_t>(node.symbol)];
            name.index = bare(letters);
            return m_pool.symbol(name, Shape{});
        }
        if (node.kind == FormulaKind::Sum || node.kind == FormulaKind::Product
            || node.kind == FormulaKind::Power)
            return partsOf(id, letters, Shape{});
        if (node.kind == FormulaKind::Apply)
            return applied(id, letters, standsAlone);
        return whole(id, letters);
    }

private:
    FormulaId partsOf(FormulaId id, const Letters& letters, const Shape& shape)
    {
        const FormulaNode& node = m_pool.node(id);
        const bool isScaled = node.kind == FormulaKind::Product && node.parts.size() == 2
            && m_pool.isNumber(node.parts[0]);
        const bool standAlone = node.kind == FormulaKind::Sum || isScaled;
        std::vector<FormulaId> parts;
        for (const FormulaId part : node.parts) {
            // Aligned at the last axis, as broadcasting does.
            const Shape& own = m_pool.shape(part);
            Letters inner = letters.substr(letters.size() - static_cast<std::size_t>(own.rank()));
            for (int axis = 0; axis < own.rank(); ++axis) {
                if (own[axis] == 1)
                    inner[static_cast<std::size_t>(axis)] = ' ';
            }
            parts.push_back(entry(part, inner, standAlone));
        }
        switch (node.kind) {
        case FormulaKind::Sum:
            return m_pool.sum(parts);
        case FormulaKind::Product:
            return m_pool.product(parts);
        case FormulaKind::Power:
            return m_pool.power(parts[0], parts[1]);
        default: // functions
            return m_pool.apply(node.op, parts, shape);
        }
    }

    FormulaId applied(FormulaId id, const Letters& letters, bool standsAlone)
    {
        const FormulaNode& node = m_pool.node(id);
        const FormulaId inner = node.parts[0];
        switch (node.op) {
        case Op::Transpose: {
            const auto& permutation = std::get<TransposeAttributes>(node.attributes).permutation;
            Letters turned(letters.size(), ' ');
            for (std::size_t axis = 0; axis < permutation.size(); ++axis)
                turned[static_cast<std::size_t>(permutation[axis])] = letters[axis];
            return entry(inner, turned, standsAlone);
        }
        case Op::BroadcastTo: {
            const Shape& own = m_pool.shape(inner);
            Letters kept = letters.substr(letters.size() - static_cast<std::size_t>(own.rank()));
            for (int axis = 0; axis < own.rank(); ++axis) {
                if (own[axis] == 1)
                    kept[static_cast<std::size_t>(axis)] = ' ';
            }
            return entry(inner, kept, standsAlone);
        }
        case Op::ReduceSum:
            return summed(node, letters, standsAlone);
        case Op::SliceGradient: {
            const auto& slice = std::get<SliceAttributes>(node.attributes);
            if (slice.axes.size() != 1 || !slice.axes[0].drop || bare(letters).empty())
                return whole(id, letters);
            SymbolName here; // the entry of a unit vector
            here.literal = true;
            here.name = "[" + letters + " = " + sliceText(slice) + "]";
            here.literalLatex = "\\mathbf{1}" + here.name;
            return m_pool.product({inner, m_pool.symbol(here, Shape{})});
        }
        case Op::Reshape: {
            // Only axes of extent 1 come or go: the letters stay in order.
            Letters kept;
            const std::string names = bare(letters);
            std::size_t next = 0;
            for (const std::int64_t extent : m_pool.shape(inner))
                kept += extent == 1 ? ' ' : next < names.size() ? names[next++] : '?';
            const bool same = next == names.size() && kept.find('?') == Letters::npos
                && bare(lettersOf(m_pool.shape(inner))).size() == names.size();
            return same ? entry(inner, kept, standsAlone) : whole(id, letters);
        }
        default: // functions of one entry, comparisons, choices
            break;
        }
        const bool elementwise = std::holds_alternative<std::monostate>(node.attributes)
            && std::all_of(node.parts.begin(), node.parts.end(),
                           [&](FormulaId part) {
                               return m_pool.shape(part) == node.shape || m_pool.isSingle(part);
                           })
            && node.op != Op::Inverse && node.op != Op::Diag && node.op != Op::Cholesky;
        return elementwise ? partsOf(id, letters, Shape{}) : whole(id, letters);
    }

    /// The sum of the entries along the axes that are summed, each with a letter of its own.
    FormulaId summed(const FormulaNode& node, const Letters& letters, bool standsAlone)
    {
        const auto& reduce = std::get<ReduceAttributes>(node.attributes);
        const FormulaId inner = node.parts[0];
        const Shape& from = m_pool.shape(inner);
        char next = 'i';
        for (const char letter : letters)
            next = std::max(next, static_cast<char>(letter + 1));
        Letters all;
        Letters over;
        std::size_t at = 0;
        for (int axis = 0; axis < from.rank(); ++axis) {
            const bool isSummed =
                std::find(reduce.axes.begin(), reduce.axes.end(), axis) != reduce.axes.end();
            if (!isSummed || node.shape.rank() == from.rank())
                all += letters[at++];
            else
                all += ' ';
            if (isSummed && from[axis] != 1) {
                all.back() = next++;
                over += all.back();
            }
        }
        const FormulaId one = entry(inner, all, true);
        if (over.empty())
            return one;
        const FormulaText text = formulaText(m_pool, one);
        const bool isSum = m_pool.node(one).kind == FormulaKind::Sum;
        SymbolName name;
        name.literal = true;
        name.name =
            "Σ" + subscriptLetters(over) + (isSum ? "(" + text.text + ")" : " " + text.text);
        name.literalLatex =
            "\\sum_{" + over + "} " + (isSum ? "\\left(" + text.latex + "\\right)" : text.latex);
        if (!standsAlone) {
            name.name = "(" + name.name + ")";
            name.literalLatex = "\\left(" + name.literalLatex + "\\right)";
        }
        return m_pool.symbol(name, Shape{});
    }

    /// The formula as it is, in brackets, with an index.
    FormulaId whole(FormulaId id, const Letters& letters)
    {
        const FormulaText text = formulaText(m_pool, id);
        SymbolName name;
        name.literal = true;
        name.index = bare(letters);
        name.name = name.index.empty() ? text.text : "(" + text.text + ")";
        name.literalLatex = name.index.empty() ? text.latex : "\\left(" + text.latex + "\\right)";
        return m_pool.symbol(name, Shape{});
    }

    FormulaPool& m_pool;
};

} // namespace

FormulaId componentFormula(FormulaPool& pool, FormulaId formula)
{
    return Components(pool).entry(formula, lettersOf(pool.shape(formula)), true);
}

std::string entryIndex(const Shape& shape)
{
    return bare(lettersOf(shape));
}

} // namespace engine
