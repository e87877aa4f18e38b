#pragma once

#include <exception>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/lang/classes.h"
#include "engine/lang/code.h"
#include "engine/lang/containers.h"
#include "engine/lang/frame.h"
#include "engine/lang/functions.h"
#include "engine/lang/interpreter.h"
#include "engine/lang/raisederror.h"

namespace engine::lang {

/// Ends a run for good: Stop or a limit. Not a RaisedError, so no `except` of the learner's sees
/// it.
struct RunEnded : std::exception
{
    explicit RunEnded(Diagnostic d)
        : diagnostic(std::move(d))
    {
    }
    const char* what() const noexcept override { return diagnostic.message.c_str(); }
    Diagnostic diagnostic;
};

/// The state of the stack machine and the names it knows.
struct Interpreter::Implementation
{
    struct Global
    {
        std::string name;
        Value value = Value::unbound();
        Value builtin = Value::unbound();
    };

    Implementation(Interpreter& interpreter, Limits runLimits, const StopFlag& stopFlag,
                   EvaluationObserver& evaluationObserver)
        : self(interpreter)
        , limits(runLimits)
        , stop(stopFlag)
        , observer(evaluationObserver)
    {
    }

    Interpreter& self;
    const Limits limits;
    const StopFlag& stop;
    EvaluationObserver& observer;

    std::vector<Global> globals;
    std::unordered_map<std::string, int> globalIndex;
    std::vector<int> bindingOrder; ///< globals in the order of their first binding
    std::map<std::string, Value> modules;
    std::map<std::string, Value> types; ///< built-in types by name
    std::map<std::string, Value> exceptionClasses; ///< by name
    std::map<int, std::shared_ptr<const std::string>> sources; ///< by cell
    std::vector<std::shared_ptr<const Code>> cells; ///< functions point into their code

    std::vector<std::unique_ptr<Frame>> frames;
    std::vector<std::unique_ptr<Frame>> spareFrames;
    Value result; ///< of the frame that ended last
    bool yielded = false;
    std::shared_ptr<std::int64_t> largeAlive =
        std::make_shared<std::int64_t>(0); ///< bytes of large values
    CycleMember::Registry cycleMembers = std::make_shared<std::unordered_set<CycleMember*>>();
    int nesting = 0; ///< see NativeCall
    std::shared_ptr<DroppedFrames> dropped = std::make_shared<DroppedFrames>([this] {
        steps -= untilCheck - 1;
        untilCheck = 1;
    });
    std::int64_t steps = 0; ///< of this cell
    std::int64_t stepsBefore = 0; ///< of the cells before
    double sleptSeconds = 0; ///< time.sleep()
    std::int64_t stepsOfAllCells() const { return stepsBefore + steps; }
    int untilCheck = 1; ///< instructions until limits and Stop are looked at again
    std::int64_t outputBytes = 0;
    std::uint32_t identities = 0;
    std::vector<const Object*> inRepr; ///< containers whose repr is being written
    std::vector<Value> characters; ///< strings of one ASCII character
    Value stringType, listType, dictType; ///< types, for quick access
    bool diagnosing = false;
    SourceSpan spanOutsideFrames;

    /// Instructions between two looks at the limits and Stop.
    static constexpr int stepsBetweenChecks = 64;

    void runFrame(Frame& frame, std::size_t base); // vm.cpp
    // unwinding.cpp: runs frames until only `base` are left
    void execute(std::size_t base, const RaisedError* thrown = nullptr);
    bool handle(RaisedError& error, std::size_t base);
    void unwind(std::size_t base);
    void leaveFrame();
    void closeDropped();
    void closeManagers(Frame& frame);
    void endLoops(Frame& frame, std::size_t keep);
    void checkLimits();
    [[noreturn]] void endRun(const RaisedError& error, std::size_t base);
    void heedStop() ///< before native work that may be long
    {
        if (stop.requested())
            checkLimits();
    }
    bool appendInPlace(Frame& frame, const Value& more);

