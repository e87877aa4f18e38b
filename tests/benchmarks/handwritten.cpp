// Compiled for the machine it runs on, with Eigen under a name of its own (see CMakeLists.txt).
#include <Eigen/Dense>

#include <cmath>
#include <memory>

#include "workload.h"

namespace {

using namespace workload;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Row = Eigen::RowVectorXf;
using Array = Eigen::ArrayXf;

Matrix matrix(std::int64_t rows, std::int64_t columns, std::uint32_t seed, double scale)
{
    const std::vector<float> all = numbers(rows * columns, seed, scale);
    return Eigen::Map<const Matrix>(all.data(), rows, columns);
}

Work quadratic()
{
    Matrix x(4, 1);
    x << 0, 1, 2, 3;
    const auto sum = std::make_shared<double>();
    return {[x, sum] {
                const Matrix turned = x.transpose();
                const Matrix dot = turned * x;
                const Matrix y = 2.0F * dot;
                keep(y(0, 0));
                const Matrix gy = Matrix::Ones(1, 1);
                const Matrix gDot = 2.0F * gy;
                const Matrix gTurned = gDot * x.transpose();
                Matrix gx = turned.transpose() * gDot;
                const Matrix back = gTurned.transpose();
                gx += back;
                *sum = static_cast<double>(gx.sum());
            },
            [sum] { return *sum; }};
}

Work chain(int operations)
{
    const auto gradient = std::make_shared<double>();
    return {[operations, gradient] {
                struct Lap
                {
                    Array s, scaled, sine, half;
                };
                std::vector<Lap> laps;
                Array s = Array::Constant(1, chainStart);
                for (int i = 0; i < operations / 4; ++i) {
                    Lap lap;
                    lap.scaled = s * 1.0001F;
                    lap.sine = s.sin();
                    lap.half = 0.5F * lap.sine;
                    Array next = lap.scaled + lap.half;
                    lap.s = std::move(s);
                    laps.push_back(std::move(lap));
                    s = std::move(next);
                }
                Array g = Array::Ones(1);
                for (std::size_t i = laps.size(); i-- > 0;) {
                    const Array gSine = 0.5F * g;
                    const Array slope = laps[i].s.cos();
                    Array gs = gSine * slope;
                    const Array gScaled = g * 1.0001F;
                    gs += gScaled;
                    g = std::move(gs);
                }
                *gradient = static_cast<double>(g(0));
            },
            [gradient] { return *gradient; }, static_cast<double>(operations)};
}

Work loop()
{
    const auto gradient = std::make_shared<double>();
    return {[gradient] {
                const Matrix a = Matrix::Constant(1, 1, loopStart);
                std::vector<Matrix> all;
                all.push_back(2.0F * a);
                for (;;) {
                    const Array norm = Array::Constant(1, all.back().norm());
                    if (!(norm(0) < 1000))
                        break;
                    all.push_back(2.0F * all.back());
                }
                const Array total = Array::Constant(1, all.back().sum());
                const bool positive = total(0) > 0;
                const Matrix c = positive ? all.back() : Matrix(100.0F * all.back());
                keep(c(0, 0));
                Matrix g = Matrix::Ones(1, 1);
                if (!positive)
                    g = Matrix(100.0F * g);
                for (std::size_t i = 0; i < all.size(); ++i) {
                    Matrix next = 2.0F * g;
                    g = std::move(next);
                }
                *gradient = static_cast<double>(g(0, 0));
            },
            [gradient] { return *gradient; }};
}

Work perceptron()
{
    struct Data
    {
        Matrix x = matrix(batch, inputs, 1, 2), w1 = matrix(inputs, hidden, 2, 0.1),
               w2 = matrix(hidden, classes, 4, 0.3);
        Row b1 = matrix(1, hidden, 3, 0.1), b2 = matrix(1, classes, 5, 0.1);
        std::vector<std::int32_t> wanted = labels();
        double check = 0;
    };
    const auto data = std::make_shared<Data>();
    return {[data] {
                const Data& d = *data;
                Matrix product(batch, hidden);
                product.noalias() = d.x * d.w1;
                const Matrix z = product.rowwise() + d.b1;
                const Matrix h = z.cwiseMax(0.0F);
                Matrix scores(batch, classes);
                scores.noalias() = h * d.w2;
                const Matrix logits = scores.rowwise() + d.b2;
                const Matrix shifted = logits.colwise() - logits.rowwise().maxCoeff();
                Matrix p = shifted.array().exp();
                const Eigen::VectorXf totals = p.rowwise().sum();
                p.array().colwise() /= totals.array();
                float loss = 0;
                for (std::int64_t i = 0; i < batch; ++i)
                    loss -= std::log(p(i, d.wanted[static_cast<std::size_t>(i)]))
                        / static_cast<float>(batch);
                keep(loss);

                Matrix gLogits = p;
                for (std::int64_t i = 0; i < batch; ++i)
                    gLogits(i, d.wanted[static_cast<std::size_t>(i)]) -= 1;
                gLogits *= 1.0F / static_cast<float>(batch);
                const Row gb2 = gLogits.colwise().sum();
                Matrix gw2(hidden, classes), gh(batch, hidden), gw1(inputs, hidden);
                gw2.noalias() = h.transpose() * gLogits;
                gh.noalias() = gLogits * d.w2.transpose();
                const Matrix gz = gh.array() * (z.array() > 0).cast<float>();
                const Row gb1 = gz.colwise().sum();
                gw1.noalias() = d.x.transpose() * gz;
                keep(gb1(0));
                keep(gb2(0));
                data->check = static_cast<double>(gw1(5, 7)) + static_cast<double>(gw2(3, 4));
            },
            [data] { return data->check; }};
}

Work products()
{
    const auto m = std::make_shared<std::vector<Matrix>>();
    for (std::uint32_t k = 0; k < 4; ++k)
        m->push_back(matrix(edge, edge, 11 + k, 0.1));
    const auto check = std::make_shared<double>();
    return {[m, check] {
                const Matrix &a = (*m)[0], &b = (*m)[1], &c = (*m)[2], &d = (*m)[3];
                constexpr auto n = edge;
                Matrix p(n, n), q(n, n), y(n, n), gq(n, n), gp(n, n), ga(n, n), gb(n, n), gc(n, n),
                    gd(n, n);
                p.noalias() = a * b;
                q.noalias() = p * c;
                y.noalias() = q * d;
                const float loss = y.sum();
                keep(loss);
                const Matrix gy = Matrix::Ones(n, n);
                gq.noalias() = gy * d.transpose();
                gd.noalias() = q.transpose() * gy;
                gp.noalias() = gq * c.transpose();
                gc.noalias() = p.transpose() * gq;
                ga.noalias() = gp * b.transpose();
                gb.noalias() = a.transpose() * gp;
                *check = static_cast<double>(ga(3, 4)) + static_cast<double>(gb(5, 6))
                    + static_cast<double>(gd(7, 8));
            },
            [check] { return *check; }};
}

Work elements()
{
    const std::vector<float> all = numbers(many, 21, 4);
    const auto x = std::make_shared<Array>(Eigen::Map<const Array>(all.data(), many));
    const auto check = std::make_shared<double>();
    return {[x, check] {
                const Array s = x->sin();
                const Array e = s.exp();
                const Array ex = e * *x;
                const Array squares = x->square();
                const Array t = ex + squares;
                const float z = t.sum();
                keep(z);
                const Array gt = Array::Ones(many); // goes to both summands
                const Array two = 2.0F * *x;
                const Array gSquares = gt * two;
                const Array ge = gt * *x;
                Array gx = gt * e;
                const Array gs = ge * e;
                const Array slope = x->cos();
                const Array through = gs * slope;
                gx += gSquares;
                gx += through;
                *check = static_cast<double>(gx(12345));
            },
            [check] { return *check; }};
}

Work second()
{
    Array x(4);
    x << 0.5F, 1, 1.5F, 2;
    const auto sum = std::make_shared<double>();
    return {[x, sum] {
                const Array a = x * x, b = a * x, y = b * x;
                keep(y(0));
                const Array gy = Array::Ones(4);
                const Array gb = gy * x, gx1 = gy * b;
                const Array ga = gb * x, gx2 = gb * a;
                const Array gx3 = ga * x, gx4 = ga * x;
                const Array u = gx1 + gx2, v = u + gx3, g = v + gx4;
                keep(g(0));
                // The rules of the nine products and three sums above.
                const Array h = Array::Ones(4);
                Array hga = h * x, hx = h * ga;
                const Array hga3 = h * x, hx3 = h * ga;
                hga += hga3;
                hx += hx3;
                Array hgb = h * a, ha = h * gb;
                const Array hgb2 = hga * x, hx2 = hga * gb;
                hgb += hgb2;
                hx += hx2;
                const Array hb = h * gy, hx1 = hgb * gy;
                hx += hx1;
                const Array ha2 = hb * x, hx4 = hb * a;
                ha += ha2;
                hx += hx4;
                const Array hx5 = ha * x, hx6 = ha * x;
                hx += hx5;
                hx += hx6;
                *sum = static_cast<double>(hx.sum());
            },
            [sum] { return *sum; }};
}

} // namespace

Works handWrittenWorks()
{
    return {{"W1", quadratic()}, {"W2-1000", chain(1000)}, {"W2-100000", chain(100'000)},
            {"W3", loop()},      {"W4", perceptron()},     {"W5", products()},
            {"W6", elements()},  {"W7", second()}};
}
