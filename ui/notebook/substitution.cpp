#include "ui/notebook/substitution.h"

#include <algorithm>

#include "ui/notebook/sourceoffsets.h"

namespace ui {
namespace {

QString shortened(const QString& value, int longest)
{
    return value.size() <= longest ? value : value.left(longest - 1) + QStringLiteral("…");
}

} // namespace

QList<Substitution> substitutionsOf(const std::vector<engine::EvaluatedPart>& parts, int cell,
                                    const std::string& source)
{
    QList<Substitution> result;
    for (const engine::EvaluatedPart& part : parts) {
        if (part.span.cell != cell)
            continue;
        const TextRange range{utf16Position(source, part.span.begin),
                              utf16Position(source, part.span.end)};
        if (!range.isEmpty())
            result.append({range, QString::fromStdString(part.text), part.isNow, part.isGradient});
    }
    std::sort(result.begin(), result.end(), [](const Substitution& a, const Substitution& b) {
        return a.range.begin < b.range.begin;
    });
    return result;
}

SubstitutedCode substituted(const QString& code, const TextRange& range,
                            const QList<Substitution>& substitutions, int longest)
{
    SubstitutedCode result;
    int at = range.begin;
    const auto append = [&](const QString& text, const TextRange& source, int substitution) {
        if (text.isEmpty())
            return;
        const int begin = static_cast<int>(result.text.size());
        result.text += text;
        result.pieces.append({{begin, static_cast<int>(result.text.size())}, source, substitution});
    };
    for (int i = 0; i < substitutions.size(); ++i) {
        const TextRange& part = substitutions[i].range;
        if (part.begin < at || part.end > range.end)
            continue;
        append(code.mid(at, part.begin - at), {at, part.begin}, -1);
        append(shortened(substitutions[i].text, longest), part, i);
        at = part.end;
    }
    append(code.mid(at, range.end - at), {at, range.end}, -1);
    return result;
}

} // namespace ui
