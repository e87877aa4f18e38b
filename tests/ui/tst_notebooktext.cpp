#include <QTest>
#include <QTextCursor>
#include <QTextDocument>

#include "ui/math/plainmath.h"
#include "ui/notebook/codemarks.h"
#include "ui/notebook/prosedocument.h"
#include "ui/notebook/prosemath.h"
#include "ui/notebook/pythontokens.h"
#include "ui/notebook/pythontyping.h"
#include "ui/notebook/sourceoffsets.h"
#include "ui/notebook/substitution.h"

using namespace ui;

namespace {

/// "K:def D:f": the tokens of a line by the first letter of their kind.
QString described(const QString& line, int& state)
{
    static constexpr const char* letters = "KBNSCDF";
    QStringList parts;
    for (const PythonToken& token : pythonTokens(line, state))
        parts << QChar::fromLatin1(letters[static_cast<int>(token.kind)]) + QStringLiteral(":")
                + line.mid(token.start, token.length);
    return parts.join(u'|');
}

} // namespace

/// The parts of the notebook that need no widgets: offsets, tokens, typing, formulas, marks.
class NotebookTextTest : public QObject
{
    Q_OBJECT
private slots:
    void offsets();
    void valuesInPlaceOfCode();
    void tokens_data();
    void tokens();
    void tokensAcrossLines();
    void brackets();
    void typing_data();
    void typing();
    void formulas_data();
    void formulas();
    void scriptsWithoutUnicodeFormAreRuns();
    void brokenTexIsShownNotLost();
    void mathInMarkdown_data();
    void mathInMarkdown();
    void proseShowsFormulas();
    void placeOfAStep();
    void placeInACall();
    void marksInChineseCode();
    void noMarksInEditedCode();
    void nodeUnderTheMouse();
    void errorPlaces();
};

void NotebookTextTest::valuesInPlaceOfCode()
{
    const QString code = QStringLiteral("y = f(a, b) + g(c)\nz = 1");
    const QList<Substitution> values = {{{4, 11}, "[[1.5, 2.5, 3.5]]", false, false},
                                        {{14, 18}, "2", true, false}};
    const SubstitutedCode whole = substituted(code, {0, 18}, values, 40);
    QCOMPARE(whole.text, QStringLiteral("y = [[1.5, 2.5, 3.5]] + 2"));
    QCOMPARE(whole.pieces.size(), 4);
    QCOMPARE(whole.pieces[1].substitution, 0);
    QCOMPARE(whole.pieces[2].source, (TextRange{11, 14})); // " + "
    QCOMPARE(whole.pieces[3].shown, (TextRange{24, 25}));
    const SubstitutedCode shortened = substituted(code, {0, 18}, values, 8);
    QCOMPARE(shortened.text, QStringLiteral("y = [[1.5, … + 2"));
    QCOMPARE(substituted(code, {0, 24}, {}, 8).text, code);

    const std::string source = "梯 = f(1)";
    const auto found =
        substitutionsOf({{{0, 6, 10}, "5", true, false}, {{1, 0, 2}, "9", true, false}}, 0, source);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].range, (TextRange{4, 8}));
}

void NotebookTextTest::offsets()
{
    const std::string source = "a = '梯度'\nb = '𝔼'  # π\nc";
    const QString text = QString::fromStdString(source);
    QCOMPARE(utf16Position(source, 0), 0);
    QCOMPARE(utf16Position(source, static_cast<int>(source.find("b ="))),
             static_cast<int>(text.indexOf("b =")));
    QCOMPARE(utf16Position(source, static_cast<int>(source.find("#"))),
             static_cast<int>(text.indexOf(u'#')));
    QCOMPARE(utf16Position(source, 10000), static_cast<int>(text.size()));
    for (int position = 0; position <= text.size(); ++position) {
        if (position < text.size() && text[position].isLowSurrogate())
            continue;
        QCOMPARE(utf16Position(source, utf8Offset(text, position)), position);
    }
    QCOMPARE(utf8Offset(text, static_cast<int>(text.size())), static_cast<int>(source.size()));
}

