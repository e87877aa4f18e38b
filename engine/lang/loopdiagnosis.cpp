#include <algorithm>

#include "engine/lang/implementation.h"
#include "engine/lang/utf8.h"

namespace engine::lang {

namespace {

constexpr std::size_t shortLength = 60;

std::string lineNumber(const std::string& source, const SourceSpan& span)
{
    return std::to_string(positionAt(source, span.begin).line);
}

} // namespace

/// Repr for a message. Runs no code of the learner's and does not write out long containers.
std::string Interpreter::Implementation::shortRepr(const Value& value)
{
    if (value.isUnbound())
        return "?";
    if (value.as<Instance>() != nullptr)
        return "<" + self.typeName(value) + ">";
    if (const auto* sequence = value.as<SequenceObject>();
        sequence != nullptr && sequence->elements.size() > 8)
        return "<" + self.typeName(value) + " of " + std::to_string(sequence->elements.size())
            + " elements>";
    if (const auto* dict = value.as<DictObject>(); dict != nullptr && dict->table.size() > 8)
        return "<dict of " + std::to_string(dict->table.size()) + " entries>";
    if (const auto* text = stringText(value); text != nullptr && text->size() > shortLength)
        return "<str of " + std::to_string(utf8::length(*text)) + " characters>";
    if (value.as<SequenceObject>() != nullptr || value.as<DictObject>() != nullptr
        || value.as<SetObject>() != nullptr) {
        // Elements may be objects of the learner's or long themselves.
        const auto isPlain = [](const Value& v) {
            return !v.isObject() || stringText(v) != nullptr;
        };
        const auto* sequence = value.as<SequenceObject>();
        if (sequence == nullptr
            || !std::all_of(sequence->elements.begin(), sequence->elements.end(), isPlain))
            return "<" + self.typeName(value) + " of "
                + std::to_string(value.asObject()->length(self)) + " elements>";
    }
    std::string text = self.repr(value);
    std::replace(text.begin(), text.end(), '\n', ' ');
    for (auto blanks = text.find("  "); blanks != std::string::npos; blanks = text.find("  "))
        text.erase(blanks, 1);
    if (utf8::length(text) > shortLength)
        text = text.substr(0, utf8::byteOffset(text, shortLength - 3)) + "...";
    return text;
}

std::vector<std::string> Interpreter::Implementation::conditionValues(Frame& frame,
                                                                      const Frame::Loop& loop)
{
    using Place = LoopInfo::Name::Place;
    std::vector<std::string> values;
    for (const auto& name : loop.info->names) {
        const auto slot = static_cast<std::size_t>(name.slot);
        const Value& value = name.place == Place::Local ? frame.slots[slot]
            : name.place == Place::Cell                 ? slotCell(frame, name.slot)
                                                        : globals[slot].value;
        const bool isTool = value.as<Module>() != nullptr || value.as<FunctionObject>() != nullptr
            || value.isUnbound();
        values.push_back(isTool ? std::string() : shortRepr(value));
    }
    return values;
}

void Interpreter::Implementation::takeSnapshot(Frame& frame, Frame::Loop& loop)
{
    diagnosing = true;
    Frame::Snapshot snapshot{loop.laps, {}};
    try {
        snapshot.values = conditionValues(frame, loop);
    } catch (const RaisedError&) {
        snapshot.values.assign(loop.info->names.size(), ""); // a value without a repr says nothing
    }
    diagnosing = false;
    loop.changed = loop.changed
        || (!loop.snapshots.empty() && loop.snapshots.back().values != snapshot.values);
    if (loop.snapshots.size() == 2)
        loop.snapshots.erase(loop.snapshots.begin());
    loop.snapshots.push_back(std::move(snapshot));
}

/// Says which of the loops under way does not end and why, as far as its condition shows. The
/// header is invalid when there is none.
Interpreter::Implementation::EndlessLoop Interpreter::Implementation::diagnoseLoop()
{
    EndlessLoop found;
    Frame::Loop* worst = nullptr;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        for (Frame::Loop& loop : frames[i]->loops) {
            // The loop with the most laps is the one that goes on for ever; an inner one begins
            // anew each time.
            const bool isWhile = loop.info->condition.isValid();
            const bool worstIsWhile = worst != nullptr && worst->info->condition.isValid();
            if (loop.laps >= 2
                && (worst == nullptr
                    || (isWhile == worstIsWhile ? loop.laps > worst->laps
                                                : isWhile && loop.laps > 100))) {
                worst = &loop;
                found.frame = i;
            }
        }
    }
    if (worst == nullptr)
        return found;
    const LoopInfo& info = *worst->info;
    Frame& inFrame = *frames[found.frame];
    found.header = info.header;
    BilingualText& text = found.text;
    const std::string line = lineNumber(*inFrame.code->source, info.header);
    const std::string laps = std::to_string(worst->laps);
    text = {"The loop in line " + line + " has run " + laps + " laps",
            "第 " + line + " 行的循环已经运行了 " + laps + " 圈"};
    if (!info.condition.isValid()) {
        text.english += ".";
        text.chinese += "。";
        return found;
    }
    const std::string condition = sourceText(info.condition);
    text.english += " and its condition `" + condition + "` was still True.";
    text.chinese += "，它的条件 `" + condition + "` 仍然为真。";
    if (info.isForever) {
        text.english += info.hasBreak
            ? " Such a loop ends by `break` only, and no `break` was reached."
            : " Such a loop ends by `break` only, and there is no `break` in it.";
        text.chinese += info.hasBreak
            ? "这样的循环只能由 `break` 结束，而程序一直没有执行到 `break`。"
            : "这样的循环只能由 `break` 结束，而循环里没有 `break`。";
        return found;
    }
    std::vector<std::string> now;
    try {
        now = conditionValues(inFrame, *worst);
    } catch (const RaisedError&) {
        return found;
    }
    const Frame::Snapshot* before = worst->snapshots.empty() ? nullptr : &worst->snapshots.back();
    std::string same;
    std::string sameNames;
    std::size_t sameCount = 0;
    bool anyChanged = worst->changed;
    for (std::size_t i = 0; i < now.size() && before != nullptr; ++i) {
        const std::string& name = info.names[i].name;
        if (now[i].empty())
            continue;
        if (before->values[i] == now[i]) {
            same += (same.empty() ? "" : ", ") + now[i];
            sameNames += (sameNames.empty() ? "`" : ", `") + name + "`";
            ++sameCount;
        } else {
            anyChanged = true;
            const std::string then = std::to_string(before->lap);
            text.english += " `" + name + "` was " + before->values[i] + " in lap " + then
                + " and is " + now[i] + " now.";
            text.chinese += "`" + name + "` 在第 " + then + " 圈是 " + before->values[i]
                + "，现在是 " + now[i] + "。";
        }
    }
    if (sameCount > 0 && !anyChanged) {
        text.english += " " + sameNames + (sameCount == 1 ? " is" : " are")
            + " the same after every lap (" + same + "), so the condition can never become false.";
        text.chinese += sameNames + " 每一圈之后都一样（" + same + "），所以条件永远不会变为假。";
    } else if (anyChanged && now.empty() == false && sameCount < now.size()) {
        text.english += " Does each lap bring it closer to being False?";
        text.chinese += "每一圈是否让它更接近为假？";
    }
    return found;
}

} // namespace engine::lang
