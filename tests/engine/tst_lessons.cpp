#include <QDir>
#include <QFile>
#include <QTest>

#include <cmath>
#include <set>

#include "engine/lesson/lessonfile.h"
#include "engine/recording/questions.h"
#include "engine/recording/session.h"

using namespace engine;

namespace {

const QDir lessonsFolder(QStringLiteral(SOURCE_DIR "/lessons"));
const QStringList languages{"en", "zh_CN"};

QStringList namesIn(const QString& language)
{
    return QDir(lessonsFolder.filePath(language)).entryList(QDir::Files, QDir::Name);
}

/// Fails the test, with the file's line, when the lesson cannot be read.
Lesson read(const QString& name)
{
    const auto result = readLesson(QFile::encodeName(lessonsFolder.filePath(name)).toStdString());
    if (const auto* error = std::get_if<FileError>(&result)) {
        QTest::qFail(error->text(Language::English).c_str(), __FILE__, __LINE__);
        return {};
    }
    return std::get<Lesson>(result);
}

std::shared_ptr<const Recording> run(const Lesson& lesson, std::uint64_t seed)
{
    const lang::StopFlag stop;
    Session session(stop);
    Session::Options options;
    options.seed = seed;
    return session.run(lesson, options);
}

std::shared_ptr<const Recording> run(const Lesson& lesson)
{
    return run(lesson, lesson.seed);
}

/// Python code without its comments and without what stands in its strings.
QString bareCode(const std::string& source)
{
    QString code;
    QChar quote;
    bool inComment = false;
    for (const QChar c : QString::fromStdString(source)) {
        inComment = c != u'\n' && (inComment || (quote.isNull() && c == u'#'));
        if (inComment)
            continue;
        if (quote.isNull() && (c == u'"' || c == u'\''))
            quote = c;
        else if (c == quote || c == u'\n')
            quote = QChar();
        else if (!quote.isNull())
            continue;
        if (c == u'\n') {
            while (code.endsWith(u' '))
                code.chop(1);
        }
        code += c;
    }
    return code;
}

QStringList bareCells(const Lesson& lesson)
{
    QStringList cells;
    for (const Cell& cell : lesson.cells)
        cells << (cell.isCode() ? bareCode(cell.source) : QStringLiteral("prose"));
    return cells;
}

using Numbers = std::vector<double>;

Numbers numbers(const Tensor& tensor)
{
    Numbers result;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        result.push_back(tensor.at(i));
    return result;
}

/// The gradient of a pass with respect to its only source; empty for None.
Numbers gradient(const Recording& recording, std::size_t pass)
{
    const GradientPass& asked = recording.passes.at(pass);
    return asked.results.size() == 1 && asked.results[0] ? numbers(*asked.results[0]) : Numbers{};
}

struct Received
{
    std::vector<Numbers> amounts;
    Numbers sum;
};

Received arrivals(const GradientPass& pass, NodeId node)
{
    Received result;
    for (const Contribution& contribution : pass.contributions) {
        if (contribution.to == node) {
            result.amounts.push_back(numbers(contribution.amount));
            result.sum = numbers(contribution.sum);
        }
    }
    return result;
}

/// The results of the comparisons `==` in the order they were made.
std::vector<Numbers> equalities(const Recording& recording)
{
    std::vector<Numbers> results;
    for (const Node& node : recording.graph.nodes()) {
        if (node.op == Op::Equal)
            results.push_back(numbers(node.value));
    }
    return results;
}

} // namespace

class LessonsTest : public QObject
{
    Q_OBJECT

private slots:
    void everyLessonIsThereInEachLanguage();
    void saysWhatItIs_data() { everyLesson(); }
    void saysWhatItIs();
    void hasTheSameCellsInEachLanguage_data();
    void hasTheSameCellsInEachLanguage();
    void savesAsItWasWritten_data() { everyLesson(); }
    void savesAsItWasWritten();
    void asksBeforeItShows_data() { everyLesson(); }
    void asksBeforeItShows();
    void runsWithoutFailure_data() { everyLesson(); }
    void runsWithoutFailure();
    void fourX_data() { inEachLanguage("04-four-x.md"); }
    void fourX();
    void oneTapeTwoGradients_data() { inEachLanguage("05-one-tape-two-gradients.md"); }
    void oneTapeTwoGradients();
    void oneTapeForgets();
    void whileAndIf_data() { inEachLanguage("06-while-and-if.md"); }
    void whileAndIf();
    void whileAndIfWithAnySeed();

private:
    static void everyLesson();
    static void inEachLanguage(const QString& name);
};

