#include "ui/math/mathengine.h"

#include <QFile>
#include <QLoggingCategory>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "ui/math/plainmath.h"

namespace ui {
namespace {

QString bundle()
{
    return QStringLiteral(":/math/mathjax.js");
}

constexpr qsizetype longestTex = 20'000;

} // namespace

bool MathEngine::load()
{
    QFile file(bundle());
    if (!file.open(QIODevice::ReadOnly) || file.size() == 0)
        return false;
    // It warns of a script's variables that are used above their declaration, as JavaScript may.
    QLoggingCategory::setFilterRules(QStringLiteral("qt.qml.compiler.warning=false"));
    const QJSValue result = m_engine.evaluate(QString::fromLatin1(file.readAll()), bundle());
    if (result.isError() && !isInterrupted())
        qWarning("MathJax does not start: %s", qPrintable(result.toString()));
    if (!result.isError())
        m_typeset = m_engine.globalObject()
                        .property(QStringLiteral("math"))
                        .property(QStringLiteral("typeset"));
#ifdef __GLIBC__
    malloc_trim(0); // compiling MathJax leaves 30 MiB behind
#endif
    return isLoaded();
}

bool MathEngine::isBuiltIn()
{
    return QFile(bundle()).size() > 0;
}

Formula MathEngine::typeset(const QString& tex, bool display)
{
    Formula formula;
    formula.tex = tex;
    formula.display = display;
    formula.plainText = PlainMath(tex).text();
    if (!isLoaded()) {
        formula.error = QStringLiteral("MathJax is not there");
        return formula;
    }
    if (tex.size() > longestTex) {
        formula.error = QStringLiteral("The formula is too long");
        return formula;
    }
    // MathJax throws objects of its own, which do not count as errors here.
    const QJSValue result = m_typeset.call({tex, display});
    if (m_engine.isInterrupted())
        formula.error = QStringLiteral("The formula takes too long");
    else if (result.isString())
        m_reader.read(result.toString().toUtf8(), formula);
    else
        formula.error = result.property(QStringLiteral("message")).toString();
    if (!result.isString() && formula.error.isEmpty())
        formula.error = QStringLiteral("The formula cannot be typeset");
    return formula;
}

} // namespace ui
