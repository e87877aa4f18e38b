#include "engine/lesson/sourcespan.h"

#include <algorithm>

namespace engine {

SourcePosition positionAt(std::string_view source, int offset)
{
    const auto end = std::min(static_cast<std::size_t>(std::max(offset, 0)), source.size());
    SourcePosition position;
    for (std::size_t i = 0; i < end; ++i) {
        const auto byte = static_cast<unsigned char>(source[i]);
        if (byte == '\n') {
            ++position.line;
            position.column = 0;
        } else if ((byte & 0xC0U) != 0x80U) {
            ++position.column;
        }
    }
    return position;
}

std::string_view lineAt(std::string_view source, int offset)
{
    const auto at = std::min(static_cast<std::size_t>(std::max(offset, 0)), source.size());
    const auto before = at == 0 ? std::string_view::npos : source.rfind('\n', at - 1);
    const auto begin = before == std::string_view::npos ? 0 : before + 1;
    const auto end = std::min(source.find('\n', at), source.size());
    return source.substr(begin, end - begin);
}

} // namespace engine