void NotebookTextTest::tokens_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    QTest::newRow("def") << "def f(a, b=2):"
                         << "K:def|D:f|N:2";
    QTest::newRow("import") << "import tensorflow as tf"
                            << "K:import|K:as";
    QTest::newRow("numbers") << "x1 = 3. + .5e-3 - 0x1F + 1_000"
                             << "N:3.|N:.5e-3|N:0x1F|N:1_000";
    QTest::newRow("call") << "y = tf.matmul(x, x) + len(z)"
                          << "F:matmul|B:len";
    QTest::newRow("attribute is no builtin") << "a.sum, sum(b)"
                                             << "B:sum";
    QTest::newRow("strings") << R"(s = 'a\'b' + r"c\d")"
                             << R"(S:'a\'b'|S:r"c\d")";
    QTest::newRow("comment") << "x = 1  # 'no string' 梯度"
                             << "N:1|C:# 'no string' 梯度";
    QTest::newRow("hash in string") << "'#'"
                                    << "S:'#'";
    QTest::newRow("chinese") << "名字 = '梯度' if True else None"
                             << "S:'梯度'|K:if|K:True|K:else|K:None";
    QTest::newRow("f-string") << R"(f"a {len(x) + 1:.2f} {{b}}")"
                              << R"(S:f"a {|B:len|N:1|S::.2f} {{b}}")";
    QTest::newRow("open string") << "'abc"
                                 << "S:'abc";
    QTest::newRow("one-line triple") << R"("""a""" + 1)"
                                     << R"(S:"""a"""|N:1)";
}

void NotebookTextTest::tokens()
{
    QFETCH(QString, line);
    int state = 0;
    QTEST(described(line, state), "expected");
    QCOMPARE(state, 0);
}

void NotebookTextTest::tokensAcrossLines()
{
    int state = 0;
    QCOMPARE(described("s = '''one", state), QString("S:'''one"));
    QVERIFY(state > 0);
    QCOMPARE(described("def \"\"\" not code", state), QString("S:def \"\"\" not code"));
    QVERIFY(state > 0);
    QCOMPARE(described("end''' + 2", state), QString("S:end'''|N:2"));
    QCOMPARE(state, 0);
}

void NotebookTextTest::brackets()
{
    const QString code = "f(a[1], ')', {2: (3)})  # (";
    QCOMPARE(matchingBracket(code, 1).value_or(-1), 21);
    QCOMPARE(matchingBracket(code, 21).value_or(-1), 1);
    QCOMPARE(matchingBracket(code, 3).value_or(-1), 5);
    QVERIFY(!matchingBracket(code, 9)); // in the string
    QVERIFY(!matchingBracket(code, static_cast<int>(code.size()) - 1)); // in the comment
    QVERIFY(!matchingBracket(code, 0));
}

void NotebookTextTest::typing_data()
{
    // "|" is the caret; with a second one, the selection between them.
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("break after colon") << "enter"
                                       << "while x:|"
                                       << "while x:\n    ";
    QTest::newRow("break after colon and comment") << "enter"
                                                   << "if a:  # b|"
                                                   << "if a:  # b\n    ";
    QTest::newRow("no indent for a colon in a comment") << "enter"
                                                        << "a  # b:|"
                                                        << "a  # b:\n";
    QTest::newRow("break keeps indent") << "enter"
                                        << "    a = 1|"
                                        << "    a = 1\n    ";
    QTest::newRow("break after return") << "enter"
                                        << "    return a|"
                                        << "    return a\n";
    QTest::newRow("break after bracket") << "enter"
                                         << "f(|"
                                         << "f(\n    ";
    QTest::newRow("tab") << "tab"
                         << "ab|"
                         << "ab  ";
    QTest::newRow("tab on lines") << "tab"
                                  << "|a\n\nb|"
                                  << "    a\n\n    b";
    QTest::newRow("back tab") << "backtab"
                              << "      a|"
                              << "    a";
    QTest::newRow("back tab on lines") << "backtab"
                                       << "|    a\n  b|"
                                       << "a\nb";
    QTest::newRow("comment") << "comment"
                             << "|  a\n    b|"
                             << "  # a\n  #   b";
    QTest::newRow("uncomment") << "comment"
                               << "|# a\n#b|"
                               << "a\nb";
    QTest::newRow("comment one") << "comment"
                                 << "x|"
                                 << "# x";
    QTest::newRow("backspace") << "backspace"
                               << "      |a"
                               << "    a";
}

void NotebookTextTest::typing()
{
    QFETCH(QString, key);
    QFETCH(QString, before);
    const int first = static_cast<int>(before.indexOf(u'|'));
    const int second =
        static_cast<int>(before.lastIndexOf(u'|')) - (before.count(u'|') > 1 ? 1 : 0);
    QTextDocument document(before.remove(u'|'));
    QTextCursor cursor(&document);
    cursor.setPosition(first);
    cursor.setPosition(second, QTextCursor::KeepAnchor);
    if (key == "enter")
        breakLine(cursor);
    else if (key == "tab")
        indent(cursor);
    else if (key == "backtab")
        dedent(cursor);
    else if (key == "comment")
        toggleComment(cursor);
    else
        QVERIFY(deleteIndent(cursor));
    QTEST(document.toPlainText(), "after");
    document.undo();
    QCOMPARE(document.toPlainText(), before);
}

void NotebookTextTest::formulas_data()
{
    QTest::addColumn<QString>("tex");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* tex, const char* text) {
        QTest::newRow(tex) << QString::fromUtf8(tex) << QString::fromUtf8(text);
    };
    row("y=2x^Tx", "y = 2xᵀx");
    row("2x^\\top x", "2xᵀx");
    row("4x^3", "4x³");
    row("x^{-1}", "x⁻¹");
    row("x_1 + x_{12}", "x₁ + x₁₂");
    row("x_i", "x_i");
    row("x_{i+1}", "x_(i+1)");
    row("e^{-x}", "e^(−x)");
    row("\\frac{\\partial y}{\\partial x} = 4x", "∂y/∂x = 4x");
    row("\\frac{dL}{dw}", "dL/dw");
    row("\\frac12", "1/2");
    row("\\frac{a+b}{2c}", "(a + b)/(2c)");
    row("\\frac{1}{1+e^{-z}}", "1/(1 + e^(−z))");
    row("c / a", "c/a");
    row("-x - (-y)", "−x − (−y)");
    row("a \\cdot b \\times c", "a·b × c");
    row("\\sum_{i=1}^{n} x_i", "∑_(i=1)ⁿ x_i");
    row("2\\frac{a}{b}c + \\frac12(x)", "2·a/b·c + 1/2·(x)");
    row("(\\frac{a}{b})", "(a/b)");
    row("\\alpha\\beta \\le \\infty", "αβ ≤ ∞");
    row("\\hat y - \\bar v", "ŷ − v̄");
    row("\\log x + \\sin(v_1)", "log x + sin(v₁)");
    row("f(a) = x * a", "f(a) = x ∗ a");
    row("f\\colon\\mathbb R^n\\to\\mathbb{R}", "f : ℝⁿ → ℝ");
    row("\\sqrt{x} + \\sqrt{a+b}", "√x + √(a + b)");
    row("\\sqrt[3]{x}", "³√x");
    row("\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}", "[1 2; 3 4]");
    row("\\left(\\frac{a}{b}\\right)^2", "(a/b)²");
    row("\\{1, 2\\}", "{1, 2}");
    row("\\lVert x\\rVert_2", "‖x‖₂");
    row("\\text{损失 is}=0", "损失 is = 0");
    row("f'(x)", "f′(x)");
    row("\\operatorname{ReLU}(x)", "ReLU(x)");
    row("\\mathbf W \\odot x", "W ⊙ x");
    row("\\not= ", "≠ ");
}

void NotebookTextTest::formulas()
{
    QFETCH(QString, tex);
    QFETCH(QString, text);
    QCOMPARE(PlainMath(tex).text().normalized(QString::NormalizationForm_C),
             text.normalized(QString::NormalizationForm_C));
}

void NotebookTextTest::scriptsWithoutUnicodeFormAreRuns()
{
    const std::vector<MathRun> expected{
        {"x", true}, {"i", true, false, MathRun::Script::Lowered}, {"²"}};
    QCOMPARE(PlainMath("x_i^2").runs(), expected);
}

void NotebookTextTest::brokenTexIsShownNotLost()
{
    for (const char* tex : {"\\frac{a", "a}b", "\\begin{bmatrix}1&2", "\\unknown x", "^", "x^",
                            "\\", "{{{{", "a & b", "\\left", "\\sqrt[3"})
        PlainMath{QString::fromLatin1(tex)};
    QCOMPARE(PlainMath("\\unknown{x}").text(), QString("unknownx"));
    QCOMPARE(PlainMath("a}b").text(), QString("a}b"));
    PlainMath{QString(20000, u'{')};
}

void NotebookTextTest::mathInMarkdown_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("formulas");
    QTest::newRow("inline") << "so $x_1$ and $y_1$." << QStringList{"x_1", "y_1"};
    QTest::newRow("money") << "价格 $5 和 $6 不是公式" << QStringList{};
    QTest::newRow("money, tight") << "from $5 to$6" << QStringList{};
    QTest::newRow("escaped") << "\\$x$ and $y$" << QStringList{"y"};
    QTest::newRow("code") << "`$x$` and ``a ` $y$`` but $z$" << QStringList{"z"};
    QTest::newRow("fence") << "```\n$x$\n```\n$y$" << QStringList{"y"};
    QTest::newRow("tilde fence") << "~~~\n$x$\n~~~\n" << QStringList{};
    QTest::newRow("display") << "see\n$$\na = b\n$$\nend" << QStringList{"a = b"};
    QTest::newRow("environment") << "see\n\\begin{align*}\na &= b \\\\ c &= d\n\\end{align*}\nend"
                                 << QStringList{
                                        "\\begin{align*}\na &= b \\\\ c &= d\n\\end{align*}"};
    QTest::newRow("environment in a formula")
        << "$$\\begin{align}a\\end{align}$$" << QStringList{"\\begin{align}a\\end{align}"};
    QTest::newRow("environment without end") << "\\begin{align} $x$" << QStringList{"x"};
    QTest::newRow("environment of text") << "\\begin{itemize}x\\end{itemize}" << QStringList{};
    QTest::newRow("space inside") << "$ x $" << QStringList{};
    QTest::newRow("not across paragraphs") << "$a\n\nb$" << QStringList{};
    QTest::newRow("chinese") << "函数$y=2x^Tx$关于$x$的梯度" << QStringList{"y=2x^Tx", "x"};
}

void NotebookTextTest::mathInMarkdown()
{
    QFETCH(QString, markdown);
    QStringList formulas;
    for (const ProseMath::Formula& formula : takeOutMath(markdown).formulas)
        formulas << formula.tex;
    QTEST(formulas, "formulas");
}

void NotebookTextTest::proseShowsFormulas()
{
    QTextDocument document;
    setProse(document,
             "# 标题\n\n函数 $y=2x^Tx$，**粗体 $\\bar v_i$**，`$x_1$`，价格 $5 和 $6。\n\n$$\nz = "
             "x_1\n$$\n",
             {});
    const QString text = document.toPlainText().replace(QChar(0xa0), u' ');
    QVERIFY2(text.contains("函数 y = 2xᵀx，"), qPrintable(text));
    QVERIFY2(text.contains("，$x_1$，价格 $5 和 $6。"), qPrintable(text));
    QVERIFY2(text.contains("\nz = x₁"), qPrintable(text));
    QVERIFY(!text.contains(QChar(0xe000)));
    QVERIFY(!text.contains(u'*'));
}

namespace {

engine::Step makeStep(engine::StepKind kind, engine::SourceSpan span, int depth = 0)
{
    engine::Step step;
    step.kind = kind;
    step.cell = 0;
    step.cellRun = 0;
    step.span = span;
    step.depth = depth;
    return step;
}

engine::CellRun makeRun(int cell, const std::string& source)
{
    engine::CellRun run;
    run.cell = cell;
    run.executionCount = cell + 1;
    run.source = source;
    return run;
}

} // namespace

void NotebookTextTest::placeOfAStep()
{
    engine::Recording recording;
    recording.cellRuns = {makeRun(0, "y = x*x\nz = y")};
    recording.steps = {makeStep(engine::StepKind::CellBegan, {0, 0, 13}),
                       makeStep(engine::StepKind::StatementBegan, {0, 0, 7}),
                       makeStep(engine::StepKind::OperationRan, {0, 4, 7})};
    QCOMPARE(placeAt(recording, 0).cellRun, -1);
    QVERIFY(!placeAt(recording, 1).statement.isValid());
    QCOMPARE(placeAt(recording, 1).cellRun, 0);
    QCOMPARE(placeAt(recording, 2).statement, (engine::SourceSpan{0, 0, 7}));
    QVERIFY(!placeAt(recording, 2).expression.isValid());
    QCOMPARE(placeAt(recording, 3).statement, (engine::SourceSpan{0, 0, 7}));
    QCOMPARE(placeAt(recording, 3).expression, (engine::SourceSpan{0, 4, 7}));
}

void NotebookTextTest::placeInACall()
{
    using engine::StepKind;
    engine::Recording recording;
    recording.cellRuns = {makeRun(0, "def f(a):\n    return a*a\nf(x)")};
    recording.steps = {makeStep(StepKind::StatementBegan, {0, 25, 29}),
                       makeStep(StepKind::FunctionEntered, {0, 25, 29}, 1),
                       makeStep(StepKind::StatementBegan, {0, 14, 24}, 1),
                       makeStep(StepKind::OperationRan, {0, 21, 24}, 1),
                       makeStep(StepKind::ExpressionEvaluated, {0, 25, 29})};
    const StepPlace inside = placeAt(recording, 4);
    QCOMPARE(inside.statement, (engine::SourceSpan{0, 14, 24}));
    QCOMPARE(inside.callers.size(), std::size_t(1));
    QCOMPARE(inside.callers[0], (engine::SourceSpan{0, 25, 29}));
    const StepPlace back = placeAt(recording, 5);
    QCOMPARE(back.statement, (engine::SourceSpan{0, 25, 29}));
    QVERIFY(back.callers.empty());
}

void NotebookTextTest::marksInChineseCode()
{
    const std::string source = "# 求梯度\ny = x*x  # 平方";
    engine::Recording recording;
    recording.cellRuns = {makeRun(3, source)};
    const int begin = static_cast<int>(source.find("x*x"));
    StepPlace place;
    place.cellRun = 0;
    place.statement = {3, begin - 4, begin + 3};
    place.expression = {3, begin, begin + 3};
    const CodeMarks marks = marksOf(recording, place, {}, 3, source);
    QCOMPARE(marks.currentLine, 1);
    const QString text = QString::fromStdString(source);
    QCOMPARE(text.mid(marks.expression.begin, marks.expression.end - marks.expression.begin),
             QString("x*x"));
    QCOMPARE(marksOf(recording, place, {}, 2, source), CodeMarks());
}

void NotebookTextTest::noMarksInEditedCode()
{
    engine::Recording recording;
    recording.cellRuns = {makeRun(0, "y = x")};
    StepPlace place;
    place.cellRun = 0;
    place.statement = {0, 0, 5};
    QCOMPARE(marksOf(recording, place, {}, 0, "y = x").currentLine, 0);
    QCOMPARE(marksOf(recording, place, {}, 0, "y = x "), CodeMarks());
}

void NotebookTextTest::nodeUnderTheMouse()
{
    // y = 2 * f(x): node 0 is the 2, node 1 f(x), node 2 the product, node 3 a later f(x).
    engine::Recording recording;
    const auto facts = [](int begin, int end, int bornAt) {
        engine::NodeFacts result;
        result.bornAt = bornAt;
        result.span = {0, begin, end};
        result.cell = 0;
        return result;
    };
    recording.nodes = {facts(4, 5, 1), facts(8, 12, 2), facts(4, 12, 3), facts(8, 12, 9)};
    engine::Binding binding;
    binding.name = "y";
    binding.node = {2};
    binding.span = {0, 0, 1};
    binding.bornAt = 4;
    recording.bindings = {binding};
    QCOMPARE(nodeAtCode(recording, 0, 4, 5).index, 0);
    QCOMPARE(nodeAtCode(recording, 0, 6, 5).index, 2);
    QCOMPARE(nodeAtCode(recording, 0, 10, 5).index, 1);
    QCOMPARE(nodeAtCode(recording, 0, 10, 9).index, 3);
    QCOMPARE(nodeAtCode(recording, 0, 0, 5).index, 2);
    QVERIFY(!nodeAtCode(recording, 0, 0, 3).isValid());
    QVERIFY(!nodeAtCode(recording, 1, 4, 5).isValid());
    QVERIFY(!nodeAtCode(recording, 0, 30, 5).isValid());
}

void NotebookTextTest::errorPlaces()
{
    const std::string source = "# 梯\ny = (";
    engine::Diagnostic failure;
    failure.span = {1, 11, 11};
    QCOMPARE(errorRanges({failure}, 1, source), (QList<TextRange>{{8, 9}}));
    QCOMPARE(errorRanges({failure}, 0, source), QList<TextRange>());
    failure.span = {1, 6, 7};
    QCOMPARE(errorRanges({failure}, 1, source), (QList<TextRange>{{4, 5}}));
}

QTEST_MAIN(NotebookTextTest)
#include "tst_notebooktext.moc"