void LessonsTest::everyLesson()
{
    QTest::addColumn<QString>("name");
    for (const QString& language : languages) {
        for (const QString& name : namesIn(language)) {
            const QString path = language + "/" + name;
            QTest::newRow(qPrintable(path)) << path;
        }
    }
}

void LessonsTest::inEachLanguage(const QString& name)
{
    QTest::addColumn<QString>("name");
    for (const QString& language : languages)
        QTest::newRow(qPrintable(language)) << language + "/" + name;
}

void LessonsTest::everyLessonIsThereInEachLanguage()
{
    QVERIFY(!namesIn("en").isEmpty());
    QCOMPARE(namesIn("zh_CN"), namesIn("en"));
}

void LessonsTest::saysWhatItIs()
{
    QFETCH(QString, name);
    const Lesson lesson = read(name);
    QVERIFY(lesson.hasTitle);
    QVERIFY(!lesson.summary.empty());
    QCOMPARE(QString::fromStdString(lesson.language), name.section(u'/', 0, 0));
    bool isRandom = false;
    for (const Cell& cell : lesson.cells)
        isRandom = isRandom || (cell.isCode() && cell.source.find("random") != std::string::npos);
    QCOMPARE(lesson.hasSeed, isRandom);
}

void LessonsTest::hasTheSameCellsInEachLanguage_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : namesIn("en"))
        QTest::newRow(qPrintable(name)) << name;
}

void LessonsTest::hasTheSameCellsInEachLanguage()
{
    QFETCH(QString, name);
    const Lesson english = read("en/" + name);
    const Lesson chinese = read("zh_CN/" + name);
    QCOMPARE(bareCells(chinese), bareCells(english));
    QCOMPARE(chinese.seed, english.seed);
}

