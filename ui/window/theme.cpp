#include "ui/window/theme.h"

namespace ui {
namespace {

QFont font(const QStringList& families, qreal pointSize)
{
    QFont result;
    result.setFamilies(families);
    result.setPointSizeF(pointSize);
    return result;
}

} // namespace

const Theme& Theme::light()
{
    static const Theme theme = [] {
        Theme t;
        t.dark = false;
        t.window = QColor("#f3f5f8");
        t.surface = QColor("#ffffff");
        t.surfaceAlt = QColor("#eef1f5");
        t.text = QColor("#1b1f24");
        t.textMuted = QColor("#57606a");
        t.border = QColor("#cfd6de");
        t.accent = QColor("#0b5cad");
        t.accentText = QColor("#ffffff");
        t.forward = QColor("#0b5cad");
        t.forwardSoft = QColor("#e3effb");
        t.gradient = QColor("#b04300");
        t.gradientSoft = QColor("#fdebdd");
        t.watched = QColor("#00704f");
        t.watchedSoft = QColor("#dcf3ea");
        t.current = QColor("#8a6100");
        t.currentSoft = QColor("#fff2c4");
        t.selection = QColor("#6b3fa0");
        t.error = QColor("#b42318");
        t.errorSoft = QColor("#fdeceA");
        t.keyword = QColor("#0b5cad");
        t.number = QColor("#00704f");
        t.string = QColor("#9a3b00");
        t.comment = QColor("#5c6672");
        t.function = QColor("#6b3fa0");
        return t;
    }();
    return theme;
}

const Theme& Theme::night()
{
    static const Theme theme = [] {
        Theme t;
        t.dark = true;
        t.window = QColor("#14171c");
        t.surface = QColor("#1d2127");
        t.surfaceAlt = QColor("#272c34");
        t.text = QColor("#e8ebef");
        t.textMuted = QColor("#a9b2bd");
        t.border = QColor("#414954");
        t.accent = QColor("#6cb6ff");
        t.accentText = QColor("#0b1016");
        t.forward = QColor("#6cb6ff");
        t.forwardSoft = QColor("#1b3046");
        t.gradient = QColor("#ff9e5e");
        t.gradientSoft = QColor("#42291a");
        t.watched = QColor("#4fd1a5");
        t.watchedSoft = QColor("#17372d");
        t.current = QColor("#f0c74a");
        t.currentSoft = QColor("#40360f");
        t.selection = QColor("#c9a3ff");
        t.error = QColor("#ff8a80");
        t.errorSoft = QColor("#432120");
        t.keyword = QColor("#6cb6ff");
        t.number = QColor("#4fd1a5");
        t.string = QColor("#ffb07c");
        t.comment = QColor("#98a2ad");
        t.function = QColor("#c9a3ff");
        return t;
    }();
    return theme;
}

QFont Theme::uiFont(qreal pointSize)
{
    return font({QStringLiteral("DejaVu Sans"), QStringLiteral("Noto Sans CJK SC"),
                 QStringLiteral("WenQuanYi Micro Hei")},
                pointSize);
}

QFont Theme::monoFont(qreal pointSize)
{
    QFont result =
        font({QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC"),
              QStringLiteral("WenQuanYi Micro Hei Mono")},
             pointSize);
    result.setFixedPitch(true);
    return result;
}

} // namespace ui
