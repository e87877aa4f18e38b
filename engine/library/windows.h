#pragma once

#include <array>

#include "engine/library/functionlist.h"

namespace engine::library {

// Convolution and pooling as the arguments of tf.nn and tf.keras.layers say it.

/// How a window walks over images: rows first, columns second.
struct Walk
{
    std::array<int, 2> strides{1, 1};
    std::array<int, 2> dilations{1, 1};
    bool same = false; ///< padding='SAME'
};

/// 2, [2, 2] or [1, 2, 2, 1] for rows and columns.
std::array<int, 2> rowsAndColumns(const Call& call, std::size_t i);
/// 2, [2] or [1, 2, 1] for a sequence, which is an image of one row.
std::array<int, 2> alongSequence(const Call& call, std::size_t i);
/// 'SAME' or 'VALID', in the spelling of tf.nn or, in small letters, of Keras.
bool isSame(const std::string& padding);
/// The channels stand last: other formats are an error, as they are in TensorFlow on a CPU.
void checkChannelsLast(const Call& call, std::size_t format, const char* wanted, Op op);

TracedTensor convolved(Runtime& runtime, const TracedTensor& images, const TracedTensor& filters,
                       const Walk& walk);
TracedTensor pooled(Runtime& runtime, Op op, const TracedTensor& images,
                    const std::array<int, 2>& window, const Walk& walk);

/// (batch, steps, channels) as images of one row, and back; also a filter (steps, in, out).
TracedTensor asImages(Runtime& runtime, const TracedTensor& sequences, int rowAxis = 1);
TracedTensor asSequences(Runtime& runtime, const TracedTensor& images);

} // namespace engine::library
