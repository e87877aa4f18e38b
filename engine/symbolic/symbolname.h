#pragma once

#include <string>

#include "engine/lesson/bilingualtext.h"

namespace engine {

/// What a symbol of a formula is called: the program's name, and marks that keep apart what the
/// program calls the same.
struct SymbolName
{
    std::string name; ///< as in the program: "W1"
    int primes = 0; ///< older contents of the same name: x′
    bool bar = false; ///< the gradient of the target with respect to it: x̄
    bool literal = false; ///< not a name but an expression, written as it is
    std::string literalLatex = {}; ///< of a literal, where it differs
    std::string index = {}; ///< "ij": one entry of it

    bool operator==(const SymbolName&) const = default;

    std::string text() const; ///< "W₁", "ŷ", "x̄"
    std::string latex() const;
    std::string code() const;
    std::string spoken(Language language) const;
    /// More than one letter: must be kept apart from its neighbours.
    bool isWord() const;
};

/// Digits as superscript or subscript characters; a minus too.
std::string superscript(const std::string& digits);
std::string subscript(const std::string& digits);
/// "ᵢⱼ" for "ij".
std::string subscriptLetters(const std::string& letters);

} // namespace engine
