#include "engine/lang/interpreter.h"

#include <algorithm>

#include "engine/lang/compiler.h"
#include "engine/lang/implementation.h"
#include "engine/lang/parser.h"
#include "engine/lang/randommodule.h"
#include "engine/lang/syntaxproblem.h"

namespace engine::lang {

Interpreter::Interpreter(Limits limits, const StopFlag& stop, EvaluationObserver& observer)
    : m_implementation(std::make_unique<Implementation>(*this, limits, stop, observer))
{
    for (char c = 0; c >= 0 && c < 127; ++c)
        m_implementation->characters.push_back(makeString(std::string(1, c)));
    m_implementation->characters.push_back(makeString("\x7f"));
    m_implementation->defineExceptions();
    defineTypes(*m_implementation);
    defineBuiltinFunctions(*m_implementation);
    defineIterationBuiltins(*m_implementation);
    registerModule("math", makeMathModule());
    registerModule("random", makeRandomModule());
    defineSmallModules(*this);
    m_implementation->globals[static_cast<std::size_t>(m_implementation->globalSlot("__name__"))]
        .builtin = makeString("__main__");
}

namespace {

/// Without running what they would still do. One that goes may hold another.
void forget(std::vector<std::unique_ptr<Frame>>& frames)
{
    while (!frames.empty()) {
        const auto frame = std::move(frames.back());
        frames.pop_back();
    }
}

} // namespace

Interpreter::~Interpreter()
{
    m_implementation->dropped->notify = nullptr;
    m_implementation->globals.clear();
    forget(m_implementation->dropped->frames);
    std::vector<Value> left;
    for (CycleMember* member : *m_implementation->cycleMembers)
        left.push_back(member->self());
    for (CycleMember* member : std::vector(m_implementation->cycleMembers->begin(),
                                           m_implementation->cycleMembers->end()))
        member->letGo();
}

void Interpreter::registerModule(const std::string& name, Value module)
{
    m_implementation->registerExceptions(module);
    m_implementation->modules[name] = std::move(module);
}

std::optional<Diagnostic> Interpreter::run(std::string_view source, int cell,
                                           int /*executionCount*/)
{
    Implementation& m = *m_implementation;
    m.stepsBefore += m.steps;
    m.steps = 0;
    m.untilCheck = 1;
    m.outputBytes = 0;
    m.nesting = 0;
    m.diagnosing = false;
    m.inRepr.clear();
    forget(m.dropped->frames);
    m.spanOutsideFrames = {cell, 0, 0};
    auto text = std::make_shared<const std::string>(source);
    m.sources[cell] = text;
    Diagnostic diagnostic;
    try {
        const std::string most = std::to_string(m.limits.sourceBytes);
        if (static_cast<std::int64_t>(text->size()) > m.limits.sourceBytes)
            limitReached("CellLimit", "the cell is longer than " + most + " bytes",
                         {"Compute the data in the cell instead of writing it out.",
                          "请在单元格中计算数据，而不是全部写出来。"});
        Parser parser(*text, cell);
        const ast::Module module = parser.parseModule();
        for (const SourceSpan& line : parser.ignoredLines())
            m.observer.lineIgnored(line);
        Compiler compiler(text, [&m](const std::string& name) { return m.globalSlot(name); });
        m.cells.push_back(compiler.compile(module, cell));
        m.frames.push_back(m.newFrame(*m.cells.back()));
        m.execute(0);
        m.closeDropped();
        return {};
    } catch (const SyntaxProblem& problem) {
        diagnostic = {problem.kind, problem.message, problem.hint, problem.span, {}};
        diagnostic.frames.push_back({"<module>", problem.span});
    } catch (const RunEnded& ended) {
        diagnostic = ended.diagnostic;
    } catch (const RaisedError& error) {
        diagnostic = m.diagnosticOf(error);
    } catch (const std::bad_alloc&) {
        m.unwind(0);
        diagnostic = {"MemoryError",
                      "",
                      {"There is not enough memory for this.", "内存不足，无法完成。"},
                      m.spanOutsideFrames,
                      {}};
    }
    m.unwind(0);
    m.observer.failed(diagnostic);
    return diagnostic;
}

SourceSpan Interpreter::currentSpan() const
{
    return m_implementation->frames.empty() ? m_implementation->spanOutsideFrames
                                            : m_implementation->frames.back()->span();
}

const Limits& Interpreter::limits() const
{
    return m_implementation->limits;
}

void Interpreter::spend(std::int64_t steps)
{
    m_implementation->steps += steps;
    if (m_implementation->steps > m_implementation->limits.steps
        || m_implementation->stop.requested())
        m_implementation->checkLimits();
}

void Interpreter::limitReached(const std::string& kind, const std::string& message,
                               BilingualText hint)
{
    Implementation& m = *m_implementation;
    Diagnostic diagnostic{kind, message, std::move(hint), currentSpan(), {}};
    for (const auto& frame : m.frames)
        diagnostic.frames.push_back({frame->code->name, frame->span()});
    m.diagnosing = true;
    const auto loop = m.diagnoseLoop();
    m.diagnosing = false;
    if (loop.header.isValid()) { // the traceback leads to it and not to where it happened to be
        diagnostic.span = loop.header;
        diagnostic.frames.resize(loop.frame + 1);
        diagnostic.frames.back().span = loop.header;
        diagnostic.hint.english += (diagnostic.hint.english.empty() ? "" : " ") + loop.text.english;
        diagnostic.hint.chinese += loop.text.chinese;
    }
    throw RunEnded(std::move(diagnostic));
}

void Interpreter::write(Output::Kind kind, const std::string& text)
{
    Implementation& m = *m_implementation;
    m.outputBytes += static_cast<std::int64_t>(text.size());
    if (m.outputBytes > m.limits.outputBytes)
        limitReached("OutputLimit",
                     "the cell printed more than " + std::to_string(m.limits.outputBytes)
                         + " bytes",
                     {"A cell may print " + std::to_string(m.limits.outputBytes)
                          + " bytes. Print less, or not in every lap.",
                      "一个单元格最多可以输出 " + std::to_string(m.limits.outputBytes)
                          + " 字节。请少打印一些，或不要每圈都打印。"});
    m.observer.outputWritten(currentSpan(), kind, text);
}

void Interpreter::show(const std::string& text, std::shared_ptr<const Figure> figure)
{
    m_implementation->observer.figureShown(currentSpan(), text, std::move(figure));
}

Value Interpreter::call(const Value& function, const std::vector<Value>& positional,
                        const KeywordArguments& keywords)
{
    if (!function.isObject())
        throw RaisedError("TypeError",
                          "'" + qualifiedTypeName(function) + "' object is not callable");
    spend();
    return function.asObject()->call(*this, positional, keywords);
}

std::optional<Value> Interpreter::global(const std::string& name) const
{
    const auto found = m_implementation->globalIndex.find(name);
    if (found == m_implementation->globalIndex.end())
        return {};
    const Value& value = m_implementation->globals[static_cast<std::size_t>(found->second)].value;
    return value.isUnbound() ? std::nullopt : std::optional(value);
}

std::vector<std::pair<std::string, Value>> Interpreter::globals() const
{
    std::vector<std::pair<std::string, Value>> result;
    for (const int index : m_implementation->bindingOrder) {
        const auto& global = m_implementation->globals[static_cast<std::size_t>(index)];
        result.emplace_back(global.name, global.value);
    }
    return result;
}

std::int64_t Interpreter::identity(const Value& value)
{
    if (!value.isObject())
        return value.isInt() ? 9'788'992 + 32 * (value.asInt() % 1'000'000'000)
                             : 9'480'000 + 16 * static_cast<int>(value.kind());
    Object& object = *value.asObject();
    if (object.m_identity == 0)
        object.m_identity = ++m_implementation->identities;
    return 139'900'000'000'000 + std::int64_t{object.m_identity} * 48;
}

int Interpreter::Implementation::globalSlot(const std::string& name)
{
    const auto [at, isNew] = globalIndex.try_emplace(name, static_cast<int>(globals.size()));
    if (isNew)
        globals.push_back({name});
    return at->second;
}

void Interpreter::Implementation::defineBuiltins(std::span<const NativeRow> rows)
{
    for (const NativeRow& row : rows)
        defineBuiltin(row.name, makeValue<NativeFunction>(row.name, row.signature, row.body));
}

void Interpreter::Implementation::defineBuiltin(const std::string& name, Value value)
{
    globals[static_cast<std::size_t>(globalSlot(name))].builtin = std::move(value);
}

} // namespace engine::lang
