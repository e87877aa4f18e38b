#pragma once

#include <map>
#include <string>
#include <vector>

namespace engine {

// What shows in code without running it, also in code that is not finished.

/// What a name was last bound to.
struct CodeBinding
{
    enum class Kind { Import, Definition, Assignment, Unknown };
    Kind kind = Kind::Unknown;
    std::string text; ///< module path; "(a, b=1)"; the expression
};

struct CodeReading
{
    std::map<std::string, CodeBinding> bindings;
};

/// The names that the code above and the cell itself bind.
CodeReading readCode(const std::string& above, const std::string& source);

/// "tf.math.ex" before the caret.
struct DottedName
{
    std::vector<std::string> path; ///< the last part may be empty
    int lastBegin = 0; ///< byte at which the last part begins
    bool isInText = false; ///< in a string or a comment
};
DottedName dottedNameBefore(const std::string& source, int caret);

/// The call whose brackets the caret stands in; an empty path when it stands in none.
struct OpenCall
{
    std::vector<std::string> path;
    int argument = 0; ///< counted by its commas
    std::string keyword; ///< when the argument was begun with "name="
};
OpenCall callBefore(const std::string& source, int caret);

/// "tf.exp(x) + 1": the dotted name it begins with.
struct ExpressionHead
{
    std::vector<std::string> path;
    bool isCalled = false;
    bool isWhole = false; ///< there is nothing else
};
ExpressionHead expressionHead(const std::string& expression);

std::vector<std::string> wordsOf(const std::string& expression); ///< names, without attributes
std::vector<std::string> splitPath(const std::string& path);
bool isNamePart(char c);

/// Methods of the language's own types, by the name of a sample: "<str>".
std::vector<std::string> methodNames(const std::string& sample);

} // namespace engine
