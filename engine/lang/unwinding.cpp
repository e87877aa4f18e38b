#include "engine/lang/implementation.h"

namespace engine::lang {

namespace {

constexpr int mostNativeCalls = 400;

} // namespace

NativeCall::NativeCall(Interpreter::Implementation& implementation, const char* where)
    : m_nesting(implementation.nesting)
{
    if (m_nesting >= mostNativeCalls)
        throw RaisedError("RecursionError",
                          std::string("maximum recursion depth exceeded") + where);
    ++m_nesting;
}

NativeCall::NativeCall(Interpreter& interpreter, const char* where)
    : NativeCall(interpreter.implementation(), where)
{
}

void Interpreter::Implementation::execute(std::size_t base, const RaisedError* thrown)
{
    if (nesting >= mostNativeCalls)
        while (frames.size() > base)
            leaveFrame(); // whoever catches what is raised now does not know of them
    const NativeCall nested(*this);
    while (true) {
        try {
            if (thrown != nullptr)
                throw RaisedError(*std::exchange(thrown, nullptr));
            while (frames.size() > base)
                runFrame(*frames.back(), base);
            return;
        } catch (RaisedError& error) {
            if (error.endsRun)
                endRun(error, base);
            if (!handle(error, base))
                throw;
        } catch (...) {
            unwind(base);
            throw;
        }
    }
}

/// What a module found to be over a limit ends the run as the interpreter's own limits do.
void Interpreter::Implementation::endRun(const RaisedError& error, std::size_t base)
{
    try {
        self.limitReached(error.kind, error.message, error.hint);
    } catch (const RunEnded&) {
        unwind(base);
        throw;
    }
    throw error; // limitReached() does not return
}

void Interpreter::Implementation::checkLimits()
{
    if (diagnosing)
        return;
    if (stop.requested())
        self.limitReached("Stopped", "the run was stopped",
                          {"Stopped. The names bound so far are kept.",
                           "已停止。到目前为止绑定的名字都保留着。"});
    if (steps > limits.steps)
        self.limitReached("StepLimit",
                          "the cell used up its " + std::to_string(limits.steps) + " steps",
                          {"A cell may take " + std::to_string(limits.steps) + " steps.",
                           "一个单元格最多可以执行 " + std::to_string(limits.steps) + " 步。"});
}

/// Finds who catches the error; false when nobody above `base` does.
bool Interpreter::Implementation::handle(RaisedError& error, std::size_t base)
{
    if (error.frames.empty()) {
        for (const auto& frame : frames)
            error.frames.push_back({frame->code->name, frame->span()});
        if (!error.span.isValid() && frames.size() > base)
            error.span = frames.back()->span();
        error.frames.insert(error.frames.end(), error.earlierFrames.begin(),
                            error.earlierFrames.end());
        linkToActive(error);
    }
    while (frames.size() > base) {
        Frame& frame = *frames.back();
        if (!frame.handlers.empty()) {
            const Frame::Handler handler = frame.handlers.back();
            frame.handlers.pop_back();
            endLoops(frame, handler.loops);
            frame.stack.resize(handler.stack);
            frame.stack.push_back(exceptionObject(error));
            frame.at = handler.target;
            return true;
        }
        endLoops(frame, 0);
        if (frame.generator != nullptr && error.kind == "StopIteration") {
            RaisedError instead("RuntimeError", "generator raised StopIteration");
            instead.frames = error.frames;
            instead.span = error.span;
            exceptionIn(exceptionObject(instead)).cause = exceptionObject(error);
            error = std::move(instead);
        }
        leaveFrame();
    }
    return false;
}

void Interpreter::Implementation::unwind(std::size_t base)
{
    while (frames.size() > base) {
        closeManagers(*frames.back());
        leaveFrame();
    }
}

void Interpreter::Implementation::leaveFrame()
{
    if (GeneratorObject* const generator = frames.back()->generator)
        generator->running = false;
    recycle(std::move(frames.back()));
    frames.pop_back();
}

/// Generators that nobody holds any more run their `finally`.
void Interpreter::Implementation::closeDropped()
{
    while (!dropped->frames.empty()) {
        const Value value = makeValue<GeneratorObject>(std::move(dropped->frames.back()), dropped);
        dropped->frames.pop_back();
        auto* const generator = value.as<GeneratorObject>();
        try {
            generator->close(self);
        } catch (const RaisedError&) {
            // nobody is there to hear of it, as in Python
        }
        generator->frame.reset();
    }
}

/// A limit ends the run without the learner's handlers, but a tape that records must learn that it
/// is over.
void Interpreter::Implementation::closeManagers(Frame& frame)
{
    while (!frame.managers.empty()) {
        const Value manager = std::move(frame.managers.back());
        frame.managers.pop_back();
        if (manager.as<Instance>() != nullptr || !manager.isObject())
            continue;
        try {
            manager.asObject()->exit(self, true);
        } catch (const std::exception&) {
            continue; // the limit is what the learner hears of
        }
    }
}

void Interpreter::Implementation::endLoops(Frame& frame, std::size_t keep)
{
    while (frame.loops.size() > keep) {
        observer.loopEnded(frame.loops.back().info->header,
                           static_cast<int>(frame.loops.back().laps));
        frame.loops.pop_back();
    }
}

} // namespace engine::lang
