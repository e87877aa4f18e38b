#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

std::string hashOf(Interpreter& interpreter, const Value& key)
{
    const auto bytes = [](char tag, const auto& value) {
        std::string text(1 + sizeof value, tag);
        std::memcpy(text.data() + 1, &value, sizeof value);
        return text;
    };
    switch (key.kind()) {
    case Value::Kind::None:
        return "n";
    case Value::Kind::Bool:
    case Value::Kind::Int:
        return bytes('i', integralOf(key));
    case Value::Kind::Float: {
        const double value = key.asFloat();
        if (std::fabs(value) < 9e18 && value == std::floor(value))
            return bytes('i', static_cast<std::int64_t>(value));
        return bytes('f', value);
    }
    case Value::Kind::Object:
        if (auto text = key.asObject()->hashKey(interpreter))
            return std::move(*text);
        throw RaisedError("TypeError", key.asObject()->unhashableMessage());
    }
    return {};
}

const Value* HashTable::find(Interpreter& interpreter, const Value& key) const
{
    const auto found = m_index.find(hashOf(interpreter, key));
    return found == m_index.end() ? nullptr : &m_entries[found->second].value;
}

void HashTable::set(Interpreter& interpreter, const Value& key, Value value)
{
    std::string hash = hashOf(interpreter, key);
    const auto [at, isNew] = m_index.try_emplace(hash, m_entries.size());
    if (!isNew) {
        m_entries[at->second].value = std::move(value);
        return;
    }
    m_entries.push_back({key, std::move(value), std::move(hash)});
    if ((m_entries.size() & 0x3FFFU) == 0)
        checkAllocation(interpreter, static_cast<std::int64_t>(m_entries.size()),
                        2 * sizeof(Entry));
}

bool HashTable::erase(Interpreter& interpreter, const Value& key)
{
    const auto found = m_index.find(hashOf(interpreter, key));
    if (found == m_index.end())
        return false;
    m_entries[found->second] = {{}, {}, {}, false};
    m_index.erase(found);
    while (!m_entries.empty() && !m_entries.back().alive)
        m_entries.pop_back();
    if (m_entries.size() > 32 && m_entries.size() > 4 * m_index.size()) {
        std::erase_if(m_entries, [](const Entry& entry) { return !entry.alive; });
        for (std::size_t i = 0; i < m_entries.size(); ++i)
            m_index[m_entries[i].hash] = i;
    }
    return true;
}

void HashTable::clear()
{
    m_entries.clear();
    m_index.clear();
}

namespace {

class TableIterator : public Iterator
{
public:
    TableIterator(Value keep, const HashTable& table, DictView::Part part, const char* name)
        : m_keep(std::move(keep))
        , m_table(table)
        , m_part(part)
        , m_size(table.size())
        , m_name(name)
    {
    }
    std::optional<Value> next(Interpreter& /*interpreter*/) override
    {
        if (m_table.size() != m_size)
            throw RaisedError("RuntimeError",
                              std::string(m_name) + " changed size during iteration");
        while (m_at < m_table.entries().size() && !m_table.entries()[m_at].alive)
            ++m_at;
        if (m_at >= m_table.entries().size())
            return {};
        const auto& entry = m_table.entries()[m_at++];
        if (m_part == DictView::Part::Items)
            return makeTuple({entry.key, entry.value});
        return m_part == DictView::Part::Keys ? entry.key : entry.value;
    }

private:
    Value m_keep;
    const HashTable& m_table;
    DictView::Part m_part;
    std::size_t m_size;
    std::size_t m_at = 0;
    const char* m_name;
};

using Arguments = std::vector<Value>;
HashTable& tableOf(const Value& self)
{
    return self.as<DictObject>()->table;
}

void update(Interpreter& interpreter, HashTable& table, const Value& from)
{
    if (const auto* dict = from.as<DictObject>()) {
        for (const auto& entry : std::vector(dict->table.entries()))
            if (entry.alive)
                table.set(interpreter, entry.key, entry.value);
        return;
    }
    for (const Value& pair : interpreter.elements(from)) {
        const auto parts = interpreter.elements(pair);
        if (parts.size() != 2)
            throw RaisedError("ValueError",
                              "dictionary update sequence element #0 has length "
                                  + std::to_string(parts.size()) + "; 2 is required");
        table.set(interpreter, parts[0], parts[1]);
    }
}

const std::vector<Method> dictMethods = {
    {"keys", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         return makeValue<DictView>(self, DictView::Part::Keys);
     }},
    {"values", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         return makeValue<DictView>(self, DictView::Part::Values);
     }},
    {"items", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         return makeValue<DictView>(self, DictView::Part::Items);
     }},
    {"get", 1, 2,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         const Value* value = tableOf(self).find(interpreter, a[0]);
         return value != nullptr ? *value : a.size() > 1 ? a[1] : Value();
     }},
    {"pop", 1, 2,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         if (const Value* value = tableOf(self).find(interpreter, a[0])) {
             Value taken = *value;
             tableOf(self).erase(interpreter, a[0]);
             return taken;
         }
         if (a.size() < 2)
             raiseKeyError(interpreter, a[0]);
         return a[1];
     }},
    {"popitem", 0, 0,
     [](Interpreter& interpreter, const Value& self, const Arguments&, const KeywordArguments&) {
         if (tableOf(self).size() == 0)
             raiseKeyError(interpreter, makeString("popitem(): dictionary is empty"));
         const auto entry = tableOf(self).entries().back();
         tableOf(self).erase(interpreter, entry.key);
         return makeTuple({entry.key, entry.value});
     }},
    {"setdefault", 1, 2,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         if (const Value* value = tableOf(self).find(interpreter, a[0]))
             return *value;
         tableOf(self).set(interpreter, a[0], a.size() > 1 ? a[1] : Value());
         return a.size() > 1 ? a[1] : Value();
     }},
    {"update", 0, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a,
        const KeywordArguments& keywords) {
         if (!a.empty())
             update(interpreter, tableOf(self), a[0]);
         for (const auto& [name, value] : keywords)
             tableOf(self).set(interpreter, makeString(name), value);
         return Value();
     },
     true},
    {"clear", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         tableOf(self).clear();
         return Value();
     }},
    {"copy", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         Value copy = makeValue<DictObject>();
         tableOf(copy) = tableOf(self);
         return copy;
     }},
};

} // namespace