    // instructions.cpp: the instructions that are more than a few lines
    Value& slotCell(Frame& frame, int slot);
    void bound(const SourceSpan& span, const std::string& name, const Value& value)
    {
        observer.nameBound(span, name, value);
    }
    [[noreturn]] void unboundName(const Frame& frame, const Instruction& instruction);
    void loadName(Frame& frame, int name);
    void buildDict(Frame& frame, int pairs);
    void buildSet(Frame& frame, int count);
    void mergeDict(Frame& frame, bool isCall);
    void unpack(Frame& frame, int count);
    void unpackStarred(Frame& frame, int before, int after);
    void formatValue(Frame& frame, int conversion);
    void lap(Frame& frame);
    void importModule(Frame& frame, const std::string& name, bool top);
    void importFrom(Frame& frame, const std::string& name);
    void importStar(Frame& frame);
    void raise(Frame& frame, int mode);
    void assertFail(Frame& frame, bool message);
    bool matchesException(const Value& exception, const Value& type);
    void withEnter(Frame& frame);
    void withExitFailed(Frame& frame);
    void super(Frame& frame);
    void makeClass(Frame& frame, const Code& body);
    void display(const Value& value);
    Value contains(const Value& element, const Value& container);
    Value getIterator(const Value& value);

    // calls.cpp
    void checkDepth() const;
    void returnFrom(Frame& frame, std::size_t base);
    void yieldFrom(std::size_t base);
    std::unique_ptr<Frame> newFrame(const Code& code);
    void recycle(std::unique_ptr<Frame> frame);
    void call(Frame& frame, int count);
    void callStack(Frame& frame, std::size_t count, const KeywordArguments& keywords);
    void callKeywords(Frame& frame, const Code::KeywordCall& shape);
    void callStarred(Frame& frame);
    /// Pushes the frame; gives a generator instead when the function yields.
    std::optional<Value> enterFunction(const Value& function, std::unique_ptr<Frame> frame);
    std::unique_ptr<Frame> bindQuickly(const FunctionObject& function, ValueStack& stack,
                                       std::size_t count, std::span<const std::string> names);
    std::unique_ptr<Frame> bindArguments(FunctionObject& function, Arguments positional,
                                         const KeywordArguments& keywords);
    Value callFunction(const Value& function, const std::vector<Value>& positional,
                       const KeywordArguments& keywords);
    void makeFunction(Frame& frame, const std::shared_ptr<Code>& code);

    // exceptions.cpp
    void defineExceptions();
    void registerExceptions(const Value& module);
    Value exceptionClass(const std::string& kind);
    Value exceptionObject(RaisedError& error);
    /// The exception whose `except` or `finally` is being run; None when there is none.
    Value activeException() const;
    void linkToActive(RaisedError& error);
    RaisedError errorOf(const Value& exception) const;
    RaisedError
    raisedBy(const Value& exception); ///< a class or an instance of one, as `raise` takes it
    Diagnostic diagnosticOf(const RaisedError& error, int linked = 0) const;
    Value tracebackOf(const Value& exception) const;

    // loopdiagnosis.cpp
    std::string shortRepr(const Value& value);
    void takeSnapshot(Frame& frame, Frame::Loop& loop);
    std::vector<std::string> conditionValues(Frame& frame, const Frame::Loop& loop);
    /// The loop that does not end: what it says, its header and which frame it is in.
    struct EndlessLoop
    {
        BilingualText text;
        SourceSpan header;
        std::size_t frame = 0;
    };
    EndlessLoop diagnoseLoop();

    int globalSlot(const std::string& name);
    void defineBuiltin(const std::string& name, Value value);
    void defineBuiltins(std::span<const NativeRow> rows);
    const NativeClass* methodsOf(const Value& value);
    std::vector<std::string> attributeNames(const Value& value);
    /// A string of one ASCII character.
    const Value& character(char c) { return characters[static_cast<unsigned char>(c)]; }
    std::vector<std::string> knownNames(const Frame& frame) const;
    Value findModule(const std::string& name);
    std::string sourceText(const SourceSpan& span) const;
    bool isInstance(const Value& value, const Value& type);
    Value typeOf(const Value& value);
};

/// A call of C++ that may lead back here, while this lives. The C++ stack is finite: too many of
/// them inside each other are a RecursionError.
class NativeCall
{
public:
    explicit NativeCall(Interpreter::Implementation& implementation, const char* where = "");
    explicit NativeCall(Interpreter& interpreter, const char* where = "");
    ~NativeCall() { --m_nesting; }
    NativeCall(const NativeCall&) = delete;
    NativeCall& operator=(const NativeCall&) = delete;

private:
    int& m_nesting;
};

/// A KeyError that keeps the key.
[[noreturn]] void raiseKeyError(Interpreter& interpreter, const Value& key);

// The built-in functions and types, by subject.
void defineBuiltinFunctions(Interpreter::Implementation& implementation);
void defineIterationBuiltins(Interpreter::Implementation& implementation);
void defineTypes(Interpreter::Implementation& implementation);
Value makeMathModule();
void defineSmallModules(Interpreter& interpreter); ///< time, sys, os and their like

} // namespace engine::lang
