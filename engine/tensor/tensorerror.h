#pragma once

#include <stdexcept>
#include <string>

namespace engine {

/// A learner's mistake with tensors: the exception's class name and TensorFlow's text.
class TensorError : public std::runtime_error
{
public:
    TensorError(std::string errorKind, const std::string& message) : std::runtime_error(message), kind(std::move(errorKind)) {}
    std::string kind; ///< "InvalidArgumentError", "ValueError", "ResourceExhaustedError"
};

} // namespace engine
