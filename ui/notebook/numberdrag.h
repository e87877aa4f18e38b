#pragma once

#include <QString>

#include <optional>

#include "engine/lang/numberliteral.h"

namespace ui {

/// A number that follows the mouse: what it is after so many pixels to the right of where it was
/// taken hold of.
class NumberDrag
{
public:
    /// Empty when the text is no number that can be moved.
    static std::optional<NumberDrag> of(const QString& text, bool mayBeNegative)
    {
        const auto number = engine::lang::NumberText::of(text.toStdString());
        return number ? std::optional(NumberDrag(*number, mayBeNegative)) : std::nullopt;
    }

    /// Shift makes it faster, Ctrl finer.
    QString text(int pixels, Qt::KeyboardModifiers modifiers) const
    {
        const int finer =
            engine::lang::dragDigits(m_number) + (modifiers & Qt::ControlModifier ? 1 : 0);
        const int pixelsAUnit = m_number.isFloat() ? 3 : 6;
        long long units = pixels / pixelsAUnit;
        if (modifiers & Qt::ShiftModifier)
            units *= 10;
        return QString::fromStdString(m_number.moved(units, finer, m_mayBeNegative));
    }

private:
    NumberDrag(engine::lang::NumberText number, bool mayBeNegative)
        : m_number(std::move(number))
        , m_mayBeNegative(mayBeNegative)
    {
    }

    engine::lang::NumberText m_number;
    bool m_mayBeNegative;
};

} // namespace ui
