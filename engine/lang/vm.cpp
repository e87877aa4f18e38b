#include "engine/lang/implementation.h"
#include "engine/lang/quickoperations.h"

namespace engine::lang {

/// `text += more` in place when the variable that the result goes to is all that has the text
/// beside the stack: otherwise building a text piece by piece would copy it each time.
bool Interpreter::Implementation::appendInPlace(Frame& frame, const Value& more)
{
    Value& left = frame.stack.back();
    auto* text = left.as<StringObject>();
    const auto* tail = more.as<StringObject>();
    if (text == nullptr || tail == nullptr || text == tail)
        return false;
    const Instruction next = frame.code->instructions[static_cast<std::size_t>(frame.at)];
    const auto index = static_cast<std::size_t>(next.argument);
    Value* const target = next.op == Op::StoreLocal ? &frame.slots[index]
        : next.op == Op::StoreGlobal                ? &globals[index].value
                                                    : nullptr;
    if (target == nullptr || !target->isSame(left) || text->isSharedBeyond(2))
        return false;
    const auto size = static_cast<std::int64_t>(text->text().size() + tail->text().size());
    checkText(self, size - (text->charge ? static_cast<std::int64_t>(text->text().size()) : 0));
    text->append(*tail);
    text->charge.reset();
    charged(self, left, static_cast<std::int64_t>(tail->text().size()));
    return true;
}

/// Runs until another frame is on top: a call, a return, a yield.
// NOLINTNEXTLINE(readability-function-size): one case per instruction
void Interpreter::Implementation::runFrame(Frame& frame, std::size_t base)
{
    const Code& code = *frame.code;
    const Instruction* const instructions = code.instructions.data();
    auto& stack = frame.stack;
    const auto evaluated = [&](const Value& value) __attribute__((always_inline))
    {
        observer.expressionEvaluated(frame.span(), value);
    };
    while (true) {
        if (--untilCheck == 0) {
            steps += stepsBetweenChecks;
            untilCheck = stepsBetweenChecks;
            checkLimits();
            closeDropped();
        }
        const Instruction instruction = instructions[frame.at];
        const int n = instruction.argument;
        const auto index = static_cast<std::size_t>(n);
        ++frame.at;
        switch (instruction.op) {
        case Op::Nop:
            break;
        case Op::Constant:
            stack.push_back(code.constants[index]);
            break;
        case Op::Pop:
            stack.pop_back();
            break;
        case Op::Duplicate:
            stack.push_back(Value(stack.back()));
            break;
        case Op::DuplicateTwo:
            stack.push_back(Value(stack[stack.size() - 2]));
            stack.push_back(Value(stack[stack.size() - 2]));
            break;
        case Op::RotateTwo:
            std::swap(stack[stack.size() - 1], stack[stack.size() - 2]);
            break;
        case Op::RotateThree: // the top goes below the next two
            std::swap(stack[stack.size() - 1], stack[stack.size() - 2]);
            std::swap(stack[stack.size() - 2], stack[stack.size() - 3]);
            break;
        case Op::LoadLocal:
            if (frame.slots[index].isUnbound())
                unboundName(frame, instruction);
            stack.push_back(frame.slots[index]);
            break;
        case Op::StoreLocal:
            frame.slots[index] = frame.pop();
            if (code.slotNames[index][0] != '.')
                bound(frame.span(), code.slotNames[index], frame.slots[index]);
            break;
        case Op::DeleteLocal:
            if (frame.slots[index].isUnbound())
                unboundName(frame, instruction);
            frame.slots[index] = Value::unbound();
            break;
        case Op::LoadCell: {
            const Value& value = slotCell(frame, n);
            if (value.isUnbound())
                unboundName(frame, instruction);
            stack.push_back(value);
            break;
        }
        case Op::StoreCell:
            slotCell(frame, n) = frame.pop();
            bound(frame.span(), code.slotNames[index], slotCell(frame, n));
            break;
        case Op::DeleteCell:
            if (slotCell(frame, n).isUnbound())
                unboundName(frame, instruction);
            slotCell(frame, n) = Value::unbound();
            break;
        case Op::FreshCell:
            frame.slots[index] = makeValue<CellObject>(cycleMembers);
            break;
        case Op::LoadGlobal: {
            const Global& global = globals[index];
            if (!global.value.isUnbound())
                stack.push_back(global.value);
            else if (!global.builtin.isUnbound())
                stack.push_back(global.builtin);
            else
                unboundName(frame, instruction);
            break;
        }
        case Op::StoreGlobal: {
            Global& global = globals[index];
            if (global.value.isUnbound())
                bindingOrder.push_back(n);
            global.value = frame.pop();
            const Value value = global.value;
            bound(frame.span(), global.name, value);
            break;
        }
        case Op::DeleteGlobal:
            if (globals[index].value.isUnbound())
                unboundName(frame, instruction);
            globals[index].value = Value::unbound();
            std::erase(bindingOrder, n);
            break;
        case Op::LoadName:
            loadName(frame, n);
            break;
        case Op::StoreName: {
            const Value value = frame.pop();
            frame.names->set(self, makeString(code.names[index]), value);
            bound(frame.span(), code.names[index], value);
            break;
        }
        case Op::DeleteName:
            if (!frame.names->erase(self, makeString(code.names[index])))
                unboundName(frame, instruction);
            break;
        case Op::LoadAttribute:
            stack.back() = self.attribute(stack.back(), code.names[index]);
            evaluated(stack.back());
            break;
        case Op::StoreAttribute: {
            const Value object = frame.pop();
            const Value value = frame.pop();
            self.setAttribute(object, code.names[index], value);
            bound(frame.span(), code.names[index + 1], value);
            break;
        }
        case Op::DeleteAttribute: {
            const Value object = frame.pop();
            self.deleteAttribute(object, code.names[index]);
            break;
        }
        case Op::LoadItem: {
            const Value key = frame.pop();
            const Value* const element = quickItem(stack.back(), key);
            stack.back() = element != nullptr ? Value(*element) : self.item(stack.back(), key);
            evaluated(stack.back());
            break;
        }
        case Op::StoreItem: {
            const Value key = frame.pop();
            const Value object = frame.pop();
            const Value value = frame.pop();
            self.setItem(object, key, value);
            bound(frame.span(), code.names[index], value);
            break;
        }
        case Op::DeleteItem: {
            const Value key = frame.pop();
            const Value object = frame.pop();
            self.deleteItem(object, key);
            break;
        }
        case Op::Binary: {
            const Value right = frame.pop();
            if (!quickBinary(static_cast<BinaryOperator>(n), stack.back(), right))
                stack.back() = self.binary(static_cast<BinaryOperator>(n), stack.back(), right);
            evaluated(stack.back());
            break;
        }
        case Op::InPlace: {
            const Value right = frame.pop();
            const auto op = static_cast<BinaryOperator>(n);
            if (!quickBinary(op, stack.back(), right)
                && (op != BinaryOperator::Add || !appendInPlace(frame, right)))
                stack.back() = self.inPlace(op, stack.back(), right);
            break;
        }
        case Op::Unary:
            stack.back() = self.unary(static_cast<UnaryOperator>(n), stack.back());
            evaluated(stack.back());
            break;
        case Op::Not:
            stack.back() = Value::boolean(!self.truth(stack.back()));
            evaluated(stack.back());
            break;
        case Op::Compare: {
            const Value right = frame.pop();
            const auto op = static_cast<CompareOperator>(n);
            if (stack.back().isInt() && right.isInt())
                stack.back() = Value::boolean(quickHolds(op, stack.back().asInt(), right.asInt()));
            else if (stack.back().isFloat() && right.isFloat())
                stack.back() =
                    Value::boolean(quickHolds(op, stack.back().asFloat(), right.asFloat()));
            else
                stack.back() = self.compare(op, stack.back(), right);
            evaluated(stack.back());
            break;
        }
        case Op::In: {
            const Value container = frame.pop();
            const bool in = contains(stack.back(), container).asBool();
            stack.back() = Value::boolean(in != (n != 0));
            evaluated(stack.back());
            break;
        }
        case Op::Is: {
            const Value right = frame.pop();
            stack.back() = Value::boolean(stack.back().isSame(right) != (n != 0));
            evaluated(stack.back());
            break;
        }
        case Op::BuildTuple:
        case Op::BuildList: {
            std::vector<Value> elements(std::make_move_iterator(stack.end() - n),
                                        std::make_move_iterator(stack.end()));
            stack.resize(stack.size() - index);
            stack.push_back(instruction.op == Op::BuildTuple ? makeTuple(std::move(elements))
                                                             : makeList(std::move(elements)));
            break;
        }
        case Op::BuildSet:
            buildSet(frame, n);
            break;
        case Op::BuildDict:
            buildDict(frame, n);
            break;
        case Op::BuildSlice: {
            Value step = frame.pop();
            Value stopAt = frame.pop();
            stack.back() = makeSlice(std::move(stack.back()), std::move(stopAt), std::move(step));
            break;
        }
        case Op::ListAppend: {
            Value element = frame.pop();
            stack[stack.size() - 1 - index].as<ListObject>()->elements.push_back(
                std::move(element));
            break;
        }
        case Op::SetAdd: {
            const Value element = frame.pop();
            stack[stack.size() - 1 - index].as<SetObject>()->table.set(self, element, {});
            break;
        }
        case Op::DictAdd: {
            Value value = frame.pop();
            const Value key = frame.pop();
            stack[stack.size() - 1 - index].as<DictObject>()->table.set(self, key,
                                                                        std::move(value));
            break;
        }
        case Op::ListExtend: {
            const Value iterable = frame.pop();
            auto& elements = stack.back().as<ListObject>()->elements;
            extendBy(self, elements, self.elements(iterable));
            checkAllocation(self, static_cast<std::int64_t>(elements.size()), sizeof(Value));
            break;
        }
        case Op::DictMerge:
            mergeDict(frame, n != 0);
            break;
        case Op::ListToTuple:
            stack.back() = makeTuple(std::move(stack.back().as<ListObject>()->elements));
            break;
        case Op::FormatValue:
            formatValue(frame, n);
            break;
        case Op::BuildString: {
            std::string text;
            for (auto piece = stack.end() - n; piece != stack.end(); ++piece)
                text += *stringText(*piece);
            stack.resize(stack.size() - index);
            stack.push_back(charged(self, makeString(std::move(text))));
            break;
        }
        case Op::Unpack:
            unpack(frame, n);
            break;
        case Op::UnpackStarred:
            unpackStarred(frame, n % 256, n / 256);
            break;
        case Op::Jump:
            frame.at = n;
            break;
        case Op::JumpIfFalse:
            if (!quickTruth(self, frame.pop()))
                frame.at = n;
            break;
        case Op::JumpIfTrue:
            if (quickTruth(self, frame.pop()))
                frame.at = n;
            break;
        case Op::JumpIfFalseKeep:
            if (!quickTruth(self, stack.back()))
                frame.at = n;
            else
                stack.pop_back();
            break;
        case Op::JumpIfTrueKeep:
            if (quickTruth(self, stack.back()))
                frame.at = n;
            else
                stack.pop_back();
            break;
        case Op::Branch: {
            const bool truth = quickTruth(self, stack.back());
            const BranchInfo& branch = code.branches[index];
            observer.branchTaken(branch.condition, truth, truth ? branch.then : branch.orElse,
                                 truth ? branch.orElse : branch.then);
            stack.back() = Value::boolean(truth);
            break;
        }
        case Op::GetIterator:
            stack.back() = getIterator(stack.back());
            break;
        case Op::ForNext: {
            Object* const iterator = stack.back().asObject();
            std::optional<Value> next;
            if (iterator->tag() == ObjectTag::Iterator)
                next = static_cast<IteratorObject*>(iterator)->next(self);
            else if (static_cast<GeneratorObject*>(iterator)->proceed(self, {}))
                return;
            if (next) {
                stack.push_back(std::move(*next));
            } else {
                stack.pop_back();
                frame.at = n;
            }
            break;
        }
        case Op::LoopBegin:
            frame.loops.push_back({&code.loops[index], 0, {}, false});
            break;
        case Op::Lap:
            lap(frame);
            break;
        case Op::LoopEnd:
            endLoops(frame, frame.loops.size() - 1);
            break;
        case Op::Call:
            call(frame, n);
            if (frames.back().get() != &frame)
                return;
            break;
        case Op::CallKeywords:
            callKeywords(frame, code.keywordCalls[index]);
            if (frames.back().get() != &frame)
                return;
            break;
        case Op::CallStarred:
            callStarred(frame);
            if (frames.back().get() != &frame)
                return;
            break;
        case Op::MakeFunction:
            makeFunction(frame, code.functions[index]);
            break;
        case Op::MakeClass:
            makeClass(frame, *code.functions[index]);
            break;
        case Op::Return:
            returnFrom(frame, base);
            return;
        case Op::Yield:
            result = frame.pop();
            yieldFrom(base);
            return;
        case Op::YieldFrom: {
            Value sent = frame.pop(); // None at first, then what send() gave
            if (auto* const inner = stack.back().as<GeneratorObject>()) {
                if (inner->proceed(self, std::move(sent)))
                    return;
                stack.back() = inner->returned;
                break;
            }
            if (!sent.isNone())
                self.attribute(stack.back(), "send"); // raises
            std::optional<Value> next = stack.back().as<IteratorObject>()->next(self);
            if (!next) {
                stack.back() = {};
                break;
            }
            result = std::move(*next);
            --frame.at;
            yieldFrom(base);
            return;
        }
        case Op::SetupTry:
            // The value that `with` gives its target lies above the stack of the handler.
            frame.handlers.push_back(
                {n,
                 stack.size()
                     - (code.instructions[static_cast<std::size_t>(frame.at) - 2].op
                                == Op::WithEnter
                            ? 1U
                            : 0U),
                 frame.loops.size()});
            break;
        case Op::PopBlock:
            frame.handlers.pop_back();
            break;
        case Op::MatchException: {
            const Value type = frame.pop();
            stack.back() = Value::boolean(matchesException(stack.back(), type));
            break;
        }
        case Op::Reraise:
            throw errorOf(stack.back());
        case Op::Raise:
            raise(frame, n);
            break;
        case Op::WithEnter:
            withEnter(frame);
            break;
        case Op::WithExit: {
            const Value manager = std::move(frame.managers.back());
            frame.managers.pop_back();
            manager.asObject()->exit(self, false);
            break;
        }
        case Op::WithExitFailed:
            withExitFailed(frame);
            break;
        case Op::Import:
            importModule(frame, code.names[index], false);
            break;
        case Op::ImportTop:
            importModule(frame, code.names[index], true);
            break;
        case Op::ImportFrom:
            importFrom(frame, code.names[index]);
            break;
        case Op::ImportStar:
            importStar(frame);
            break;
        case Op::Super:
            super(frame);
            break;
        case Op::AssertFail:
            assertFail(frame, n != 0);
            break;
        case Op::Statement:
            observer.statementBegan(frame.span());
            break;
        case Op::Evaluated:
            evaluated(stack.back());
            break;
        case Op::Display:
            display(frame.pop());
            break;
        }
    }
}

} // namespace engine::lang
