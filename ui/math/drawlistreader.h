#pragma once

#include <QHash>
#include <QPainterPath>
#include <QString>

#include "ui/math/formula.h"

class QByteArray;

namespace ui {

/// Turns the draw lists of resources/math/drawlist.js into shapes. Keeps the outlines of the glyphs
/// it has seen.
class DrawListReader
{
public:
    /// Fills the formula's shapes and sizes, or its error.
    void read(const QByteArray& json, Formula& formula);

private:
    QPainterPath outline(const QString& data);

    QHash<QString, QPainterPath> m_outlines;
};

} // namespace ui
