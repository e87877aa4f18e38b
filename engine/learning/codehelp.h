#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/lesson/bilingualtext.h"

namespace engine {

struct NameResolver;

/// What is known of a name at some place of the code.
struct NameHelp
{
    enum class Kind { Keyword, Name, Module, Function, Class, Value, Argument };

    std::string name; ///< as it is written there: "reduce_sum", "axis="
    std::string path; ///< "tf.reduce_sum"; empty when it is the learner's own
    Kind kind = Kind::Name;
    std::string signature; ///< "(input_tensor, axis=None, keepdims=False)"
    BilingualText summary; ///< one line

    bool operator==(const NameHelp&) const = default;
};

/// What could stand at the caret.
struct Completions
{
    int begin = 0; ///< bytes [begin, end) of the source are what it would replace
    int end = 0;
    std::vector<NameHelp> names;
};

/// What a name means, in full.
struct NamePage
{
    NameHelp help;
    std::string operation; ///< forward formula, "y = exp(x)"; empty when it is no single operation
    BilingualText
        gradient; ///< its rule, "x̄ += ȳ·y"; empty: none flows back, or it is no single operation
    BilingualText explanation; ///< of the rule
    std::string example; ///< a cell that runs
    std::string exampleResult; ///< what it displays
};

/// The call the caret stands in.
struct CallHelp
{
    NameHelp function;
    int argument = -1; ///< index among the parameters; -1: beyond them
};

/// Answers questions about names in cells: what could be written here, what that function takes,
/// what it computes. Follows the imports and assignments of the cells above without running them.
class CodeHelp
{
public:
    CodeHelp();
    ~CodeHelp();

    /// `above`: the code of the cells above; `caret`: a byte of `source`.
    Completions complete(const std::string& above, const std::string& source, int caret) const;
    std::optional<CallHelp> callAt(const std::string& above, const std::string& source,
                                   int caret) const;
    /// Of the name that `offset` lies in.
    std::optional<NameHelp> nameAt(const std::string& above, const std::string& source,
                                   int offset) const;
    /// Runs the example of "tf.…" or "np.…" to say what it gives and by which rule.
    std::optional<NamePage> page(const std::string& path) const;
    /// Every documented path of tensorflow, for tests.
    std::vector<std::string> tensorflowPaths() const;

private:
    std::unique_ptr<NameResolver> m_resolver;
};

} // namespace engine
