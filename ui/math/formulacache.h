#pragma once

#include <QByteArray>
#include <QHash>

#include <utility>
#include <vector>

#include "ui/math/formula.h"

namespace ui {

/// Typeset formulas as bytes: those of the lessons that come with the program are made while it is
/// built, and lie in it as the resource shippedFormulas(). Outlines keep 1/8192 of an em.
QByteArray packFormulas(const std::vector<Formula>& formulas);
QString shippedFormulas();

/// Packed formulas, each unpacked when it is first asked for.
class FormulaCache
{
public:
    FormulaCache() = default;
    /// Empty when the bytes are not what packFormulas() gives.
    explicit FormulaCache(const QByteArray& bytes);

    qsizetype size() const { return m_packed.size(); }
    /// Null when it is not among them.
    FormulaPointer find(const QString& tex, bool display);

private:
    using Key = std::pair<QString, bool>;

    QHash<Key, QByteArray> m_packed;
    QHash<Key, FormulaPointer> m_unpacked;
};

} // namespace ui
