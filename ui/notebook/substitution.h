#pragma once

#include <QList>
#include <QString>

#include <string>
#include <vector>

#include "engine/recording/stepping.h"
#include "ui/notebook/textrange.h"

namespace ui {

/// A value that is shown in place of a part of the code. The code itself stays as it is.
struct Substitution
{
    TextRange range;
    QString text;
    bool isNow = false; ///< the step at hand evaluated it
    bool isGradient = false;

    bool operator==(const Substitution&) const = default;
};

/// Those of the parts that lie in `cell`, whose source is `source`.
QList<Substitution> substitutionsOf(const std::vector<engine::EvaluatedPart>& parts, int cell,
                                    const std::string& source);

/// Code with values in it, in pieces from left to right.
struct SubstitutedCode
{
    struct Piece
    {
        TextRange shown; ///< in `text`
        TextRange source; ///< what it stands for, in the code
        int substitution = -1; ///< which one it is; -1: code as it stands
    };
    QString text;
    QList<Piece> pieces;
};

/// The code of `range` with the values put in; values longer than `longest` are cut short.
SubstitutedCode substituted(const QString& code, const TextRange& range,
                            const QList<Substitution>& substitutions, int longest);

} // namespace ui
