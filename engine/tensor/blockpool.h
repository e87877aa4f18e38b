#pragma once

#include <cstddef>
#include <cstdint>

namespace engine {

/// The memory of tensors. Freed blocks are kept by size class and given out again, last in first
/// out, because an eager program asks for the same few sizes over and over: malloc() per small
/// tensor would double the cost of an operation, and the system taking big blocks back would cost a
/// page fault per 4 KiB each time. Small blocks are kept per thread, big ones in one place for all;
/// what is kept is bounded. A block may be freed on another thread than it came from.
///
/// Blocks are aligned to 64 bytes. `sizeClass` belongs to the block and has to come back with it.
void* takeBlock(std::size_t bytes, std::uint8_t& sizeClass);
void giveBlock(void* block, std::uint8_t sizeClass) noexcept;

/// The same for who knows the number of bytes when the block comes back.
void* takeBytes(std::size_t bytes);
void giveBytes(void* block, std::size_t bytes) noexcept;

/// Bytes that freed blocks occupy until somebody takes them again: this thread's small ones and
/// everybody's big ones.
std::size_t keptBlockBytes();

} // namespace engine
