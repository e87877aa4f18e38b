#pragma once

#include <QStringView>

#include <string_view>

namespace ui {

// The engine counts bytes of UTF-8, Qt counts units of UTF-16; "梯" is three of one and one of the
// other.

/// Position in the UTF-16 form of `source` of the byte at `byteOffset`; clamped to the text.
int utf16Position(std::string_view source, int byteOffset);
/// Byte offset in the UTF-8 form of `text` of the unit at `position`; clamped to the text.
int utf8Offset(QStringView text, int position);

} // namespace ui
