// Runs programs of the cell language for the scripts beside this: reads them from standard input,
// each ended by a NUL, and writes for each what it printed and then the name of what it raised,
// each ended by a NUL. With --steps the values of expressions and the bindings follow, ended by a
// NUL: each event ends with U+001E and has three fields that end with U+001F, "value" or "bound",
// the source text (of a binding: the name) and the repr.

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "engine/lang/interpreter.h"

namespace {

class Notes : public engine::lang::EvaluationObserver
{
public:
    explicit Notes(const std::string& program)
        : m_program(program)
    {
    }
    std::string printed;
    std::string steps;
    engine::lang::Interpreter* interpreter = nullptr; ///< null when steps are not asked for

    void outputWritten(const engine::SourceSpan& /*span*/, engine::Output::Kind kind,
                       const std::string& written) override
    {
        if (kind == engine::Output::Kind::Stdout)
            printed += written;
    }
    void expressionEvaluated(const engine::SourceSpan& span,
                             const engine::lang::Value& value) override
    {
        if (interpreter == nullptr)
            return;
        note("value",
             m_program.substr(static_cast<std::size_t>(span.begin),
                              static_cast<std::size_t>(span.end - span.begin)),
             value);
    }
    void nameBound(const engine::SourceSpan& /*span*/, const std::string& name,
                   const engine::lang::Value& value) override
    {
        note("bound", name, value);
    }

private:
    void note(const char* what, const std::string& text, const engine::lang::Value& value)
    {
        if (interpreter != nullptr)
            steps += what + ("\x1f" + text) + "\x1f" + interpreter->repr(value) + "\x1f\x1e";
    }
    const std::string& m_program;
};

} // namespace

int main(int count, char** arguments)
{
    const bool steps = count > 1 && std::string(arguments[1]) == "--steps";
    const engine::lang::StopFlag stop;
    std::string program;
    while (std::getline(std::cin, program, '\0')) {
        Notes notes(program);
        engine::lang::Interpreter interpreter({}, stop, notes);
        if (steps)
            notes.interpreter = &interpreter;
        const auto failure = interpreter.run(program, 0, 1);
        std::cout << notes.printed << '\0' << (failure ? failure->kind : "") << '\0';
        if (steps)
            std::cout << notes.steps << '\0';
        std::cout << std::flush;
    }
    return 0;
}