Value makeDict(Interpreter& interpreter, const std::vector<std::pair<Value, Value>>& entries)
{
    Value dict = makeValue<DictObject>();
    for (const auto& [key, value] : entries)
        tableOf(dict).set(interpreter, key, value);
    return dict;
}

std::optional<std::vector<std::pair<Value, Value>>> dictEntries(const Value& value)
{
    const auto* dict = value.as<DictObject>();
    if (dict == nullptr)
        return {};
    std::vector<std::pair<Value, Value>> entries;
    for (const auto& entry : dict->table.entries())
        if (entry.alive)
            entries.emplace_back(entry.key, entry.value);
    return entries;
}

std::string DictObject::repr(Interpreter& interpreter) const
{
    auto& inRepr = interpreter.implementation().inRepr;
    if (std::find(inRepr.begin(), inRepr.end(), this) != inRepr.end())
        return "{...}";
    if (inRepr.size() >= 500)
        throw RaisedError("RecursionError",
                          "maximum recursion depth exceeded while getting the repr of an object");
    inRepr.push_back(this);
    std::string text = "{";
    try {
        for (const auto& entry : table.entries()) {
            if (!entry.alive)
                continue;
            text += (text.size() > 1 ? ", " : "") + interpreter.repr(entry.key) + ": ";
            text += interpreter.repr(entry.value);
            interpreter.spend();
        }
    } catch (...) {
        inRepr.pop_back();
        throw;
    }
    inRepr.pop_back();
    return text + "}";
}

std::optional<Value> DictObject::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    return bindMethod(*this, dictMethods, name);
}
std::vector<std::string> DictObject::attributeNames() const
{
    return methodNames(dictMethods);
}

Value DictObject::item(Interpreter& interpreter, const Value& key)
{
    if (const Value* value = table.find(interpreter, key))
        return *value;
    raiseKeyError(interpreter, key);
}

void DictObject::setItem(Interpreter& interpreter, const Value& key, const Value& value)
{
    table.set(interpreter, key, value);
}

void DictObject::deleteItem(Interpreter& interpreter, const Value& key)
{
    if (!table.erase(interpreter, key))
        raiseKeyError(interpreter, key);
}

std::unique_ptr<Iterator> DictObject::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<TableIterator>(Value::object(this), table, DictView::Part::Keys,
                                           "dictionary");
}

bool DictObject::contains(Interpreter& interpreter, const Value& value)
{
    return table.find(interpreter, value) != nullptr;
}

std::optional<Value> DictObject::compare(Interpreter& interpreter, CompareOperator op,
                                         const Value& other)
{
    const auto* dict = other.as<DictObject>();
    if (dict == nullptr || (op != CompareOperator::Equal && op != CompareOperator::NotEqual))
        return {};
    bool same = table.size() == dict->table.size();
    for (const auto& entry : table.entries()) {
        if (!entry.alive || !same)
            continue;
        const Value* value = dict->table.find(interpreter, entry.key);
        same = value != nullptr
            && (value->isSame(entry.value) || interpreter.equals(entry.value, *value));
    }
    return Value::boolean(same == (op == CompareOperator::Equal));
}

std::string DictView::typeName() const
{
    return m_part == Part::Keys  ? "dict_keys"
        : m_part == Part::Values ? "dict_values"
                                 : "dict_items";
}

std::string DictView::repr(Interpreter& interpreter) const
{
    std::vector<Value> elements;
    TableIterator iterator(m_dict, tableOf(m_dict), m_part, "dictionary");
    while (auto value = iterator.next(interpreter))
        elements.push_back(std::move(*value));
    return typeName() + "(" + joinedRepr(interpreter, *this, elements, "[", "]") + ")";
}

std::int64_t DictView::length(Interpreter& /*interpreter*/) const
{
    return static_cast<std::int64_t>(tableOf(m_dict).size());
}

std::unique_ptr<Iterator> DictView::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<TableIterator>(m_dict, tableOf(m_dict), m_part, "dictionary");
}

bool DictView::contains(Interpreter& interpreter, const Value& value)
{
    return m_part == Part::Keys ? tableOf(m_dict).find(interpreter, value) != nullptr
                                : Object::contains(interpreter, value);
}

} // namespace engine::lang
