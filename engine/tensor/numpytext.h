#pragma once

#include <string>
#include <vector>

#include "engine/tensor/tensor.h"

namespace engine {

// Text of arrays and scalars exactly as NumPy 1.19 prints them with default print options.
// Source of the rules: gradienttape-behaviour section 4.3 and the golden cases in tests/golden.

/// repr(array): "array([[0.],\n       [1.]], dtype=float32)". Rank 0 gives the bare scalar.
std::string numpyRepr(const Tensor& tensor);
/// The same, but rank 0 is an array too, which t.numpy() never gives and np.array(5.) does: "array(5.)".
std::string numpyArrayRepr(const Tensor& tensor);
/// str(array): "[[0.]\n [1.]]".
std::string numpyStr(const Tensor& tensor);
/// One element as a NumPy scalar prints: "6.0", "0.33333334", "1e-05", "True".
std::string numpyScalar(const Tensor& tensor, std::int64_t index);

/// The elements with NumPy's common layout, one string an element in row-major order and without padding: what a grid of cells shows.
std::vector<std::string> numpyElements(const Tensor& tensor);

/// repr of a tf.Tensor: "<tf.Tensor: shape=(4, 1), dtype=float32, numpy=\narray(...)>"
std::string tensorRepr(const Tensor& tensor);
/// str of a tf.Tensor: "tf.Tensor(6.0, shape=(), dtype=float32)"
std::string tensorStr(const Tensor& tensor);
/// repr and str of a tf.Variable called e.g. "Variable:0".
std::string variableRepr(const Tensor& tensor, const std::string& name);

} // namespace engine
