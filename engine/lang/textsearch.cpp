#include "engine/lang/textsearch.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/lang/interpreter.h"

namespace engine::lang {

std::size_t findText(Interpreter& interpreter, std::string_view text, std::string_view wanted,
                     std::size_t from)
{
    constexpr std::size_t few = 64;
    if (wanted.size() <= few || from > text.size())
        return text.find(wanted, from);
    const auto heedStop = [&interpreter](std::size_t at) {
        if ((at & 0xFFFFU) == 0)
            interpreter.spend(0);
    };
    // Knuth, Morris and Pratt: borders[n] is how much of the first n characters is at both their
    // ends.
    std::vector<std::uint32_t> borders(wanted.size() + 1);
    const auto longer = [&](std::uint32_t matched, char next) {
        while (matched > 0 && wanted[matched] != next)
            matched = borders[matched];
        return wanted[matched] == next ? matched + 1 : 0;
    };
    for (std::size_t at = 1; at < wanted.size(); ++at) {
        heedStop(at);
        borders[at + 1] = longer(borders[at], wanted[at]);
    }
    std::uint32_t matched = 0;
    for (std::size_t at = from; at < text.size(); ++at) {
        heedStop(at);
        matched = longer(matched, text[at]);
        if (matched == wanted.size())
            return at + 1 - matched;
    }
    return std::string_view::npos;
}

std::size_t findLastText(Interpreter& interpreter, std::string_view text, std::string_view wanted)
{
    constexpr std::size_t few = 64;
    if (wanted.size() <= few || wanted.size() > text.size())
        return text.rfind(wanted);
    const std::string backward(text.rbegin(), text.rend());
    const std::string wantedBackward(wanted.rbegin(), wanted.rend());
    const std::size_t at = findText(interpreter, backward, wantedBackward);
    return at == std::string::npos ? at : text.size() - at - wanted.size();
}

} // namespace engine::lang
