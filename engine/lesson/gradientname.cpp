// "grad(y, x)": how gradients are named in questions and claims.

#include <optional>

#include "engine/lesson/question.h"
#include "engine/lesson/sourcetext.h"

namespace engine {
namespace {

std::optional<std::string> identifierAt(std::string_view text, std::size_t& at)
{
    while (at < text.size() && text[at] == ' ')
        ++at;
    const std::size_t begin = at;
    const auto isPart = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U);
    };
    while (at < text.size() && isPart(text[at]))
        ++at;
    if (at == begin || (text[begin] >= '0' && text[begin] <= '9'))
        return std::nullopt;
    return std::string(text.substr(begin, at - begin));
}

bool accept(std::string_view text, std::size_t& at, std::string_view sign)
{
    while (at < text.size() && text[at] == ' ')
        ++at;
    if (text.substr(at, sign.size()) != sign)
        return false;
    at += sign.size();
    return true;
}

/// Reads "grad(y, x)" at `at` and goes behind it.
bool gradientAt(std::string_view text, std::size_t& at, GradientName& name)
{
    if (identifierAt(text, at) != "grad" || !accept(text, at, "("))
        return false;
    const auto target = identifierAt(text, at);
    if (!target || !accept(text, at, ","))
        return false;
    const auto source = identifierAt(text, at);
    if (!source || !accept(text, at, ")"))
        return false;
    name = {*target, *source};
    return true;
}

} // namespace

bool readGradientName(const std::string& text, GradientName& name)
{
    std::size_t at = 0;
    return gradientAt(text, at, name) && trimmed(std::string_view(text).substr(at)).empty();
}

bool readGradientClaim(const std::string& text, GradientName& name, std::string& formula)
{
    std::size_t at = 0;
    if (!gradientAt(text, at, name) || !accept(text, at, "=="))
        return false;
    formula = trimmed(std::string_view(text).substr(at));
    return !formula.empty();
}

} // namespace engine
