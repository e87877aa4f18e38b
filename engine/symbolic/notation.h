#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/symbolic/formula.h"

namespace engine {

/// A part of a formula that is already written down.
struct Written
{
    /// How tightly its outermost operation binds.
    enum Strength { Sum, Product, Chain, Prefix, Power, Atom };

    std::string text;
    Strength strength = Atom;
    bool word = false; ///< begins with letters that must be kept apart from what stands before
    bool number = false; ///< begins with a digit
    bool recorded = false; ///< a recorded value in place of a symbol
    bool single = true; ///< has one entry: a factor without a product sign
};

struct SignedTerm
{
    bool negative = false;
    Written term;
};

/// One spelling of formulas: plain text, LaTeX, code, speech. FormulaWriter decides what is written
/// in which order, the notation how it looks.
class Notation
{
public:
    virtual ~Notation() = default;

    virtual Written number(const Number& number, const Shape& shape) = 0; ///< absolute value
    virtual Written symbol(const SymbolName& name) = 0;
    virtual Written sum(const std::vector<SignedTerm>& terms) = 0; ///< also of one negative term
    virtual Written product(const std::vector<Written>& factors) = 0;
    virtual Written quotient(const Written& above, const Written& below) = 0;
    virtual Written power(const Written& base, const Written& exponent, const FormulaNode& baseNode,
                          const Number* whole) = 0;
    virtual Written root(const Written& inner) = 0;
    virtual Written chain(const std::vector<Written>& factors) = 0;
    virtual Written transpose(const Written& inner) = 0;
    /// A change of layout that textbooks do not write (a vector as a column).
    virtual Written layout(const Written& inner, const FormulaNode& node, const Shape& from) = 0;
    virtual Written squaredNorm(const Written& inner) = 0;
    virtual bool writesSquaredNorm() const { return true; }
    virtual bool writesQuotientsOfSums() const { return true; }
    /// False once something came up that this notation cannot say.
    virtual bool complete() const { return true; }
    virtual Written apply(const FormulaNode& node, const std::vector<Written>& parts,
                          const std::vector<Shape>& shapes) = 0;
};

std::unique_ptr<Notation> plainNotation();
std::unique_ptr<Notation> latexNotation();
std::unique_ptr<Notation> codeNotation();
std::unique_ptr<Notation> spokenNotation(Language language);

/// "axis=0", "reverse=True": what a function that is written by its name needs to know beside its
/// operands, of these shapes; empty where it is what one expects.
std::string settingsText(const FormulaNode& node, const std::vector<Shape>& shapes);
/// "x[0]", "x[1:3, ::2]": the inside of the brackets.
std::string sliceText(const SliceAttributes& attributes);
/// "i", "j", ... for the axes a reduction runs over; empty when it runs over all of them.
std::string axisLetters(const ReduceAttributes& attributes, const Shape& from);

} // namespace engine
