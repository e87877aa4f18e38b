#include <algorithm>
#include <array>
#include <numeric>

#include "engine/tensor/elementwise.h"
#include "engine/tensor/kernels.h"

namespace engine::kernels {

Tensor matvec(const Tensor& a, const Tensor& x, bool transposeA)
{
    if (a.rank() < 2 || x.rank() < 1) {
        throwInvalidArgument(Op::Matvec,
                             "In[0] and In[1] has different ndims: " + a.shape().bracketText()
                                 + " vs. " + x.shape().bracketText());
    }
    Shape column = x.shape();
    column.append(1);
    const Tensor product = matmul(a, x.withShape(column), {transposeA, false});
    const Shape& shape = product.shape();
    return product.withShape(
        Shape(std::span(shape.begin(), static_cast<std::size_t>(shape.rank() - 1))));
}

namespace {

/// The axes of a tensor that a contraction leaves, ascending.
std::vector<int> freeAxes(int rank, const std::vector<int>& contracted)
{
    std::vector<int> axes;
    for (int axis = 0; axis < rank; ++axis) {
        if (std::find(contracted.begin(), contracted.end(), axis) == contracted.end())
            axes.push_back(axis);
    }
    return axes;
}

std::int64_t product(const Shape& shape, const std::vector<int>& axes)
{
    std::int64_t count = 1;
    for (const int axis : axes)
        count *= shape[axis];
    return count;
}

std::vector<int> joined(std::vector<int> first, const std::vector<int>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

Tensor tensordot(const Tensor& a, const Tensor& b, const ContractAttributes& attributes)
{
    checkNumber(Op::Matmul, a.dtype());
    checkInputDType(Op::Matmul, 1, a.dtype(), b.dtype());
    for (std::size_t i = 0; i < attributes.left.size(); ++i) {
        if (a.shape()[attributes.left[i]] != b.shape()[attributes.right[i]]) {
            throwInvalidArgument(Op::Matmul,
                                 "Matrix size-incompatible: In[0]: " + a.shape().bracketText()
                                     + ", In[1]: " + b.shape().bracketText());
        }
    }
    const std::vector<int> leftFree = freeAxes(a.rank(), attributes.left);
    const std::vector<int> rightFree = freeAxes(b.rank(), attributes.right);
    const std::int64_t inner = product(a.shape(), attributes.left);
    const Tensor left = transpose(a, {joined(leftFree, attributes.left)})
                            .withShape(Shape{product(a.shape(), leftFree), inner});
    const Tensor right = transpose(b, {joined(attributes.right, rightFree)})
                             .withShape(Shape{inner, product(b.shape(), rightFree)});
    Shape shape;
    for (const int axis : leftFree)
        shape.append(a.shape()[axis]);
    for (const int axis : rightFree)
        shape.append(b.shape()[axis]);
    return matmul(left, right, {}).withShape(shape);
}

namespace {

/// The subscripts of an equation: one string an operand, the last the result's.
std::vector<std::string> subscriptsOf(const std::string& equation)
{
    std::vector<std::string> parts{""};
    for (std::size_t i = 0; i < equation.size(); ++i) {
        if (equation[i] == ',' || equation[i] == '-')
            parts.emplace_back();
        else if (equation[i] != '>')
            parts.back() += equation[i];
    }
    return parts;
}

struct Label
{
    char name = 0;
    std::int64_t extent = 1;
    std::vector<std::int64_t> strides; ///< one an operand, the last the result's
};

/// Adds to `label` how far `shape` moves for each of its appearances in `subscripts`.
std::int64_t strideOf(char name, const std::string& subscripts, const Shape& shape)
{
    std::int64_t stride = 0;
    std::int64_t natural = 1;
    for (int axis = shape.rank() - 1; axis >= 0; --axis) {
        if (subscripts[static_cast<std::size_t>(axis)] == name)
            stride += natural;
        natural *= shape[axis];
    }
    return stride;
}

} // namespace

/// One loop an index over all of them: slow but general. A label that repeats in the result fills
/// its diagonal.
Tensor einsum(const Operands& inputs, const EinsumAttributes& attributes)
{
    const std::vector<std::string> subscripts = subscriptsOf(attributes.equation);
    if (subscripts.size() != inputs.size() + 1) {
        throwInvalidArgument(Op::Einsum,
                             "Expected " + std::to_string(subscripts.size() - 1)
                                 + " inputs but got: " + std::to_string(inputs.size()));
    }
    std::vector<Label> labels;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        checkNumber(Op::Einsum, inputs[i].dtype());
        checkInputDType(Op::Einsum, static_cast<int>(i), inputs[0].dtype(), inputs[i].dtype());
        if (static_cast<int>(subscripts[i].size()) != inputs[i].rank()) {
            throwInvalidArgument(Op::Einsum,
                                 "Expected input " + std::to_string(i) + " to have rank "
                                     + std::to_string(subscripts[i].size())
                                     + " but got: " + std::to_string(inputs[i].rank()));
        }
        for (int axis = 0; axis < inputs[i].rank(); ++axis) {
            const char name = subscripts[i][static_cast<std::size_t>(axis)];
            const std::int64_t extent = inputs[i].shape()[axis];
            const auto known = std::find_if(labels.begin(), labels.end(),
                                            [&](const Label& label) { return label.name == name; });
            if (known == labels.end())
                labels.push_back({name, extent, {}});
            else if (known->extent != extent)
                throwInvalidArgument(Op::Einsum,
                                     "Expected dimension " + std::to_string(known->extent)
                                         + " at axis " + std::to_string(axis) + " of the input "
                                         + std::to_string(i) + " but got dimension "
                                         + std::to_string(extent));
        }
    }
    Shape shape;
    for (const char name : subscripts.back()) {
        const auto label = std::find_if(labels.begin(), labels.end(),
                                        [&](const Label& known) { return known.name == name; });
        if (label == labels.end())
            throwInvalidArgument(Op::Einsum,
                                 std::string("Unknown label ") + name + " in the result");
        shape.append(label->extent);
    }
    // The result's labels outside, summed ones inside.
    std::stable_partition(labels.begin(), labels.end(), [&](const Label& label) {
        return subscripts.back().find(label.name) != std::string::npos;
    });
    std::int64_t total = 1;
    for (Label& label : labels) {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            label.strides.push_back(strideOf(label.name, subscripts[i], inputs[i].shape()));
        label.strides.push_back(strideOf(label.name, subscripts.back(), shape));
        total *= label.extent;
    }
    Tensor result = Tensor::zeros(inputs[0].dtype(), shape);
    withNumberType(inputs[0].dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        std::vector<std::int64_t> offsets(inputs.size() + 1, 0);
        std::vector<std::int64_t> position(labels.size(), 0);
        for (std::int64_t step = 0; step < total; ++step) {
            T term{1};
            for (std::size_t i = 0; i < inputs.size(); ++i)
                term = wrappingProduct(term, inputs[i].data<T>()[offsets[i]]);
            to[offsets.back()] = wrappingSum(to[offsets.back()], term);
            for (std::size_t k = labels.size(); k-- > 0;) {
                const Label& label = labels[k];
                const bool carries = ++position[k] == label.extent;
                const std::int64_t moved = carries ? 1 - label.extent : 1;
                for (std::size_t i = 0; i < offsets.size(); ++i)
                    offsets[i] += moved * label.strides[i];
                if (!carries)
                    break;
                position[k] = 0;
            }
        }
    });
    return result;
}

Tensor cross(const Tensor& a, const Tensor& b)
{
    checkNumber(Op::Cross, a.dtype());
    checkInputDType(Op::Cross, 1, a.dtype(), b.dtype());
    if (a.shape() != b.shape() || a.rank() == 0 || a.shape()[a.rank() - 1] != 3) {
        throwInvalidArgument(Op::Cross,
                             "Cross-products are only defined for 3-element vectors: "
                                 + a.shape().bracketText() + " vs. " + b.shape().bracketText());
    }
    Tensor result = Tensor::uninitialized(a.dtype(), a.shape());
    withNumberType(a.dtype(), [&](auto element) {
        using T = decltype(element);
        T* const to = result.mutableData<T>();
        const auto minor = [](const T* x, const T* y, std::size_t i, std::size_t j) {
            return wrappingDifference(wrappingProduct(x[i], y[j]), wrappingProduct(x[j], y[i]));
        };
        for (std::int64_t i = 0; i < a.size(); i += 3) {
            const T* const x = a.data<T>() + i;
            const T* const y = b.data<T>() + i;
            to[i] = minor(x, y, 1, 2);
            to[i + 1] = minor(x, y, 2, 0);
            to[i + 2] = minor(x, y, 0, 1);
        }
    });
    return result;
}

} // namespace engine::kernels
