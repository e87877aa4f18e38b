#pragma once

#include <string>
#include <vector>

#include "engine/lang/value.h"

namespace engine::lang {

struct SortOptions
{
    Value key;
    bool reverse = false;
};
SortOptions sortOptions(Interpreter& interpreter, const std::string& function,
                        const KeywordArguments& keywords);
void sortValues(Interpreter& interpreter, std::vector<Value>& values, const SortOptions& options);

} // namespace engine::lang
