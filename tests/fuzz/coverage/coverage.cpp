// Coverage-guided fuzzing of lexer, parser and evaluator (libFuzzer): any text is a cell. The cell
// runs within small limits; what it may not do is crash, hang or break a rule of C++.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/lang/interpreter.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    engine::lang::Limits limits;
    limits.steps = 20'000;
    limits.memoryBytes = 10'000'000;
    limits.outputBytes = 10'000;
    limits.depth = 100;
    const engine::lang::StopFlag stop;
    engine::lang::EvaluationObserver nobody;
    engine::lang::Interpreter interpreter(limits, stop, nobody);
    interpreter.run({reinterpret_cast<const char*>(data), size}, 0, 1);
    interpreter.run("x = 1", 1, 2); // the next cell still runs
    return 0;
}
