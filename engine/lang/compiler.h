#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/lang/ast.h"
#include "engine/lang/code.h"
#include "engine/lesson/bilingualtext.h"

namespace engine::lang {

/// Turns the tree of one cell into Code and decides for every name where it lives: local, cell,
/// global or class body. Throws SyntaxProblem for what only shows here (`return` outside a
/// function).
class Compiler
{
public:
    /// `globalSlot` gives the number under which the interpreter keeps a global name.
    Compiler(std::shared_ptr<const std::string> source,
             std::function<int(const std::string&)> globalSlot);
    std::shared_ptr<Code> compile(const ast::Module& module, int cell);

private:
    /// What `break`, `continue` and `return` must undo on their way out.
    struct Context
    {
        enum class Kind { While, For, Try, Finally, With };
        Kind kind;
        int loop = 0;
        int continueTarget = 0;
        const ast::Block* finally = nullptr;
        std::vector<std::size_t> breakJumps = {};
    };
    struct Scope
    {
        enum class Kind { Module, Function, Class };
        Kind kind;
        Scope* parent;
        std::shared_ptr<Code> code = std::make_shared<Code>();
        Scope(Kind k, Scope* outer)
            : kind(k)
            , parent(outer)
        {
        }
        std::unordered_map<std::string, int> slots;
        std::set<std::string> locals;
        std::set<std::string> globals;
        std::set<std::string> nonlocals;
        std::vector<std::unordered_map<std::string, int>> comprehensions;
        std::vector<Context> contexts;
        int temporaries = 0;
    };

    // names
    struct Location
    {
        enum class Kind { Local, Global, Name };
        Kind kind;
        int index;
    };
    Location locate(const std::string& name);
    int freeSlot(Scope& scope, const std::string& name);
    int capturedSlot(Scope& scope, const std::string& name);
    int newSlot(Scope& scope, const std::string& name);
    int temporarySlot();
    int nameIndex(const std::string& name);
    void load(const std::string& name, const SourceSpan& span);
    void store(const std::string& name, const SourceSpan& span);
    void remove(const std::string& name, const SourceSpan& span);

    // code
    Code& code() { return *m_scope->code; }
    std::size_t emit(Op op, int argument, const SourceSpan& span);
    int here() { return static_cast<int>(code().instructions.size()); }
    void patch(std::size_t jump);
    void constant(Value value, const SourceSpan& span);
    void finishCode(Scope& scope);
    template <class Body>
    std::shared_ptr<Code> compileFunction(const std::string& name, const SourceSpan& span,
                                          const std::vector<ast::Parameter>& parameters,
                                          std::set<std::string> locals, Body body);
    void makeFunction(std::shared_ptr<Code> function, const std::vector<ast::Parameter>& parameters,
                      const SourceSpan& span);
    [[noreturn]] static void fail(const SourceSpan& span, std::string message,
                                  BilingualText hint = {});

    // statements
    void block(const ast::Block& statements);
    void statement(const ast::Statement& s, bool display = false);
    void assign(const ast::Statement& s);
    void augmentedAssign(const ast::Statement& s);
    void deleteTarget(const ast::Expression& target);
    void storeAsWritten(Op op, const ast::Expression& target);
    void storeTarget(const ast::Expression& target);
    void unpack(const ast::Expression& target);
    void ifStatement(const ast::Statement& s);
    void loopBody(const ast::Statement& s, Context around, std::size_t toElse);
    void whileStatement(const ast::Statement& s);
    void forStatement(const ast::Statement& s);
    void withStatement(const ast::Statement& s, std::size_t item);
    void defStatement(const ast::Statement& s);
    void classStatement(const ast::Statement& s);
    void tryStatement(const ast::Statement& s);
    void handlers(const ast::Statement& s);
    /// Code that runs while the exception on the stack is handled; it gets the slot that has it.
    template <class Body>
    void handling(const SourceSpan& span, Body body);
    void importStatement(const ast::Statement& s);
    void leave(const ast::Statement& s);
    void unwindTo(std::size_t depth, const SourceSpan& span);
    void closeLoop(Context& context);
    int addLoop(const ast::Statement& s);

    // expressions
    void expression(const ast::Expression& e);
    void elements(const std::vector<ast::ExpressionPtr>& children, Op build,
                  const SourceSpan& span);
    void iterable(const ast::Expression& e);
    void dict(const ast::Expression& e);
    void compare(const ast::Expression& e);
    void comparison(ast::Expression::Comparison op, const SourceSpan& span);
    void shortCircuit(const ast::Expression& e);
    void call(const ast::Expression& e);
    void callStarred(const ast::Expression& e);
    void comprehension(const ast::Expression& e);
    void comprehensionPart(const ast::Expression& e, std::size_t part, Op add);
    void generator(const ast::Expression& e);
    void pieces(const ast::Expression& fString);
    void formatted(const ast::Expression& e);

    std::shared_ptr<const std::string> m_source;
    std::function<int(const std::string&)> m_globalSlot;
    Scope* m_scope = nullptr;
    int m_emitted = 0; ///< instructions of the whole cell
};

/// The names a block binds in its own scope (not in functions inside it), and those it declares
/// global or nonlocal.
struct Bindings
{
    std::set<std::string> bound;
    std::set<std::string> globals;
    std::set<std::string> nonlocals;
};
void collectBindings(const ast::Block& block, Bindings& bindings);
void collectBindings(const ast::Expression& expression, Bindings& bindings); ///< walrus only
void collectTargets(const ast::Expression& target, std::set<std::string>& names);
bool containsYield(const ast::Block& block);
/// Names read by an expression, in order, each once.
void collectNames(const ast::Expression& expression, std::vector<std::string>& names);

} // namespace engine::lang
