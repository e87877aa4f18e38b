// Run by the build: typesets the formulas of lessons, so that the program has them from the start.
//   typesetlessons OUT LESSON...          writes them to OUT
//   typesetlessons --sheet OUT LESSON...  paints them all on one picture, light and dark

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cstdio>
#include <variant>

#include "engine/lesson/lessonfile.h"
#include "engine/recording/session.h"
#include "ui/export/lessonformulas.h"
#include "ui/math/formulacache.h"
#include "ui/math/mathtypesetter.h"
#include "ui/window/theme.h"

namespace {

bool collect(const QString& path, std::set<ui::WantedFormula>& wanted)
{
    const auto read = engine::readLesson(path.toStdString());
    const auto* lesson = std::get_if<engine::Lesson>(&read);
    if (!lesson) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(path),
                     std::get<engine::FileError>(read).text(engine::Language::English).c_str());
        return false;
    }
    wanted.merge(ui::formulasInProse(*lesson));
    const engine::lang::StopFlag stop;
    engine::Session session(stop);
    engine::Session::Options options;
    options.allowErrors = true; // a lesson may show one
    wanted.merge(ui::formulasOfGradients(*session.run(*lesson, options)));
    return true;
}

bool paintSheet(const std::vector<ui::Formula>& formulas, const QString& path)
{
    constexpr int columns = 3;
    constexpr int width = 420;
    constexpr int em = 17;
    const int rows = (static_cast<int>(formulas.size()) + columns - 1) / columns;
    std::vector<int> heights(static_cast<std::size_t>(rows), 30);
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        int& height = heights[i / columns];
        height =
            std::max(height, static_cast<int>((formulas[i].height + formulas[i].depth) * em) + 14);
    }
    int total = 0;
    for (const int height : heights)
        total += height;
    QImage sheet(2 * columns * width, total, QImage::Format_RGB32);
    QPainter painter(&sheet);
    for (const bool isDark : {false, true}) {
        const ui::Theme& theme = ui::Theme::of(isDark);
        const int left = isDark ? columns * width : 0;
        painter.fillRect(left, 0, columns * width, total, theme.window);
        int top = 0;
        for (std::size_t i = 0; i < formulas.size(); ++i) {
            const int height = heights[i / columns];
            const double room = (width - 20) / std::max(formulas[i].width, 1e-6);
            const double size = std::min<double>(em, room);
            const double x = left + static_cast<int>(i % columns) * width + 10;
            ui::paint(painter, formulas[i], QPointF(x, top + 7 + formulas[i].height * size), size,
                      theme.text);
            if (i % columns == columns - 1)
                top += height;
        }
    }
    painter.end();
    return sheet.save(path);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    QStringList arguments = application.arguments().mid(1);
    const bool isSheet = arguments.value(0) == QLatin1String("--sheet");
    if (isSheet)
        arguments.removeFirst();
    if (arguments.isEmpty()) {
        std::fprintf(stderr, "usage: typesetlessons [--sheet] OUT LESSON...\n");
        return 2;
    }
    const QString out = arguments.takeFirst();
    std::set<ui::WantedFormula> wanted;
    for (const QString& path : std::as_const(arguments)) {
        if (!collect(path, wanted))
            return 3;
    }
    std::vector<ui::Formula> formulas;
    ui::MathTypesetter typesetter;
    for (const ui::WantedFormula& formula : wanted) {
        if (!ui::MathTypesetter::isAvailable())
            break; // the bundling of MathJax has said why
        const auto typeset =
            typesetter.typesetNow(formula.tex, formula.display, std::chrono::minutes(1));
        if (typeset && typeset->isValid())
            formulas.push_back(*typeset);
        else
            std::fprintf(stderr, "typesetlessons: %s: %s\n", qPrintable(formula.tex),
                         typeset ? qPrintable(typeset->error) : "took too long");
    }
    if (isSheet)
        return paintSheet(formulas, out) ? 0 : 3;
    QFile file(out);
    const QByteArray bytes = ui::packFormulas(formulas);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? 0 : 3;
}
