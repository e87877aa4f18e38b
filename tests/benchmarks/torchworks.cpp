#include "workload.h"

#ifdef HAVE_TORCH

#include <torch/torch.h>

#include <dlfcn.h>

#include <memory>

namespace {

using namespace workload;
using torch::Tensor;

Tensor tensor(at::IntArrayRef shape, std::uint32_t seed, double scale, bool watched)
{
    std::int64_t count = 1;
    for (const std::int64_t extent : shape)
        count *= extent;
    auto all = numbers(count, seed, scale);
    return torch::from_blob(all.data(), shape, torch::kFloat32).clone().set_requires_grad(watched);
}

double element(const Tensor& t, std::int64_t i, std::int64_t j)
{
    return t[i][j].item<double>();
}

using Gradients = std::shared_ptr<std::vector<Tensor>>;

void gradients(const Gradients& all, const Tensor& y, const std::vector<Tensor>& x)
{
    *all = torch::autograd::grad({y}, x);
}

Works works()
{
    at::set_num_threads(1);
    Works all;
    const auto add = [&](const std::string& name, const std::function<void(const Gradients&)>& once,
                         const std::function<double(const std::vector<Tensor>&)>& check,
                         double parts = 1) {
        const auto results = std::make_shared<std::vector<Tensor>>();
        all[name] = {[once, results] { once(results); },
                     [check, results] { return check(*results); }, parts};
    };
    const auto sum = [](const std::vector<Tensor>& g) { return g[0].sum().item<double>(); };

    const Tensor column = torch::arange(4, torch::kFloat32).reshape({4, 1}).set_requires_grad(true);
    add(
        "W1",
        [column](const Gradients& g) {
            gradients(g, 2 * torch::matmul(column.t(), column), {column});
        },
        sum);

    const Tensor start = torch::tensor(chainStart).set_requires_grad(true);
    for (const int operations : {1000, 100'000}) {
        add(
            "W2-" + std::to_string(operations),
            [start, operations](const Gradients& g) {
                Tensor s = start;
                for (int i = 0; i < operations / 4; ++i)
                    s = s * 1.0001 + 0.5 * torch::sin(s);
                gradients(g, s, {start});
            },
            sum, operations);
    }

    const Tensor a = torch::full({1, 1}, loopStart).set_requires_grad(true);
    add(
        "W3",
        [a](const Gradients& g) {
            Tensor b = 2 * a;
            while (b.norm().item<float>() < 1000)
                b = 2 * b;
            const Tensor c = b.sum().item<float>() > 0 ? b : 100 * b;
            gradients(g, c, {a});
        },
        sum);

    const Tensor x = tensor({batch, inputs}, 1, 2, false),
                 w1 = tensor({inputs, hidden}, 2, 0.1, true), b1 = tensor({hidden}, 3, 0.1, true),
                 w2 = tensor({hidden, classes}, 4, 0.3, true), b2 = tensor({classes}, 5, 0.1, true);
    const auto wanted = labels();
    const Tensor y = torch::tensor(std::vector<std::int64_t>(wanted.begin(), wanted.end()));
    add(
        "W4",
        [=](const Gradients& g) {
            const Tensor h = torch::relu(torch::matmul(x, w1) + b1);
            gradients(g, torch::nn::functional::cross_entropy(torch::matmul(h, w2) + b2, y),
                      {w1, b1, w2, b2});
        },
        [](const std::vector<Tensor>& g) { return element(g[0], 5, 7) + element(g[2], 3, 4); });

    std::vector<Tensor> m;
    for (std::uint32_t k = 0; k < 4; ++k)
        m.push_back(tensor({edge, edge}, 11 + k, 0.1, true));
    add(
        "W5",
        [m](const Gradients& g) {
            gradients(g, torch::matmul(torch::matmul(torch::matmul(m[0], m[1]), m[2]), m[3]).sum(),
                      m);
        },
        [](const std::vector<Tensor>& g) {
            return element(g[0], 3, 4) + element(g[1], 5, 6) + element(g[3], 7, 8);
        });

    const Tensor big = tensor({many}, 21, 4, true);
    add(
        "W6",
        [big](const Gradients& g) {
            gradients(g, (torch::exp(torch::sin(big)) * big + torch::square(big)).sum(), {big});
        },
        [](const std::vector<Tensor>& g) { return g[0][12345].item<double>(); });

    const Tensor four = torch::tensor({0.5F, 1.0F, 1.5F, 2.0F}).set_requires_grad(true);
    const Tensor ones = torch::ones(4);
    add(
        "W7",
        [four, ones](const Gradients& g) {
            const Tensor first =
                torch::autograd::grad({four * four * four * four}, {four}, {ones}, true, true)[0];
            *g = torch::autograd::grad({first}, {four}, {ones});
        },
        sum);
    return all;
}

} // namespace

Works torchWorks()
{
    return works();
}

std::string torchBlas()
{
    return dlsym(RTLD_DEFAULT, "openblas_get_num_threads") ? "OpenBLAS" : "the reference BLAS";
}

#else

Works torchWorks()
{
    return {};
}

std::string torchBlas()
{
    return "no libtorch";
}

#endif