void LessonsTest::savesAsItWasWritten()
{
    QFETCH(QString, name);
    QFile file(lessonsFolder.filePath(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromStdString(writeLesson(read(name))), QString::fromUtf8(file.readAll()));
}

/// At least two questions and one exercise, and in the other language as many.
void LessonsTest::asksBeforeItShows()
{
    QFETCH(QString, name);
    const auto blocks = [](const QString& lesson, const QByteArray& kind) {
        QFile file(lessonsFolder.filePath(lesson));
        return file.open(QIODevice::ReadOnly) ? file.readAll().count("\n```" + kind + "\n") : -1;
    };
    const QString english = "en/" + name.section(u'/', 1);
    QVERIFY(blocks(name, "predict") >= 2);
    QVERIFY(blocks(name, "exercise") >= 1);
    for (const char* kind : {"predict", "exercise", "claim"})
        QCOMPARE(blocks(name, kind), blocks(english, kind));
}

void LessonsTest::runsWithoutFailure()
{
    QFETCH(QString, name);
    const Lesson lesson = read(name);
    const auto recording = run(lesson);
    for (const CellRun& cell : recording->cellRuns) {
        if (cell.failure)
            QFAIL(qPrintable(QStringLiteral("In [%1]: %2: %3")
                                 .arg(cell.executionCount)
                                 .arg(QString::fromStdString(cell.failure->kind),
                                      QString::fromStdString(cell.failure->message))));
    }
    QVERIFY(lesson.codeCellCount() > 0);
    QCOMPARE(static_cast<int>(recording->cellRuns.size()), lesson.codeCellCount());
}

void LessonsTest::fourX()
{
    QFETCH(QString, name);
    const auto recording = run(read(name));
    QCOMPARE(recording->passes.size(), std::size_t{1});
    QCOMPARE(gradient(*recording, 0), (Numbers{0, 4, 8, 12}));

    const GradientPass& pass = recording->passes[0];
    QCOMPARE(numbers(recording->graph.node(pass.targets.at(0)).value), Numbers{28});
    QCOMPARE(numbers(pass.seeds.at(0)), Numbers{1});
    const Received atX = arrivals(pass, pass.sources.at(0));
    const Numbers twoX{0, 2, 4, 6};
    QCOMPARE(atX.amounts, (std::vector<Numbers>{twoX, twoX}));
    QCOMPARE(recording->cellRuns.back().outputs.back().text,
             std::string("array([[ True],\n       [ True],\n       [ True],\n       [ True]])"));
    // The picture at the very end is still the one with the gradient beside x.
    QCOMPARE(engine::passAt(*recording, recording->stepCount()), std::optional<engine::PassId>{engine::PassId{0}});
}

void LessonsTest::oneTapeTwoGradients()
{
    QFETCH(QString, name);
    const auto recording = run(read(name));
    QCOMPARE(recording->passes.size(), std::size_t{2});
    QCOMPARE(gradient(*recording, 0), (Numbers{0, 4, 32, 108}));
    QCOMPARE(gradient(*recording, 1), (Numbers{0, 2, 4, 6}));

    const GradientPass& ofZ = recording->passes[0];
    const GradientPass& ofY = recording->passes[1];
    const NodeId x = ofZ.sources.at(0);
    const NodeId y = ofY.targets.at(0);
    QCOMPARE(arrivals(ofZ, y).amounts, (std::vector<Numbers>{{0, 1, 4, 9}, {0, 1, 4, 9}}));
    QCOMPARE(arrivals(ofZ, y).sum, (Numbers{0, 2, 8, 18}));
    QCOMPARE(arrivals(ofZ, x).amounts, (std::vector<Numbers>{{0, 2, 16, 54}, {0, 2, 16, 54}}));
    QCOMPARE(arrivals(ofY, x).amounts, (std::vector<Numbers>{{0, 1, 2, 3}, {0, 1, 2, 3}}));
    QCOMPARE(equalities(*recording), (std::vector<Numbers>{{1, 1, 1, 1}, {1, 1, 1, 1}}));
}

/// What the lesson invites to try: without persistent=True the second question fails, with the
/// message that the prose shows.
void LessonsTest::oneTapeForgets()
{
    Lesson lesson = read("en/05-one-tape-two-gradients.md");
    QString prose;
    int changed = 0;
    for (Cell& cell : lesson.cells) {
        const std::string option = "persistent=True";
        const std::size_t at = cell.source.find(option);
        if (cell.isCode() && at != std::string::npos) {
            cell.source.erase(at, option.size());
            ++changed;
        } else if (!cell.isCode()) {
            prose += QString::fromStdString(cell.source) + u'\n';
        }
    }
    QCOMPARE(changed, 1);
    const auto recording = run(lesson);
    QCOMPARE(gradient(*recording, 0), (Numbers{0, 4, 32, 108}));
    const auto& failure = recording->cellRuns.back().failure;
    QVERIFY(failure.has_value());
    QCOMPARE(recording->passes.size(), std::size_t{1});
    const QString message =
        QString::fromStdString(failure->kind + ": " + failure->message).simplified();
    QVERIFY2(prose.remove(u'>').simplified().contains(message), qPrintable(message));
}

void LessonsTest::whileAndIf()
{
    QFETCH(QString, name);
    const auto recording = run(read(name));
    QCOMPARE(recording->passes.size(), std::size_t{3});
    QCOMPARE(gradient(*recording, 0), Numbers{2048});
    QCOMPARE(gradient(*recording, 1), Numbers{204800});
    const auto equal = equalities(*recording);
    QCOMPARE(equal.size(), std::size_t{3});
    QCOMPARE(equal[0], Numbers{1});
    QCOMPARE(equal[1], Numbers{0}); // 100 * b is rounded, as the prose says
}

/// For whatever number comes, the tape gives the exact factor, and == says whether c / a, rounded
/// to float32, gives it too.
void LessonsTest::whileAndIfWithAnySeed()
{
    const Lesson lesson = read("en/06-while-and-if.md");
    std::set<bool> signs;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto recording = run(lesson, seed);
        QCOMPARE(recording->passes.size(), std::size_t{3});
        const GradientPass& pass = recording->passes[2];
        const auto a = static_cast<float>(recording->graph.node(pass.sources.at(0)).value.at(0));
        float factor = 2;
        while (std::abs(factor * a) < 1000)
            factor *= 2;
        float c = factor * a;
        if (c <= 0) {
            c *= 100;
            factor *= 100;
        }
        signs.insert(a > 0);
        QCOMPARE(gradient(*recording, 2), Numbers{factor});
        const float quotient = c / a;
        QCOMPARE(equalities(*recording).at(2), Numbers{quotient == factor ? 1.0 : 0.0});
    }
    QCOMPARE(signs.size(), std::size_t{2});
}

QTEST_APPLESS_MAIN(LessonsTest)
#include "tst_lessons.moc"
