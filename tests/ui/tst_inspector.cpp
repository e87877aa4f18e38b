#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QtTest>

#include "support/samplerecording.h"
#include "ui/inspector/backwardmodel.h"
#include "ui/inspector/backwardprogram.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/nodereport.h"
#include "ui/inspector/tapemodel.h"
#include "ui/inspector/tapetable.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"

namespace {

using engine::NodeId;
using engine::Recording;

NodeId named(const Recording& recording, const std::string& name)
{
    NodeId found;
    for (const engine::Binding& binding : recording.bindings) {
        if (binding.name == name)
            found = binding.node;
    }
    return found;
}

std::vector<double> numbers(const engine::Tensor& tensor)
{
    std::vector<double> result;
    for (std::int64_t i = 0; i < tensor.size(); ++i)
        result.push_back(tensor.at(i));
    return result;
}

/// When the n-th contribution reaches `node` in the first pass.
int arrival(const Recording& recording, NodeId node, int ordinal)
{
    const auto& contributions = recording.passes[0].contributions;
    for (std::size_t i = 0; i < contributions.size(); ++i) {
        if (contributions[i].to == node && contributions[i].ordinal == ordinal)
            return recording.passFacts[0].arrivedAt[i];
    }
    return -1;
}

QString cell(const ui::TapeModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class InspectorTest : public QObject
{
    Q_OBJECT
private slots:
    void reportsTheLeaf();
    void ledgerGrowsWithTheArrivals();
    void reportsWhereTheCodeIs();
    void reportsKinds();
    void reasonForNone();
    void nothingFromTheFuture_data();
    void nothingFromTheFuture();
    void showsTheCurrentOrTheSelectedNode();
    void pageTellsTheGradientSoFar();
    void linksSelectAndShowCode();
    void showsTheFormula();
    void copiesTheFormula();
    void aNumberLeadsToItsTermsAndPaths();
    void aValueLeadsToItsOperands();
    void aNoneSaysWhyAndOffersAChange();
    void theResultOfAPassLeadsToItsSource();
    void refreshesWhenShownAgain();

    void tapeIsAProperModel();
    void backwardProgramRunsLineByLine();
    void tapeFillsForwardAndBackward();
    void tapeShowsNothingFromTheFuture_data();
    void tapeShowsNothingFromTheFuture();
    void tapeRowsSelect();
    void tapeFollowsTheStep();
};

void InspectorTest::reportsTheLeaf()
{
    const auto recording = support::quadraticRecording();
    const NodeId x = named(*recording, "x");
    const auto report = ui::reportOn(*recording, x, recording->stepCount());
    QVERIFY(report.isBorn);
    QCOMPARE(report.name, std::string("x"));
    QVERIFY(report.isWatched);
    QCOMPARE(report.kind, ui::NodeReport::Kind::WatchedLeaf);
    QVERIFY(!report.notRecorded.empty()); // the reshape ran before the tape
    QCOMPARE(numbers(report.value), (std::vector<double>{0, 1, 2, 3}));
    QCOMPARE(report.consumers.size(), std::size_t{2});
    QVERIFY(report.gradient.sum);
    QCOMPARE(numbers(*report.gradient.sum), (std::vector<double>{0, 4, 8, 12}));
}

void InspectorTest::ledgerGrowsWithTheArrivals()
{
    const auto recording = support::quadraticRecording();
    const NodeId x = named(*recording, "x");
    const int first = arrival(*recording, x, 1);
    const int second = arrival(*recording, x, 2);
    QVERIFY(0 < first && first < second);

    const auto before = ui::reportOn(*recording, x, first - 1);
    QVERIFY(before.ledger.empty());
    const auto one = ui::reportOn(*recording, x, first);
    QCOMPARE(one.ledger.size(), std::size_t{1});
    QCOMPARE(one.gradient.arrived, 1);
    QCOMPARE(one.gradient.expected, 2);
    QCOMPARE(numbers(one.ledger[0].sum), (std::vector<double>{0, 2, 4, 6}));
    const auto two = ui::reportOn(*recording, x, second);
    QCOMPARE(two.ledger.size(), std::size_t{2});
    QCOMPARE(numbers(two.ledger[1].amount), (std::vector<double>{0, 2, 4, 6}));
    QCOMPARE(numbers(two.ledger[1].sum), (std::vector<double>{0, 4, 8, 12}));
    QVERIFY(two.ledger[0].from.node != two.ledger[1].from.node);

    const auto target = ui::reportOn(*recording, named(*recording, "y"), second);
    QCOMPARE(target.ledger.size(), std::size_t{1});
    QVERIFY(target.ledger[0].isSeed);
    QCOMPARE(numbers(target.ledger[0].amount), std::vector<double>{1});
}

void InspectorTest::reportsWhereTheCodeIs()
{
    const auto recording = support::quadraticRecording();
    const auto report = ui::reportOn(*recording, named(*recording, "y"), recording->stepCount());
    QCOMPARE(report.executionCount, 2);
    QCOMPARE(report.line, 3);
    QCOMPARE(report.codeLine, std::string("y = 2 * tf.matmul(tf.transpose(x), x)"));
    QCOMPARE(report.inputs.size(), std::size_t{2});
    QCOMPARE(report.tapes, std::string("t"));
}

void InspectorTest::reportsKinds()
{
    const auto recording = support::quadraticRecording();
    const int end = recording->stepCount();
    const NodeId y = named(*recording, "y");
    QCOMPARE(ui::reportOn(*recording, y, end).kind, ui::NodeReport::Kind::Recorded);
    const NodeId two = recording->graph.node(y).inputs[0];
    QCOMPARE(ui::reportOn(*recording, two, end).kind, ui::NodeReport::Kind::Constant);
    // Before tape.watch(), x is just a result that no tape recorded.
    const NodeId x = named(*recording, "x");
    QCOMPARE(ui::reportOn(*recording, x, recording->watches[0].at - 1).kind,
             ui::NodeReport::Kind::Unrecorded);
    QVERIFY(!ui::reportOn(*recording, {}, end).isBorn);
    QVERIFY(!ui::reportOn(*recording, {9999}, end).isBorn);
}

void InspectorTest::reasonForNone()
{
    const auto recording =
        support::record({"import tensorflow as tf\nx = tf.constant(3.)\nz = tf.constant(2.)\nwith "
                         "tf.GradientTape() as t:\n"
                         "    t.watch(x)\n    y = x * x\ng = t.gradient(y, [x, z])"});
    const NodeId z = named(*recording, "z");
    const int completed = recording->passFacts[0].completedAt[1];
    QVERIFY(ui::reportOn(*recording, z, completed - 1).noGradient.empty());
    QCOMPARE(ui::reportOn(*recording, z, completed).noGradient,
             engine::noGradientText(engine::NoGradient::NotWatched));
}

void InspectorTest::nothingFromTheFuture_data()
{
    QTest::addColumn<std::shared_ptr<const Recording>>("recording");
    QTest::newRow("quadratic") << support::quadraticRecording();
    QTest::newRow("persistent") << support::persistentRecording();
    QTest::newRow("control flow") << support::controlFlowRecording();
}

void InspectorTest::nothingFromTheFuture()
{
    QFETCH(std::shared_ptr<const Recording>, recording);
    for (int k = 0; k <= recording->stepCount(); ++k) {
        const auto bornBy = [&](NodeId node) {
            return recording->nodes[static_cast<std::size_t>(node.index)].bornAt <= k;
        };
        for (int i = 0; i < recording->graph.size(); ++i) {
            const auto report = ui::reportOn(*recording, {i}, k);
            QCOMPARE(report.isBorn, bornBy({i}));
            for (const auto& consumer : report.consumers)
                QVERIFY(bornBy(consumer.node));
            for (const auto& entry : report.ledger)
                QVERIFY(entry.isSeed || bornBy(entry.from.node));
            if (!report.isBorn || !report.hasPass)
                QVERIFY(report.ledger.empty());
        }
        const NodeId current = ui::currentNode(*recording, k);
        QVERIFY(!current.isValid() || bornBy(current));
    }
}

void InspectorTest::showsTheCurrentOrTheSelectedNode()
{
    const auto recording = support::quadraticRecording();
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    QVERIFY(!inspector.shownNode().isValid());
    player.setRecording(recording, 0);
    QVERIFY(!inspector.shownNode().isValid());

    const NodeId y = named(*recording, "y");
    const NodeId x = named(*recording, "x");
    player.seek(recording->nodes[static_cast<std::size_t>(y.index)].bornAt);
    QCOMPARE(inspector.shownNode(), y);
    selection.select(x);
    QCOMPARE(inspector.shownNode(), x);
    QVERIFY(inspector.toPlainText().contains("(4, 1)"));
    QVERIFY(inspector.toPlainText().contains("float32"));
    selection.clear();
    QCOMPARE(inspector.shownNode(), y);

    selection.select(y);
    player.seek(1);
    QVERIFY(!inspector.toPlainText().contains("28"));
    QVERIFY(inspector.toPlainText().contains("does not exist yet"));
}

void InspectorTest::pageTellsTheGradientSoFar()
{
    const auto recording = support::quadraticRecording();
    const NodeId x = named(*recording, "x");
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    player.setRecording(recording, recording->passFacts[0].beganAt - 1);
    selection.select(x);
    QVERIFY(!inspector.toPlainText().contains("arrived"));
    player.seek(arrival(*recording, x, 1));
    QVERIFY2(inspector.toPlainText().contains("1 of 2 arrived"),
             qPrintable(inspector.toPlainText()));
    QVERIFY(!inspector.toPlainText().contains("12."));
    player.seek(arrival(*recording, x, 2));
    QVERIFY(inspector.toPlainText().contains("2 of 2 arrived"));
    QVERIFY(inspector.toPlainText().contains("12."));
    player.seek(arrival(*recording, x, 1));
    QVERIFY(!inspector.toPlainText().contains("12."));
}

void InspectorTest::linksSelectAndShowCode()
{
    const auto recording = support::quadraticRecording();
    const NodeId y = named(*recording, "y");
    const NodeId product = recording->graph.node(y).inputs[1];
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    player.setRecording(recording, recording->stepCount());
    selection.select(y);
    const QString link = QString("node:%1").arg(product.index);
    QVERIFY(inspector.toHtml().contains(link));
    emit inspector.anchorClicked(QUrl(link));
    QCOMPARE(selection.node(), product);

    QSignalSpy asked(&inspector, &ui::Inspector::sourceRequested);
    emit inspector.anchorClicked(QUrl("source:"));
    QCOMPARE(asked.count(), 1);
    const auto span = asked.first().first().value<engine::SourceSpan>();
    QVERIFY(span == recording->nodes[static_cast<std::size_t>(product.index)].span);
}

/// Of x and of the result, at the end: in plain characters, as no typesetter is there.
void InspectorTest::showsTheFormula()
{
    const auto recording = support::quadraticRecording();
    const NodeId x = named(*recording, "x");
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    player.setRecording(recording, recording->stepCount());
    QVERIFY2(inspector.toPlainText().contains(QStringLiteral("∂y/∂x = 4x")), "at dy_dx");
    selection.select(x);
    const QString page = inspector.toPlainText();
    QVERIFY2(page.contains(QStringLiteral("∂y/∂x = 4x")), qPrintable(page));
    QVERIFY2(page.contains(QStringLiteral("2x + 2x")), qPrintable(page));
    QVERIFY2(page.contains(QStringLiteral("collect like terms")), qPrintable(page));
    QVERIFY2(page.contains(QStringLiteral("4[0; 1; 2; 3] = [0; 4; 8; 12]")), qPrintable(page));
    QVERIFY2(page.contains(QStringLiteral("denominator layout")), qPrintable(page));
    inspector.setLanguage(engine::Language::Chinese);
    QVERIFY(inspector.toPlainText().contains(QStringLiteral("合并同类项")));
    inspector.setLanguage(engine::Language::English);

    // After the first arrival there is only its formula, and before it none.
    player.seek(arrival(*recording, x, 1));
    QVERIFY(inspector.toPlainText().contains(QStringLiteral("∂y/∂x = 2x")));
    QVERIFY(!inspector.toPlainText().contains(QStringLiteral("4x")));
    player.seek(arrival(*recording, x, 1) - 1);
    QVERIFY(!inspector.toPlainText().contains(QStringLiteral("∂y/∂x =")));

    const NodeId y = named(*recording, "y");
    selection.select(y);
    QVERIFY(inspector.toPlainText().contains(QStringLiteral("y = 2xᵀx")));
}

void InspectorTest::copiesTheFormula()
{
    const auto recording = support::quadraticRecording();
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    player.setRecording(recording, recording->stepCount());
    selection.select(named(*recording, "x"));
    const auto copied = [&](const char* link) {
        emit inspector.anchorClicked(QUrl(QString::fromLatin1(link)));
        return QGuiApplication::clipboard()->text();
    };
    QCOMPARE(copied("copy:latex"), QStringLiteral("\\frac{\\partial y}{\\partial x} = 4 x"));
    QCOMPARE(copied("copy:code"), QStringLiteral("4 * x"));
    QCOMPARE(copied("copy:text"), QStringLiteral("∂y/∂x = 4x"));
    QVERIFY(!inspector.toPlainText().contains(QStringLiteral("4xᵢ")));
    emit inspector.anchorClicked(QUrl(QStringLiteral("entries:")));
    QVERIFY(inspector.toPlainText().contains(QStringLiteral("∂y/∂xᵢ = 4xᵢ")));
}

void InspectorTest::aNumberLeadsToItsTermsAndPaths()
{
    const auto recording = support::quadraticRecording();
    const NodeId x = named(*recording, "x");
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    player.setRecording(recording, recording->stepCount());
    selection.select(x);
    const QString link = QString("gradient:%1:3").arg(x.index);
    QVERIFY(inspector.toHtml().contains(link));
    emit inspector.anchorClicked(QUrl(link));
    QVERIFY(selection.number() == (ui::ChosenNumber{x, 3, true}));
    QCOMPARE(selection.node(), x); // the picture marks it
    const QString page = inspector.toPlainText();
    QVERIFY2(page.contains("= 12"), qPrintable(page));
    QVERIFY2(page.contains("2 × 3"), qPrintable(page)); // a term: what arrived, times the slope
    QVERIFY2(page.contains("6 + 6 = 12"), qPrintable(page)); // the paths
    QVERIFY2(page.contains("tf.transpose(x)"), qPrintable(page)); // each with its code

    // On to where the 2 came from, and back twice.
    const NodeId product = recording->graph.node(named(*recording, "y")).inputs[1];
    emit inspector.anchorClicked(QUrl(QString("gradient:%1:0").arg(product.index)));
    QCOMPARE(selection.node(), product);
    QVERIFY(inspector.toPlainText().contains("= 2"));
    QTest::keyClick(&inspector, Qt::Key_Backspace);
    QVERIFY(selection.number() == (ui::ChosenNumber{x, 3, true}));
    emit inspector.anchorClicked(QUrl("back:"));
    QVERIFY(!selection.number().isValid());
    QCOMPARE(selection.node(), x);

    QSignalSpy asked(&inspector, &ui::Inspector::sourceRequested);
    emit inspector.anchorClicked(QUrl(QString("code:%1").arg(product.index)));
    QCOMPARE(asked.count(), 1);
}

void InspectorTest::aValueLeadsToItsOperands()
{
    const auto recording = support::quadraticRecording();
    const NodeId y = named(*recording, "y");
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    player.setRecording(recording, recording->stepCount());
    selection.selectNumber({y, 0, false});
    const QString page = inspector.toPlainText();
    QVERIFY2(page.contains("= 28") && page.contains("14"), qPrintable(page));
    player.seek(1);
    QVERIFY(inspector.toPlainText().contains("does not exist yet"));
    QVERIFY(!inspector.toPlainText().contains("28"));
}

void InspectorTest::aNoneSaysWhyAndOffersAChange()
{
    const auto recording = support::record(
        {"import tensorflow as tf\nx = tf.constant(3.)\nwith tf.GradientTape() as t:\n    y = x * "
         "x\nt.gradient(y, x)"});
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    inspector.show();
    player.setRecording(recording, recording->stepCount());
    selection.select(named(*recording, "x"));
    const QString page = inspector.toPlainText();
    QVERIFY2(page.contains("never told to watch it"), qPrintable(page));
    QVERIFY2(page.contains("t.watch(x)"), qPrintable(page));
    QSignalSpy tried(&inspector, &ui::Inspector::fixRequested);
    emit inspector.anchorClicked(QUrl("try:"));
    QCOMPARE(tried.count(), 1);
    QCOMPARE(tried.first().at(1).toInt(), 0);
    QSignalSpy asked(&inspector, &ui::Inspector::sourceRequested);
    emit inspector.anchorClicked(QUrl("place:"));
    QCOMPARE(asked.count(), 1);
}

/// At the end of the first lesson it is x, with its complete gradient, and not the plain result.
void InspectorTest::theResultOfAPassLeadsToItsSource()
{
    const auto recording = support::quadraticRecording();
    QCOMPARE(ui::currentNode(*recording, recording->stepCount()), named(*recording, "x"));
}

void InspectorTest::refreshesWhenShownAgain()
{
    const auto recording = support::quadraticRecording();
    ui::Player player;
    ui::Selection selection;
    ui::Inspector inspector(&player, &selection);
    player.setRecording(recording, recording->stepCount());
    selection.select(named(*recording, "x"));
    inspector.show();
    QVERIFY(inspector.toPlainText().contains("12."));
}

void InspectorTest::tapeIsAProperModel()
{
    ui::Player player;
    ui::TapeModel model(&player);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    for (const auto& recording : {support::quadraticRecording(), support::persistentRecording(),
                                  support::controlFlowRecording()}) {
        player.setRecording(recording, 0);
        for (int k = 0; k <= recording->stepCount(); ++k)
            player.seek(k);
        QVERIFY(model.rowCount() > 0);
    }
}

void InspectorTest::backwardProgramRunsLineByLine()
{
    ui::Player player;
    ui::Selection selection;
    ui::BackwardModel model(&player);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    const auto recording = support::quadraticRecording();
    player.setRecording(recording, recording->takes.back().firstStep + 1);
    QCOMPARE(model.rowCount(), 5); // all of it is there before it runs
    QVERIFY(!model.hasRun(0));
    int ran = 0;
    for (int k = player.step(); k <= recording->stepCount(); ++k) {
        player.seek(k);
        int now = 0;
        for (int row = 0; row < model.rowCount(); ++row)
            now += model.hasRun(row) ? 1 : 0;
        QCOMPARE(now > ran, model.currentRow() >= 0);
        if (model.currentRow() >= 0)
            QCOMPARE(model.currentRow(), now - 1);
        ran = now;
    }
    QCOMPARE(ran, 5);
    const auto text = [&](int row, int column) {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    };
    QVERIFY(text(4, ui::BackwardModel::Code).contains(QStringLiteral("+=")));
    QVERIFY(text(4, ui::BackwardModel::Amount).contains(QStringLiteral("12.")));

    ui::BackwardProgram view(&player, &selection);
    view.resize(400, 300);
    view.show();
    view.setCurrentIndex(view.model()->index(2, 1));
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(player.step(), model.line(2).firesAt);
    QCOMPARE(selection.node(), model.line(2).node);
    QCOMPARE(model.currentRow(), 2);
}

void InspectorTest::tapeFillsForwardAndBackward()
{
    const auto recording = support::quadraticRecording();
    const NodeId x = named(*recording, "x");
    const NodeId y = named(*recording, "y");
    ui::Player player;
    ui::TapeModel model(&player);
    player.setRecording(recording, recording->stepCount());
    // x, its transpose, the product, y; not the constant 2 nor what made x.
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.nodeOf(0), x);
    QCOMPARE(model.nodeOf(3), y);
    QCOMPARE(model.rowOf(y), 3);
    QCOMPARE(model.rowOf({}), -1);

    player.seek(recording->nodes[static_cast<std::size_t>(y.index)].bornAt - 1);
    QVERIFY(!cell(model, 2, ui::TapeModel::Value).isEmpty());
    QCOMPARE(cell(model, 3, ui::TapeModel::Value), QString());
    QCOMPARE(cell(model, 3, ui::TapeModel::Number), QString::number(y.index));
    player.seek(recording->passFacts[0].beganAt - 1);
    QCOMPARE(cell(model, 3, ui::TapeModel::Name), "y");
    QVERIFY(cell(model, 3, ui::TapeModel::Value).contains("28"));
    QVERIFY(cell(model, 1, ui::TapeModel::Operation).contains("xᵀ"));
    for (int row = 0; row < 4; ++row)
        QCOMPARE(cell(model, row, ui::TapeModel::Adjoint), QString());

    // Upward: a row gets its adjoint only after the one below it.
    player.seek(arrival(*recording, model.nodeOf(2), 1));
    QVERIFY(cell(model, 3, ui::TapeModel::Adjoint).contains("1."));
    QVERIFY(cell(model, 2, ui::TapeModel::Adjoint).contains("2."));
    QCOMPARE(cell(model, 1, ui::TapeModel::Adjoint), QString());
    QCOMPARE(cell(model, 0, ui::TapeModel::Adjoint), QString());
    player.seek(arrival(*recording, x, 1));
    QCOMPARE(model.index(0, ui::TapeModel::Adjoint).data(ui::TapeModel::arrivedRole).toString(),
             "1/2");
    player.seek(arrival(*recording, x, 2));
    QVERIFY(model.index(0, ui::TapeModel::Adjoint)
                .data(ui::TapeModel::arrivedRole)
                .toString()
                .isEmpty());
    QVERIFY(cell(model, 0, ui::TapeModel::Adjoint).contains("12"));
}

void InspectorTest::tapeShowsNothingFromTheFuture_data()
{
    nothingFromTheFuture_data();
}

void InspectorTest::tapeShowsNothingFromTheFuture()
{
    QFETCH(std::shared_ptr<const Recording>, recording);
    ui::Player player;
    ui::TapeModel model(&player);
    player.setRecording(recording, 0);
    int blank = 0;
    for (int k = 0; k <= recording->stepCount(); ++k) {
        player.seek(k);
        for (int row = 0; row < model.rowCount(); ++row) {
            if (engine::isBorn(*recording, model.nodeOf(row), k))
                continue;
            ++blank;
            for (const int column : {ui::TapeModel::Name, ui::TapeModel::Operation,
                                     ui::TapeModel::Value, ui::TapeModel::Adjoint}) {
                QCOMPARE(cell(model, row, column), QString());
                QVERIFY(!model.index(row, column).data(Qt::ToolTipRole).isValid());
            }
        }
    }
    QVERIFY(blank > 0);
}

void InspectorTest::tapeRowsSelect()
{
    const auto recording = support::quadraticRecording();
    const NodeId y = named(*recording, "y");
    ui::Player player;
    ui::Selection selection;
    ui::TapeTable table(&player, &selection);
    table.resize(500, 300);
    table.show();
    player.setRecording(recording, recording->stepCount());
    const auto middle = [&table](int row) {
        return table.visualRect(table.model()->index(row, 1)).center();
    };
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, middle(3));
    QCOMPARE(selection.node(), y);
    QTest::keyClick(&table, Qt::Key_Up);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(selection.node(), recording->graph.node(y).inputs[1]);
    QTest::keyClick(&table, Qt::Key_Escape);
    QVERIFY(!selection.node().isValid());
    // What is not there yet cannot be selected.
    player.seek(recording->nodes[static_cast<std::size_t>(y.index)].bornAt - 1);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, middle(3));
    QVERIFY(!selection.node().isValid());
}

void InspectorTest::tapeFollowsTheStep()
{
    const auto recording = support::quadraticRecording();
    ui::Player player;
    ui::TapeModel model(&player);
    player.setRecording(recording, 0);
    QCOMPARE(model.currentRow(), -1);
    const NodeId y = named(*recording, "y");
    player.seek(recording->nodes[static_cast<std::size_t>(y.index)].bornAt);
    QCOMPARE(model.currentRow(), 3);
    const NodeId x = named(*recording, "x");
    player.seek(arrival(*recording, x, 1));
    QCOMPARE(model.currentRow(), 0);
}

QTEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
