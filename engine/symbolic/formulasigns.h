#pragma once

#include <array>
#include <string>
#include <string_view>

namespace engine::formulasigns {

inline constexpr std::array<const char*, 10> superscripts = {"⁰", "¹", "²", "³", "⁴",
                                                             "⁵", "⁶", "⁷", "⁸", "⁹"};
inline constexpr std::array<const char*, 10> subscripts = {"₀", "₁", "₂", "₃", "₄",
                                                           "₅", "₆", "₇", "₈", "₉"};
/// What cannot be part of a name although it is no ASCII.
inline constexpr std::array<const char*, 20> signs = {"−", "·", "×", "⊙", "ᵀ", "√", "Σ",
                                                      "∑", "‖", "′", "⁻", "≥", "≤", "≠",
                                                      "²", "³", "¹", "⁰", "∘", "∥"};

inline bool at(const std::string& text, std::size_t position, std::string_view token)
{
    return text.compare(position, token.size(), token) == 0;
}

} // namespace engine::formulasigns
