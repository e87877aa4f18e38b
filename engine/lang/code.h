#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/lang/value.h"
#include "engine/lesson/sourcespan.h"

namespace engine::lang {

/// One instruction of the stack machine. In comments: what is taken off the stack -> what is put
/// on; `n` is the argument.
enum class Op : std::uint8_t {
    Nop,
    Constant, // -> constants[n]
    Pop,
    Duplicate,
    DuplicateTwo,
    RotateTwo,
    RotateThree,
    LoadLocal,
    StoreLocal,
    DeleteLocal, // slot n
    LoadCell,
    StoreCell,
    DeleteCell, // slot n holds a CellObject
    FreshCell, // a new cell in slot n, where comprehension variables are captured
    LoadGlobal,
    StoreGlobal,
    DeleteGlobal, // global n
    LoadName,
    StoreName,
    DeleteName, // names[n] in the class body's namespace
    LoadAttribute,
    StoreAttribute, // value, object -> ; names[n + 1] is the target as written
    DeleteAttribute, // names[n]
    LoadItem,
    StoreItem,
    DeleteItem, // store: value, object, key -> ; names[n] is the target as written
    Binary,
    InPlace,
    Unary,
    Not,
    Compare, // n is the operator
    In,
    Is, // n != 0: negated
    BuildTuple,
    BuildList,
    BuildSet,
    BuildDict, // n elements (dict: pairs)
    BuildSlice,
    ListAppend,
    SetAdd,
    DictAdd, // element(s) -> ; container n below the top
    ListExtend,
    DictMerge, // list, iterable -> list
    ListToTuple,
    FormatValue, // value, specification -> text; n: conversion
    BuildString, // n pieces
    Unpack, // iterable -> n elements, the first on top
    UnpackStarred, // n = before + after * 256
    Jump,
    JumpIfFalse,
    JumpIfTrue, // taking the condition off
    JumpIfFalseKeep,
    JumpIfTrueKeep, // off only when not jumping
    Branch, // condition stays; tells the observer about branches[n]
    GetIterator,
    ForNext, // ForNext: jumps to n at the end, leaving nothing
    LoopBegin,
    Lap,
    LoopEnd, // loops[n]
    Call, // function, n arguments -> value
    CallKeywords, // function, arguments, keyword values; keywordCalls[n]
    CallStarred, // function, list, dict -> value
    MakeFunction, // defaults -> function; functions[n]
    MakeClass, // bases -> class; functions[n]
    Return,
    Yield,
    YieldFrom,
    SetupTry,
    PopBlock, // handler at n; the exception is on the stack there
    MatchException, // exception, type -> bool
    Reraise,
    Raise, // n: 0 bare, 1 value, 2 with cause
    WithEnter, // manager -> value of enter
    WithExit, // leaves the innermost manager
    WithExitFailed, // exception ->; leaves it and raises again unless the manager took it
    Import, // -> module names[n] (last part)
    ImportTop, // -> first part of names[n]
    ImportFrom, // module -> module, member names[n]
    ImportStar,
    Super, // -> super() of this method
    AssertFail, // n != 0: message ->
    Statement, // tells the observer
    Evaluated, // tells the observer about the top of the stack
    Display // value ->
};

struct Instruction
{
    Op op = Op::Nop;
    std::int32_t argument = 0;
};

/// What the compiler knows about a loop, for the observer and for the diagnosis when it never ends.
struct LoopInfo
{
    /// A name the condition reads and where its value is found.
    struct Name
    {
        enum class Place { Local, Cell, Global };
        std::string name;
        Place place = Place::Local;
        int slot = 0;
    };
    SourceSpan header;
    SourceSpan condition; ///< invalid for `for`
    bool isForever = false; ///< the condition is a constant
    bool hasBreak = false;
    std::vector<Name> names;
};

struct BranchInfo
{
    SourceSpan condition;
    SourceSpan then;
    SourceSpan orElse;
};

/// The instructions of a cell, a function or a class body, with a span for each.
struct Code
{
    struct ParameterInfo
    {
        std::string name;
        SourceSpan span;
        bool hasDefault = false;
    };
    struct KeywordCall
    {
        int positional = 0;
        std::vector<std::string> names;
    };

    std::string name;
    SourceSpan span;
    std::shared_ptr<const std::string> source;
    std::string documentation;
    bool hasDocumentation = false;
    bool isGenerator = false;
    bool isSimple = false; ///< plain parameters only and no variable shared with other functions

    std::vector<Instruction> instructions;
    std::vector<SourceSpan> spans;
    std::vector<Value> constants;
    std::vector<std::string> names;
    std::vector<KeywordCall> keywordCalls;
    std::vector<std::shared_ptr<Code>> functions;
    std::vector<LoopInfo> loops;
    std::vector<BranchInfo> branches;

    // Slots: parameters first (plain, keyword-only, *args, **kwargs), then other locals, free
    // variables among them.
    std::vector<ParameterInfo> parameters;
    int plainParameters = 0;
    int keywordOnlyParameters = 0;
    bool hasStar = false;
    bool hasDoubleStar = false;
    std::vector<std::string> slotNames;
    std::vector<bool> isCell;
    struct Free
    {
        int outerSlot;
        int slot;
    };
    std::vector<Free> freeVariables;
    /// Where an exception is being handled, and the slot that has it; inner ones first.
    struct Handled
    {
        int begin;
        int end;
        int slot;
    };
    std::vector<Handled> handled;

    int slotCount() const { return static_cast<int>(slotNames.size()); }
};

} // namespace engine::lang
