#include <algorithm>

#include "engine/lang/implementation.h"
#include "engine/lang/numbers.h"

namespace engine::lang {

namespace {

using Arguments = std::vector<Value>;
HashTable& tableOf(const Value& self)
{
    return self.as<SetObject>()->table;
}

Value setOf(Interpreter& interpreter, const std::vector<Value>& elements)
{
    Value set = makeValue<SetObject>();
    for (const Value& element : elements)
        tableOf(set).set(interpreter, element, {});
    return set;
}

std::vector<Value> combined(Interpreter& interpreter, BinaryOperator op, const SetObject& left,
                            const SetObject& right)
{
    std::vector<Value> result;
    for (const Value& element : left.ordered()) {
        const bool inRight = right.table.find(interpreter, element) != nullptr;
        if (op == BinaryOperator::BitOr || (op == BinaryOperator::BitAnd ? inRight : !inRight))
            result.push_back(element);
    }
    if (op == BinaryOperator::BitOr || op == BinaryOperator::BitXor)
        for (const Value& element : right.ordered())
            if (left.table.find(interpreter, element) == nullptr)
                result.push_back(element);
    return result;
}

Value combine(Interpreter& interpreter, BinaryOperator op, const Value& self,
              const Arguments& others)
{
    Value result = setOf(interpreter, self.as<SetObject>()->ordered());
    for (const Value& other : others) {
        const Value right = setOf(interpreter, interpreter.elements(other));
        result = setOf(interpreter,
                       combined(interpreter, op, *result.as<SetObject>(), *right.as<SetObject>()));
    }
    return result;
}

bool isSubset(Interpreter& interpreter, const SetObject& left, const SetObject& right)
{
    const auto elements = left.ordered();
    return std::all_of(elements.begin(), elements.end(),
                       [&](const Value& e) { return right.table.find(interpreter, e) != nullptr; });
}

const std::vector<Method> methods = {
    {"add", 1, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         tableOf(self).set(interpreter, a[0], {});
         return Value();
     }},
    {"discard", 1, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         tableOf(self).erase(interpreter, a[0]);
         return Value();
     }},
    {"remove", 1, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         if (!tableOf(self).erase(interpreter, a[0]))
             raiseKeyError(interpreter, a[0]);
         return Value();
     }},
    {"update", 0, -1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         for (const Value& other : a)
             for (const Value& element : interpreter.elements(other))
                 tableOf(self).set(interpreter, element, {});
         return Value();
     }},
    {"union", 0, -1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         return combine(interpreter, BinaryOperator::BitOr, self, a);
     }},
    {"intersection", 0, -1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         return combine(interpreter, BinaryOperator::BitAnd, self, a);
     }},
    {"difference", 0, -1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         return combine(interpreter, BinaryOperator::Subtract, self, a);
     }},
    {"issubset", 1, 1,
     [](Interpreter& interpreter, const Value& self, const Arguments& a, const KeywordArguments&) {
         const Value other = setOf(interpreter, interpreter.elements(a[0]));
         return Value::boolean(
             isSubset(interpreter, *self.as<SetObject>(), *other.as<SetObject>()));
     }},
    {"copy", 0, 0,
     [](Interpreter& interpreter, const Value& self, const Arguments&, const KeywordArguments&) {
         return setOf(interpreter, self.as<SetObject>()->ordered());
     }},
    {"clear", 0, 0,
     [](Interpreter&, const Value& self, const Arguments&, const KeywordArguments&) {
         tableOf(self).clear();
         return Value();
     }},
};

class ElementsIterator : public Iterator
{
public:
    explicit ElementsIterator(Value set)
        : m_set(std::move(set))
        , m_elements(m_set.as<SetObject>()->ordered())
    {
    }
    std::optional<Value> next(Interpreter& /*interpreter*/) override
    {
        if (tableOf(m_set).size() != m_elements.size())
            throw RaisedError("RuntimeError", "Set changed size during iteration");
        return m_at < m_elements.size() ? std::optional(m_elements[m_at++]) : std::nullopt;
    }

private:
    Value m_set;
    std::vector<Value> m_elements;
    std::size_t m_at = 0;
};

} // namespace

std::vector<Value> SetObject::ordered() const
{
    std::vector<Value> elements;
    bool numbers = true;
    for (const auto& entry : table.entries()) {
        if (!entry.alive)
            continue;
        elements.push_back(entry.key);
        numbers = numbers && isNumber(entry.key);
    }
    if (numbers)
        std::sort(elements.begin(), elements.end(), [](const Value& a, const Value& b) {
            return numberCompare(CompareOperator::Less, a, b);
        });
    return elements;
}

std::string SetObject::repr(Interpreter& interpreter) const
{
    return table.size() == 0 ? "set()" : joinedRepr(interpreter, *this, ordered(), "{", "}");
}

std::optional<Value> SetObject::attribute(Interpreter& /*interpreter*/, const std::string& name)
{
    return bindMethod(*this, methods, name);
}
std::vector<std::string> SetObject::attributeNames() const
{
    return methodNames(methods);
}

std::unique_ptr<Iterator> SetObject::iterate(Interpreter& /*interpreter*/)
{
    return std::make_unique<ElementsIterator>(Value::object(this));
}

bool SetObject::contains(Interpreter& interpreter, const Value& value)
{
    return table.find(interpreter, value) != nullptr;
}

std::optional<Value> SetObject::binary(Interpreter& interpreter, BinaryOperator op,
                                       const Value& other, bool reflected)
{
    const auto* set = other.as<SetObject>();
    const bool known = op == BinaryOperator::BitOr || op == BinaryOperator::BitAnd
        || op == BinaryOperator::BitXor || op == BinaryOperator::Subtract;
    if (set == nullptr || !known || reflected)
        return {};
    return setOf(interpreter, combined(interpreter, op, *this, *set));
}

std::optional<Value> SetObject::compare(Interpreter& interpreter, CompareOperator op,
                                        const Value& other)
{
    const auto* set = other.as<SetObject>();
    if (set == nullptr)
        return {};
    const bool within = isSubset(interpreter, *this, *set);
    const bool around = isSubset(interpreter, *set, *this);
    switch (op) {
    case CompareOperator::Equal:
        return Value::boolean(within && around);
    case CompareOperator::NotEqual:
        return Value::boolean(!(within && around));
    case CompareOperator::Less:
        return Value::boolean(within && !around);
    case CompareOperator::LessEqual:
        return Value::boolean(within);
    case CompareOperator::Greater:
        return Value::boolean(around && !within);
    case CompareOperator::GreaterEqual:
        return Value::boolean(around);
    }
    return {};
}

} // namespace engine::lang
