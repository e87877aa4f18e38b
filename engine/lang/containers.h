#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/lang/memory.h"
#include "engine/lang/objects.h"
#include "engine/lang/value.h"

namespace engine::lang {

/// str: immutable UTF-8 text; indices count code points.
class StringObject : public Object
{
public:
    explicit StringObject(std::string text);
    const std::string text;
    const bool isAscii;
    std::shared_ptr<void> charge; ///< see charged()

    std::string typeName() const override { return "str"; }
    std::string repr(Interpreter&) const override;
    std::string str(Interpreter&) const override { return text; }
    std::string format(Interpreter&, const std::string& specification) const override;
    bool truth(Interpreter&) const override { return !text.empty(); }
    std::optional<std::string> hashKey(Interpreter&) const override { return "s" + text; }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    Value item(Interpreter&, const Value& key) override;
    std::int64_t length(Interpreter&) const override;
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> binary(Interpreter&, BinaryOperator op, const Value& other,
                                bool reflected) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;
};

/// What list and tuple share.
class SequenceObject : public Object
{
public:
    explicit SequenceObject(std::vector<Value> values)
        : elements(std::move(values))
    {
    }
    std::vector<Value> elements;
    std::shared_ptr<void> charge; ///< see charged()

    bool truth(Interpreter&) const override { return !elements.empty(); }
    Value item(Interpreter&, const Value& key) override;
    std::int64_t length(Interpreter&) const override
    {
        return static_cast<std::int64_t>(elements.size());
    }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    std::optional<Value> binary(Interpreter&, BinaryOperator op, const Value& other,
                                bool reflected) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;

private:
    virtual Value make(std::vector<Value> values) const = 0;
};

class ListObject : public SequenceObject
{
public:
    using SequenceObject::SequenceObject;
    std::string typeName() const override { return "list"; }
    std::string repr(Interpreter&) const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    void setItem(Interpreter&, const Value& key, const Value& value) override;
    void deleteItem(Interpreter&, const Value& key) override;
    std::optional<Value> inPlace(Interpreter&, BinaryOperator op, const Value& other) override;

private:
    Value make(std::vector<Value> values) const override;
};

class TupleObject : public SequenceObject
{
public:
    using SequenceObject::SequenceObject;
    std::string typeName() const override { return "tuple"; }
    std::string repr(Interpreter&) const override;
    std::optional<std::string> hashKey(Interpreter&) const override;
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;

private:
    Value make(std::vector<Value> values) const override;
};

/// Keys in insertion order with a value each; what dict and set are made of.
class HashTable
{
public:
    struct Entry
    {
        Value key;
        Value value;
        std::string hash;
        bool alive = true;
    };

    const Value* find(Interpreter& interpreter, const Value& key) const;
    void set(Interpreter& interpreter, const Value& key, Value value);
    bool erase(Interpreter& interpreter, const Value& key);
    void clear();
    std::size_t size() const { return m_index.size(); }
    const std::vector<Entry>& entries() const
    {
        return m_entries;
    } ///< skip those that are not alive

private:
    std::vector<Entry> m_entries;
    std::unordered_map<std::string, std::size_t> m_index;
};

/// The text equal keys share; raises TypeError for what cannot be a key.
std::string hashOf(Interpreter& interpreter, const Value& key);

class DictObject : public Object
{
public:
    HashTable table;

    std::string typeName() const override { return "dict"; }
    std::string repr(Interpreter&) const override;
    bool truth(Interpreter&) const override { return table.size() != 0; }
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    Value item(Interpreter&, const Value& key) override;
    void setItem(Interpreter&, const Value& key, const Value& value) override;
    void deleteItem(Interpreter&, const Value& key) override;
    std::int64_t length(Interpreter&) const override
    {
        return static_cast<std::int64_t>(table.size());
    }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;
};

/// d.keys(), d.values(), d.items(): follow the dict.
class DictView : public Object
{
public:
    enum class Part { Keys, Values, Items };
    DictView(Value dict, Part part)
        : m_dict(std::move(dict))
        , m_part(part)
    {
    }

    std::string typeName() const override;
    std::string repr(Interpreter&) const override;
    std::int64_t length(Interpreter&) const override;
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;

private:
    Value m_dict;
    Part m_part;
};

class SetObject : public Object
{
public:
    HashTable table;

    std::string typeName() const override { return "set"; }
    std::string repr(Interpreter&) const override;
    bool truth(Interpreter&) const override { return table.size() != 0; }
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
    std::vector<std::string> attributeNames() const override;
    std::int64_t length(Interpreter&) const override
    {
        return static_cast<std::int64_t>(table.size());
    }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> binary(Interpreter&, BinaryOperator op, const Value& other,
                                bool reflected) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;

    /// Elements as CPython happens to order them for small numbers: sorted; others as inserted.
    std::vector<Value> ordered() const;
};

class RangeObject : public Object
{
public:
    explicit RangeObject(const Range& r)
        : range(r)
    {
    }
    const Range range;
    std::int64_t count() const;

    std::string typeName() const override { return "range"; }
    std::string repr(Interpreter&) const override;
    bool truth(Interpreter&) const override { return count() != 0; }
    Value item(Interpreter&, const Value& key) override;
    std::int64_t length(Interpreter&) const override { return count(); }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;
};

class SliceObject : public Object
{
public:
    explicit SliceObject(Slice s)
        : slice(std::move(s))
    {
    }
    const Slice slice;

    std::string typeName() const override { return "slice"; }
    std::string repr(Interpreter&) const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::optional<Value> attribute(Interpreter&, const std::string& name) override;
};

class EllipsisObject : public Object
{
public:
    std::string typeName() const override { return "ellipsis"; }
    std::string repr(Interpreter&) const override { return "Ellipsis"; }
};

/// Which elements a slice takes out of `length`.
struct SliceIndices
{
    std::int64_t start = 0;
    std::int64_t step = 1;
    std::int64_t count = 0;
};
SliceIndices resolveSlice(Interpreter& interpreter, const Slice& slice, std::int64_t length);

/// An index in 0..length-1 for `key`, counting from the end when negative; raises IndexError or
/// TypeError as `typeName` does.
std::size_t resolveIndex(Interpreter& interpreter, const Value& key, std::size_t length,
                         const std::string& typeName, const char* action = "");
/// The integer `key` stands for (__index__), if any.
std::optional<std::int64_t> indexOf(Interpreter& interpreter, const Value& key);

std::string stringRepr(const std::string& text);
/// `a, b, c` of the elements' reprs between brackets; "[...]" where a container holds itself.
std::string joinedRepr(Interpreter& interpreter, const Object& container,
                       const std::vector<Value>& elements, const char* open, const char* close);

} // namespace engine::lang
