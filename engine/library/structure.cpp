#include "engine/library/structure.h"

#include <algorithm>

#include "engine/lang/objects.h"

namespace engine::library {

namespace {

using Entries = std::vector<std::pair<Value, Value>>;

/// Positions of a dict's entries by sorted key.
std::vector<std::size_t> sortedPositions(const Entries& entries)
{
    std::vector<std::size_t> positions(entries.size());
    for (std::size_t i = 0; i < positions.size(); ++i)
        positions[i] = i;
    const auto key = [&](std::size_t i) {
        const std::string* text = lang::stringText(entries[i].first);
        return text ? *text : std::string();
    };
    std::stable_sort(positions.begin(), positions.end(),
                     [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return positions;
}

Value rebuilt(Interpreter& interpreter, const Value& structure, const std::vector<Value>& leaves,
              std::size_t& next)
{
    const auto all = [&](const std::vector<Value>& elements) {
        std::vector<Value> result;
        for (const Value& element : elements)
            result.push_back(rebuilt(interpreter, element, leaves, next));
        return result;
    };
    if (const auto* elements = lang::listElements(structure))
        return lang::makeList(all(*elements));
    if (const auto* elements = lang::tupleElements(structure))
        return lang::makeTuple(all(*elements));
    if (auto entries = lang::dictEntries(structure)) {
        for (const std::size_t i : sortedPositions(*entries))
            (*entries)[i].second = rebuilt(interpreter, (*entries)[i].second, leaves, next);
        return lang::makeDict(interpreter, *entries);
    }
    return leaves.at(next++);
}

} // namespace

void forEachLeaf(const Value& structure, const std::function<void(const Value&)>& visit)
{
    const auto* elements = lang::listElements(structure);
    elements = elements ? elements : lang::tupleElements(structure);
    if (elements) {
        for (const Value& element : *elements)
            forEachLeaf(element, visit);
    } else if (const auto entries = lang::dictEntries(structure)) {
        for (const std::size_t i : sortedPositions(*entries))
            forEachLeaf((*entries)[i].second, visit);
    } else {
        visit(structure);
    }
}

Value withLeaves(Interpreter& interpreter, const Value& structure, const std::vector<Value>& leaves)
{
    std::size_t next = 0;
    return rebuilt(interpreter, structure, leaves, next);
}

} // namespace engine::library
