// tf.debugging: checks that raise.
#include <cmath>

#include "engine/lang/objects.h"
#include "engine/library/conversion.h"
#include "engine/library/functionlist.h"
#include "engine/tensor/evaluate.h"

namespace engine::library {
namespace {

bool holdsEverywhere(const TracedTensor& condition)
{
    for (std::int64_t i = 0; i < condition.value.size(); ++i) {
        if (condition.value.at(i) == 0)
            return false;
    }
    return true;
}

[[noreturn]] void refuted(const Call& call, std::size_t message, const std::string& text)
{
    throw RaisedError("InvalidArgumentError",
                      call.given(message) ? call.text(message) + "\n" + text : text);
}

void defineComparisons(Runtime& runtime, std::initializer_list<lang::Module*> modules)
{
    struct Entry
    {
        const char* name;
        Op op;
        const char* relation;
    };
    for (const Entry& entry :
         {Entry{"assert_equal", Op::Equal, "=="}, Entry{"assert_none_equal", Op::NotEqual, "!="},
          Entry{"assert_less", Op::Less, "<"}, Entry{"assert_less_equal", Op::LessEqual, "<="},
          Entry{"assert_greater", Op::Greater, ">"},
          Entry{"assert_greater_equal", Op::GreaterEqual, ">="}})
        define(runtime, modules, entry.name, "x, y, message=None, summarize=None, name=None",
               [entry](const Call& call) {
                   const auto operands = call.pair(0, 1);
                   if (!holdsEverywhere(call.run(entry.op, operands)))
                       refuted(call, 2,
                               std::string("Condition x ") + entry.relation + " y did not hold.");
                   return Value::none();
               });
    for (const Entry& entry : {Entry{"assert_positive", Op::Greater, "x > 0"},
                               Entry{"assert_non_negative", Op::GreaterEqual, "x >= 0"},
                               Entry{"assert_negative", Op::Less, "x < 0"},
                               Entry{"assert_non_positive", Op::LessEqual, "x <= 0"}})
        define(runtime, modules, entry.name, "x, message=None, summarize=None, name=None",
               [entry](const Call& call) {
                   const TracedTensor x = call.tensor(0);
                   if (!holdsEverywhere(call.run(entry.op, {x, call.scalar(0, x.value.dtype())})))
                       refuted(call, 1,
                               std::string("Condition ") + entry.relation
                                   + " did not hold element-wise.");
                   return Value::none();
               });
}

} // namespace

void defineDebugging(Runtime& runtime, lang::Module& tf)
{
    auto* debugging = new lang::Module("tensorflow.debugging");
    tf.define("debugging", Value::object(debugging));
    defineComparisons(runtime, {debugging});
    define(runtime, {debugging}, "assert_near",
           "x, y, rtol=None, atol=None, message=None, summarize=None, name=None",
           [](const Call& call) {
               const auto [x, y] = call.pair(0, 1);
               const double least = x.value.dtype() == DType::Float64 ? 10 * 0x1p-52
                   : x.value.dtype() == DType::Float16                ? 10 * 0x1p-10
                                                                      : 10 * 0x1p-23;
               const double relative = call.given(2) ? call.number(2, "rtol") : least;
               const double absolute = call.given(3) ? call.number(3, "atol") : least;
               const DType dtype = x.value.dtype();
               const TracedTensor distance = call.run(Op::Abs, {call.run(Op::Subtract, {x, y})});
               const TracedTensor scale =
                   call.run(Op::Multiply, {call.scalar(relative, dtype), call.run(Op::Abs, {y})});
               if (!holdsEverywhere(call.run(
                       Op::LessEqual,
                       {distance, call.run(Op::Add, {call.scalar(absolute, dtype), scale})})))
                   refuted(call, 4,
                           "x and y not equal to tolerance rtol = tf.constant("
                               + lang::floatRepr(relative) + "), atol = tf.constant("
                               + lang::floatRepr(absolute) + ")");
               return Value::none();
           });
    define(runtime, {debugging}, "check_numerics", "tensor, message, name=None",
           [](const Call& call) {
               const TracedTensor x = call.tensor(0);
               bool nan = false;
               bool infinite = false;
               for (std::int64_t i = 0; i < x.value.size(); ++i) {
                   nan = nan || std::isnan(x.value.at(i));
                   infinite = infinite || std::isinf(x.value.at(i));
               }
               if (nan || infinite)
                   throw RaisedError("InvalidArgumentError",
                                     call.text(1) + " : Tensor had "
                                         + (infinite ? nan ? "Inf and NaN" : "Inf" : "NaN")
                                         + " values [Op:CheckNumerics]");
               return call.result(call.run(Op::Identity, {x}));
           });
    define(runtime, {debugging}, "assert_shapes",
           "shapes, data=None, summarize=None, message=None, name=None", [](const Call& call) {
               for (const Value& pair : call.interpreter().elements(call[0])) {
                   const std::vector<Value> parts = call.interpreter().elements(pair);
                   const Tensor* tensor = parts.empty() ? nullptr : tensorBehind(parts[0]);
                   if (!tensor || parts.size() != 2)
                       throw RaisedError("ValueError",
                                         "assert_shapes needs a list of pairs (tensor, shape)");
                   const std::vector<Value> extents = call.interpreter().elements(parts[1]);
                   bool fits = static_cast<int>(extents.size()) == tensor->rank();
                   for (std::size_t axis = 0; fits && axis < extents.size(); ++axis)
                       fits = !extents[axis].isInt()
                           || extents[axis].asInt() == tensor->shape()[static_cast<int>(axis)];
                   if (!fits)
                       throw RaisedError(
                           "ValueError",
                           "Specified by tensor dimensions " + call.interpreter().str(parts[1])
                               + ", but the tensor has shape " + tensor->shape().tupleText());
               }
               return Value::none();
           });
}

} // namespace engine::library
