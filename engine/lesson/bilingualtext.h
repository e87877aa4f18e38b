#pragma once

#include <string>

namespace engine {

enum class Language { English, Chinese };

/// A sentence in both languages of the program. Whatever the engine says to a learner is one of these, so that a
/// missing translation is a missing argument, not an untranslated screen.
struct BilingualText
{
    std::string english;
    std::string chinese;

    const std::string& in(Language language) const
    {
        return language == Language::Chinese ? chinese : english;
    }
    bool empty() const { return english.empty() && chinese.empty(); }
    bool operator==(const BilingualText&) const = default;
};

} // namespace engine
