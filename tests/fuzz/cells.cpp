// Runs programs of the cell language for tests/fuzz/differential.py: reads them from standard input,
// each ended by a NUL, and writes for each what it printed and then the name of what it raised,
// each ended by a NUL.

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "engine/lang/interpreter.h"

namespace {

class Printed : public engine::lang::EvaluationObserver
{
public:
    std::string text;
    void outputWritten(const engine::SourceSpan& /*span*/, engine::Output::Kind kind,
                       const std::string& written) override
    {
        if (kind == engine::Output::Kind::Stdout)
            text += written;
    }
};

} // namespace

int main()
{
    const engine::lang::StopFlag stop;
    std::string program;
    while (std::getline(std::cin, program, '\0')) {
        Printed printed;
        engine::lang::Interpreter interpreter({}, stop, printed);
        const auto failure = interpreter.run(program, 0, 1);
        std::cout << printed.text << '\0' << (failure ? failure->kind : "") << '\0' << std::flush;
    }
    return 0;
}
