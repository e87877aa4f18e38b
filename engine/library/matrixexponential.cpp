#include <algorithm>
#include <cmath>

#include "engine/library/functionlist.h"

namespace engine::library {
namespace {

/// Up to which 1-norm a Padé approximant of this degree is exact to the dtype's last bit:
/// Higham, "The scaling and squaring method for the matrix exponential revisited" (2005).
struct Approximant
{
    int degree;
    double norm;
};
constexpr Approximant ofFloat[] = {
    {3, 4.258730016922831e-01}, {5, 1.880152677804762}, {7, 3.925724783138660}};
constexpr Approximant ofDouble[] = {{3, 1.495585217958292e-02},
                                    {5, 2.539398330063230e-01},
                                    {7, 9.504178996162932e-01},
                                    {9, 2.097847961257068},
                                    {13, 5.371920351148152}};

/// The greatest sum of a column's sizes, over all matrices.
double norm1(const Tensor& a)
{
    const std::int64_t n = a.shape()[a.rank() - 1];
    double most = 0;
    for (std::int64_t start = 0; start < a.size(); start += n * n) {
        for (std::int64_t column = 0; column < n; ++column) {
            double sum = 0;
            for (std::int64_t row = 0; row < n; ++row)
                sum += std::abs(a.at(start + row * n + column));
            most = std::max(most, sum);
        }
    }
    return most;
}

/// b_k of the approximant: (2m−k)! m! / ((2m)! k! (m−k)!), scaled so that b_0 is 1.
std::vector<double> coefficients(int degree)
{
    std::vector<double> b{1};
    for (int k = 1; k <= degree; ++k)
        b.push_back(b.back() * (degree - k + 1) / (static_cast<double>(k) * (2 * degree - k + 1)));
    return b;
}

/// (V − U)⁻¹ (V + U), with V the even and U the odd terms, squared as often as A was halved.
TracedTensor exponential(const Call& call, const TracedTensor& a)
{
    const DType dtype = a.value.dtype();
    const auto product = [&](const TracedTensor& x, const TracedTensor& y) {
        return call.run(Op::Matmul, {x, y}, MatmulAttributes{});
    };
    const auto scaled = [&](const TracedTensor& x, double factor) {
        return call.run(Op::Multiply, {x, call.scalar(factor, dtype)});
    };
    const std::span<const Approximant> choices = dtype == DType::Float64
        ? std::span<const Approximant>(ofDouble)
        : std::span<const Approximant>(ofFloat);
    const double norm = norm1(a.value);
    auto choice = std::find_if(choices.begin(), choices.end(),
                               [norm](const Approximant& each) { return norm <= each.norm; });
    int halvings = 0;
    if (choice == choices.end()) {
        choice = choices.end() - 1;
        if (std::isfinite(norm))
            halvings = std::max(0, static_cast<int>(std::ceil(std::log2(norm / choice->norm))));
    }
    const TracedTensor x = halvings == 0 ? a : scaled(a, std::ldexp(1.0, -halvings));
    const std::vector<double> b = coefficients(choice->degree);
    Tensor ones = Tensor::ones(dtype, Shape{a.value.shape()[a.value.rank() - 1]});
    const TracedTensor identity =
        call.run(Op::Diag, {call.runtime().leaf(Op::Ones, std::move(ones))});
    const TracedTensor square = product(x, x);
    TracedTensor power = square;
    TracedTensor even = call.run(Op::Add, {scaled(square, b[2]), identity});
    TracedTensor odd = call.run(Op::Add, {scaled(square, b[3]), scaled(identity, b[1])});
    for (std::size_t k = 4; k < b.size(); k += 2) {
        power = product(power, square);
        even = call.run(Op::Add, {even, scaled(power, b[k])});
        odd = call.run(Op::Add, {odd, scaled(power, b[k + 1])});
    }
    odd = product(x, odd);
    TracedTensor result =
        call.run(Op::Solve, {call.run(Op::Subtract, {even, odd}), call.run(Op::Add, {even, odd})},
                 MatmulAttributes{});
    for (int i = 0; i < halvings; ++i)
        result = product(result, result);
    return result;
}

} // namespace

void defineMatrixExponential(Runtime& runtime, lang::Module& linalg)
{
    define(runtime, {&linalg}, "expm", "input, name=None", [](const Call& call) {
        const TracedTensor a = call.tensor(0);
        const Shape& shape = a.value.shape();
        if (shape.rank() < 2 || shape[shape.rank() - 1] != shape[shape.rank() - 2]
            || !isFloating(a.value.dtype()))
            throw RaisedError("InvalidArgumentError",
                              "Input matrix must be square and of floats, got shape "
                                  + shape.tupleText());
        return call.result(exponential(call, a));
    });
}

} // namespace engine::library
