#include "ui/notebook/sourceoffsets.h"

#include <algorithm>

namespace ui {

int utf16Position(std::string_view source, int byteOffset)
{
    const auto end = std::min(static_cast<std::size_t>(std::max(byteOffset, 0)), source.size());
    int position = 0;
    for (std::size_t i = 0; i < end; ++i) {
        const auto byte = static_cast<unsigned char>(source[i]);
        if ((byte & 0xC0U) != 0x80U)
            position += byte >= 0xF0U ? 2 : 1;
    }
    return position;
}

int utf8Offset(QStringView text, int position)
{
    const auto end = std::clamp<qsizetype>(position, 0, text.size());
    int bytes = 0;
    for (qsizetype i = 0; i < end; ++i) {
        const QChar unit = text[i];
        if (unit.isHighSurrogate())
            bytes += 4;
        else if (unit.isLowSurrogate())
            continue;
        else
            bytes += unit.unicode() < 0x80 ? 1 : unit.unicode() < 0x800 ? 2 : 3;
    }
    return bytes;
}

} // namespace ui
