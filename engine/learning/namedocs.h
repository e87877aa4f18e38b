#pragma once

#include <span>
#include <string_view>

namespace engine {

/// What a name of a library does, in a line of each language, and how it is used.
struct NameDoc
{
    std::string_view name; ///< without its module; "nn.moments" where the module matters
    std::string_view english;
    std::string_view chinese;
    std::string_view
        example; ///< a cell after `import tensorflow as tf`; empty: it is applied to two numbers
};

/// Null when nothing is written about it. `path` begins with "tf." or "np.", or is a built-in name.
const NameDoc* nameDoc(std::string_view path);

/// Of what is in tf.keras and tf.data; rows and names are paths without "tf.".
const NameDoc* kerasDoc(std::string_view name);

std::span<const NameDoc> kerasDocs();
std::span<const NameDoc> tensorflowDocs();
std::span<const NameDoc> numpyDocs();
std::span<const NameDoc> pythonDocs();

} // namespace engine
