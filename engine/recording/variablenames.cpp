#include "engine/recording/variablenames.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "engine/lang/interpreter.h"
#include "engine/lang/objects.h"
#include "engine/library/keras.h"
#include "engine/library/variableobject.h"

namespace engine {
namespace {

constexpr std::size_t longestList = 200;
constexpr int deepest = 5;

/// "dense_1.kernel" of "dense_1/kernel:0"; empty for one that was given no name.
std::string givenName(const Variable& variable)
{
    std::string name = variable.name.substr(0, variable.name.rfind(':'));
    std::replace(name.begin(), name.end(), '/', '.');
    return name == "Variable" ? std::string() : name;
}

std::string lastPart(const std::string& path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? path : path.substr(dot + 1);
}

/// Goes from the global names into what they hold, nearest first, and notes the way to each
/// variable.
class Search
{
public:
    explicit Search(const EagerContext& context)
        : m_context(context)
    {
    }

    void begin(const std::string& name, const lang::Value& value) { add(name, value, 0); }

    std::map<int, std::string> ways()
    {
        while (!m_open.empty()) {
            const Place place = std::move(m_open.front());
            m_open.pop_front();
            enter(place);
        }
        return std::move(m_ways);
    }

private:
    struct Place
    {
        std::string way;
        lang::Value value;
        int depth = 0;
    };

    void add(const std::string& way, const lang::Value& value, int depth)
    {
        if (value.isObject() && depth <= deepest)
            m_open.push_back({way, value, depth});
    }

    void enter(const Place& place)
    {
        if (const auto* variable = place.value.as<library::VariableObject>()) {
            m_ways.try_emplace(variable->variable().index, place.way);
            return;
        }
        if (!m_seen.insert(place.value.asObject()).second)
            return;
        if (const auto* layer = place.value.as<library::LayerObject>()) {
            enterLayer(place.way, *layer);
        } else if (const auto* elements = lang::listElements(place.value)
                       ? lang::listElements(place.value)
                       : lang::tupleElements(place.value)) {
            for (std::size_t i = 0; i < elements->size() && elements->size() <= longestList; ++i)
                add(place.way + "[" + std::to_string(i) + "]", (*elements)[i], place.depth + 1);
        } else if (const auto entries = lang::dictEntries(place.value)) {
            for (const auto& [key, value] : *entries) {
                if (const std::string* text = lang::stringText(key))
                    add(place.way + "." + *text, value, place.depth + 1);
            }
        } else if (const auto attributes = lang::instanceAttributes(place.value)) {
            for (const auto& [name, value] : *attributes)
                add(place.way + "." + name, value, place.depth + 1);
        }
    }

    /// A model made of layers has none of their names: there a layer's own name says more.
    void enterLayer(const std::string& way, const library::LayerObject& layer)
    {
        for (const lang::Value& value : layer.variables()) {
            const VariableId id = value.as<library::VariableObject>()->variable();
            const std::string given = givenName(m_context.variable(id));
            m_ways.try_emplace(
                id.index, layer.typeName() == "Sequential" ? given : way + "." + lastPart(given));
        }
    }

    const EagerContext& m_context;
    std::deque<Place> m_open;
    std::set<const lang::Object*> m_seen;
    std::map<int, std::string> m_ways;
};

} // namespace

std::vector<std::string> variableNames(const Recording& recording, const EagerContext& context,
                                       const lang::Interpreter& interpreter)
{
    const auto count = static_cast<std::size_t>(context.variableCount());
    std::vector<std::string> names(count);
    std::vector<bool> isNamed(count, false);
    std::set<std::string> taken; // names of the program
    std::set<std::string> shared;
    for (const Binding& binding : recording.bindings) {
        taken.insert(binding.name);
        const VariableId variable = recording.graph.node(binding.node).variable;
        const bool isAttribute = binding.name.find('.') != std::string::npos; // "self.w"
        if (binding.bearers > 1)
            shared.insert(binding.name);
        else if (variable.isValid() && !isAttribute)
            isNamed[static_cast<std::size_t>(variable.index)] = true;
    }
    if (std::find(isNamed.begin(), isNamed.end(), false) == isNamed.end())
        return names;

    Search search(context);
    for (const auto& [name, value] : interpreter.globals()) {
        if (shared.count(name) == 0 && !name.starts_with('_'))
            search.begin(name, value);
    }
    std::map<int, std::string> ways = search.ways();
    for (std::size_t i = 0; i < count; ++i) {
        if (isNamed[i])
            continue;
        const VariableId id{static_cast<int>(i)};
        const auto way = ways.find(id.index);
        names[i] = way != ways.end() ? way->second : givenName(context.variable(id));
    }
    std::map<std::string, int> ends;
    for (const std::string& name : names)
        ++ends[lastPart(name)];
    for (std::string& name : names) {
        const std::string end = lastPart(name);
        if (ends[end] == 1 && taken.count(end) == 0)
            name = end;
    }
    return names;
}

} // namespace engine
