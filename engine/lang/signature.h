#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace engine::lang {

// What Python says when the arguments of a call do not fit the parameters.

[[noreturn]] void raiseMultipleValues(const std::string& function, const std::string& parameter);
[[noreturn]] void raiseUnexpectedKeyword(const std::string& function, const std::string& keyword,
                                         const std::vector<std::string>& known);
/// `kind`: "positional" or "keyword-only"
[[noreturn]] void raiseMissing(const std::string& function, const std::vector<std::string>& names,
                               const std::string& kind);
[[noreturn]] void raiseTooManyPositional(const std::string& function, std::size_t least,
                                         std::size_t most, std::size_t given);

} // namespace engine::lang
