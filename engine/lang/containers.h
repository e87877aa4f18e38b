#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/lang/hashtable.h"
#include "engine/lang/memory.h"
#include "engine/lang/nativefunction.h"
#include "engine/lang/objects.h"
#include "engine/lang/value.h"

namespace engine::lang {

/// str: immutable UTF-8 text; indices count code points.
class StringObject : public Object
{
public:
    explicit StringObject(std::string text);
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::String; }
    const std::string& text() const { return m_text; }
    bool isAscii() const { return m_isAscii; }
    /// Only while nobody else has the string: `text += more` in place.
    void append(const StringObject& more);
    std::shared_ptr<void> charge; ///< see charged()

    std::string typeName() const override { return "str"; }
    std::string repr(Interpreter&) const override;
    std::string str(Interpreter&) const override { return m_text; }
    std::string format(Interpreter&, const std::string& specification) const override;
    bool truth(Interpreter&) const override { return !m_text.empty(); }
    Value item(Interpreter&, const Value& key) override;
    std::int64_t length(Interpreter&) const override;
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> binary(Interpreter&, BinaryOperator op, const Value& other,
                                bool reflected) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;

private:
    std::string m_text;
    bool m_isAscii;
};

/// What list and tuple share.
class SequenceObject : public Object
{
public:
    SequenceObject(ObjectTag tag, std::vector<Value> values)
        : Object(tag)
        , elements(std::move(values))
    {
    }
    static constexpr bool isTag(ObjectTag tag)
    {
        return tag == ObjectTag::List || tag == ObjectTag::Tuple;
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
    explicit ListObject(std::vector<Value> values)
        : SequenceObject(ObjectTag::List, std::move(values))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::List; }
    void added(Interpreter& interpreter, const Value& element) ///< after it was made
    {
        if (!m_circle && canLeadBack(element))
            joinCircle(interpreter);
    }
    std::string typeName() const override { return "list"; }
    std::string repr(Interpreter&) const override;
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    void setItem(Interpreter&, const Value& key, const Value& value) override;
    void deleteItem(Interpreter&, const Value& key) override;
    std::optional<Value> inPlace(Interpreter&, BinaryOperator op, const Value& other) override;

private:
    Value make(std::vector<Value> values) const override;
    void joinCircle(Interpreter& interpreter);
    std::unique_ptr<CircleMember> m_circle;
};

class TupleObject : public SequenceObject
{
public:
    explicit TupleObject(std::vector<Value> values)
        : SequenceObject(ObjectTag::Tuple, std::move(values))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Tuple; }
    std::string typeName() const override { return "tuple"; }
    std::string repr(Interpreter&) const override;

private:
    Value make(std::vector<Value> values) const override;
};

class DictObject : public Object
{
public:
    DictObject()
        : Object(ObjectTag::Dict)
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Dict; }
    void added(Interpreter& interpreter, const Value& element); ///< after it was made
    HashTable table;

    std::string typeName() const override { return "dict"; }
    std::string repr(Interpreter&) const override;
    bool truth(Interpreter&) const override { return table.size() != 0; }
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    Value item(Interpreter&, const Value& key) override;
    void setItem(Interpreter&, const Value& key, const Value& value) override;
    void deleteItem(Interpreter&, const Value& key) override;
    std::int64_t length(Interpreter&) const override
    {
        return static_cast<std::int64_t>(table.size());
    }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> binary(Interpreter&, BinaryOperator op, const Value& other,
                                bool reflected) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;

private:
    std::unique_ptr<CircleMember> m_circle;
};
Value copyOfSet(Interpreter& interpreter, const Value& set);
Value makeDictFromKeys(); ///< dict.fromkeys

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
    SetObject()
        : Object(ObjectTag::Set)
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Set; }
    HashTable table;
    std::size_t merged = 0; ///< how many of the first elements came from one set at once

    std::string typeName() const override { return "set"; }
    std::string repr(Interpreter&) const override;
    bool truth(Interpreter&) const override { return table.size() != 0; }
    std::optional<std::string> hashKey(Interpreter&) const override { return {}; }
    std::int64_t length(Interpreter&) const override
    {
        return static_cast<std::int64_t>(table.size());
    }
    std::unique_ptr<Iterator> iterate(Interpreter&) override;
    bool contains(Interpreter&, const Value& value) override;
    std::optional<Value> binary(Interpreter&, BinaryOperator op, const Value& other,
                                bool reflected) override;
    std::optional<Value> inPlace(Interpreter&, BinaryOperator op, const Value& other) override;
    std::optional<Value> compare(Interpreter&, CompareOperator op, const Value& other) override;

    /// Numbers and tuples of them in the order in which CPython's table holds them; others as
    /// inserted.
    std::vector<Value> ordered(Interpreter& interpreter) const;
    std::size_t tableSize(Interpreter&) const; ///< of CPython's table for these elements
};

class RangeObject : public Object
{
public:
    explicit RangeObject(const Range& r)
        : Object(ObjectTag::Range)
        , range(r)
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Range; }
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
        : Object(ObjectTag::Slice)
        , slice(std::move(s))
    {
    }
    static constexpr bool isTag(ObjectTag tag) { return tag == ObjectTag::Slice; }
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

/// An element of `stack` while this lives.
template <class T>
class Nested
{
public:
    Nested(std::vector<T>& stack, T element)
        : m_stack(stack)
    {
        m_stack.push_back(std::move(element));
    }
    ~Nested() { m_stack.pop_back(); }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;

private:
    std::vector<T>& m_stack;
};

/// Puts copies of `more` at the end of `target`; Stop may interrupt it.
void extendBy(Interpreter& interpreter, std::vector<Value>& target, std::span<const Value> more);

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

/// The same, or TypeError.
std::int64_t wholeArgument(Interpreter& interpreter, const Value& value);

// Tables of the methods of the built-in types.
std::span<const NativeRow> stringMethods();
std::span<const NativeRow> listMethods();
std::span<const NativeRow> tupleMethods();
std::span<const NativeRow> dictMethods();
std::span<const NativeRow> setMethods();
std::span<const NativeRow> numberMethods(bool ofFloats);
std::span<const NativeRow> generatorMethods();

std::string stringRepr(const std::string& text);
/// What `write` says; `again` where the container is being written already.
std::string guardedRepr(Interpreter& interpreter, const Object& container, const char* again,
                        const std::function<std::string()>& write);
/// `a, b, c` of the elements' reprs between brackets; "[...]" where a container holds itself.
std::string joinedRepr(Interpreter& interpreter, const Object& container,
                       const std::vector<Value>& elements, const char* open, const char* close);

} // namespace engine::lang
