#include "engine/lang/signature.h"

#include "engine/lang/raisederror.h"

namespace engine::lang {

void raiseMultipleValues(const std::string& function, const std::string& parameter)
{
    throw RaisedError("TypeError",
                      function + "() got multiple values for argument '" + parameter + "'");
}

void raiseUnexpectedKeyword(const std::string& function, const std::string& keyword,
                            const std::vector<std::string>& known)
{
    BilingualText hint = didYouMean(keyword, known);
    if (hint.empty() && !known.empty()) {
        std::string list;
        for (const std::string& name : known)
            list += (list.empty() ? "`" : ", `") + name + "`";
        hint = {function + "() knows these arguments: " + list + ".",
                function + "() 的参数有：" + list + "。"};
    }
    throw RaisedError("TypeError",
                      function + "() got an unexpected keyword argument '" + keyword + "'", hint);
}

void raiseMissing(const std::string& function, const std::vector<std::string>& names,
                  const std::string& kind)
{
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0)
            list += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
        list += "'" + names[i] + "'";
    }
    throw RaisedError("TypeError",
                      function + "() missing " + std::to_string(names.size()) + " required " + kind
                          + " argument" + (names.size() == 1 ? "" : "s") + ": " + list);
}

void raiseTooManyPositional(const std::string& function, std::size_t least, std::size_t most,
                            std::size_t given)
{
    const std::string range = least == most
        ? std::to_string(most)
        : "from " + std::to_string(least) + " to " + std::to_string(most);
    const bool plural = most != 1 || least != most;
    throw RaisedError("TypeError",
                      function + "() takes " + range + " positional argument" + (plural ? "s" : "")
                          + " but " + std::to_string(given)
                          + (given == 1 ? " was given" : " were given"));
}

} // namespace engine::lang
