#include <QAccessible>
#include <QComboBox>
#include <QLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QWheelEvent>
#include <QtTest>

#include "engine/recording/sentence.h"
#include "support/samplerecording.h"
#include "ui/player/deck.h"
#include "ui/player/player.h"
#include "ui/player/sentenceview.h"
#include "ui/player/timeline.h"

namespace {

constexpr int many = 100'000;

std::shared_ptr<const engine::Recording> longRecording()
{
    auto recording = std::make_shared<engine::Recording>();
    recording->steps.resize(many);
    for (engine::Step& step : recording->steps) {
        step.kind = engine::StepKind::StatementBegan;
        step.cell = 0;
        step.cellRun = 0;
    }
    engine::CellRun run;
    run.cell = 0;
    run.executionCount = 1;
    run.stepEnd = many;
    recording->cellRuns.push_back(run);
    engine::Take take;
    take.stepEnd = many;
    recording->takes.push_back(take);
    engine::PassFacts facts;
    facts.cellRun = 0;
    facts.beganAt = many / 2;
    facts.endedAt = many * 3 / 4;
    recording->passes.emplace_back();
    recording->passFacts.push_back(facts);
    return recording;
}

int countOf(const QImage& image, const QRect& area, const QColor& color)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return count;
}

} // namespace

class DeckTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void keysStep();
    void keysJumpToChapters();
    void keysPlayAndChangeSpeed();
    void keysOfAnotherView();
    void typingAStepNumberIsNotHijacked();
    void buttons();
    void marksAreSetVisitedAndForgotten();
    void stepsOverACall();
    void showsTheSentence();
    void sentenceKeepsItsHeight();
    void phases();
    void chapters();
    void granularityAndSpeedFollowThePlayer();
    void scrubByMouse();
    void wheelSteps();
    void timelineIsAnAccessibleSlider();
    void passLooksDifferent();
    void hundredThousandSteps();

private:
    std::unique_ptr<ui::Player> m_player;
    std::unique_ptr<ui::Deck> m_deck;
    ui::Timeline* m_timeline = nullptr;
};

void DeckTest::init()
{
    m_player = std::make_unique<ui::Player>();
    m_deck = std::make_unique<ui::Deck>(m_player.get());
    m_timeline = m_deck->findChild<ui::Timeline*>();
    m_player->setRecording(support::quadraticRecording(), 0);
    m_deck->resize(900, 170);
    m_deck->show();
}

void DeckTest::cleanup()
{
    m_deck.reset();
    m_player.reset();
}

void DeckTest::keysStep()
{
    QTest::keyClick(m_deck.get(), Qt::Key_Right);
    QTest::keyClick(m_deck.get(), Qt::Key_Right);
    const int there = m_player->step();
    QVERIFY(there >= 2);
    QTest::keyClick(m_deck.get(), Qt::Key_Right);
    QTest::keyClick(m_deck.get(), Qt::Key_Left);
    QCOMPARE(m_player->step(), there);
    QTest::keyClick(m_deck.get(), Qt::Key_End);
    QCOMPARE(m_player->step(), m_player->stepCount());
    QTest::keyClick(m_deck.get(), Qt::Key_Home);
    QCOMPARE(m_player->step(), 0);
    QTest::keyClick(m_deck.get(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(m_player->step(), 0);
}

void DeckTest::keysJumpToChapters()
{
    const auto& recording = *m_player->recording();
    const int secondCell = recording.cellRuns[1].firstStep + 1;
    const int thirdCell = recording.cellRuns[2].firstStep + 1;
    const int pass = recording.passFacts[0].beganAt;
    QVERIFY(pass > thirdCell);
    for (const int expected :
         {1, secondCell, thirdCell, pass, recording.stepCount(), recording.stepCount()}) {
        QTest::keyClick(m_deck.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_player->step(), expected);
    }
    for (const int expected : {pass, thirdCell, secondCell, 1, 0, 0}) {
        QTest::keyClick(m_deck.get(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(m_player->step(), expected);
    }
}

void DeckTest::keysPlayAndChangeSpeed()
{
    QTest::keyClick(m_deck.get(), Qt::Key_Space);
    QVERIFY(m_player->isPlaying());
    QTest::keyClick(m_deck.get(), Qt::Key_Space);
    QVERIFY(!m_player->isPlaying());

    m_player->setSpeed(1.5);
    QTest::keyClick(m_deck.get(), Qt::Key_BracketRight);
    QCOMPARE(m_player->speed(), 2.0);
    QTest::keyClick(m_deck.get(), Qt::Key_BracketLeft);
    QTest::keyClick(m_deck.get(), Qt::Key_BracketLeft);
    QCOMPARE(m_player->speed(), 1.0);
    m_player->setSpeed(5);
    QTest::keyClick(m_deck.get(), Qt::Key_BracketLeft);
    QCOMPARE(m_player->speed(), 4.0);
}

void DeckTest::keysOfAnotherView()
{
    QWidget stage;
    QTest::keyClick(&stage, Qt::Key_Right);
    QCOMPARE(m_player->step(), 0);
    m_deck->listenForKeys(&stage);
    QTest::keyClick(&stage, Qt::Key_Right);
    QVERIFY(m_player->step() > 0);
    QTest::keyClick(&stage, Qt::Key_Space);
    QVERIFY(m_player->isPlaying());
}

void DeckTest::typingAStepNumberIsNotHijacked()
{
    auto* box = m_deck->findChild<QSpinBox*>("step");
    QVERIFY(box);
    auto* edit = box->findChild<QLineEdit*>();
    QVERIFY(edit);
    m_deck->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_deck.get()));
    box->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, "15");
    QCOMPARE(m_player->step(), 0); // not while typing
    QTest::keyClick(edit, Qt::Key_Left);
    QCOMPARE(edit->cursorPosition(), 1);
    QTest::keyClick(edit, Qt::Key_Home);
    QCOMPARE(edit->cursorPosition(), 0);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_player->step(), 15);
    QVERIFY(m_deck->hasFocus()); // so that the keys step again
    m_player->seek(3);
    QCOMPARE(box->value(), 3);
}

void DeckTest::buttons()
{
    const auto press = [this](const char* name) {
        auto* button = m_deck->findChild<ui::DeckButton*>(name);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    };
    press("stepForward");
    QVERIFY(m_player->step() > 0);
    press("stepBack");
    QCOMPARE(m_player->step(), 0);
    press("toEnd");
    QCOMPARE(m_player->step(), m_player->stepCount());
    press("toStart");
    QCOMPARE(m_player->step(), 0);
    press("play");
    QVERIFY(m_player->isPlaying());
    auto* play = m_deck->findChild<ui::DeckButton*>("play");
    QCOMPARE(play->symbol(), ui::DeckButton::Symbol::Pause);
    QCOMPARE(play->accessibleName(), "Pause");

    const QHash<QString, QString> keys{
        {"toStart", "Home"}, {"stepBack", "Left"}, {"play", "Space"}, {"stepForward", "Right"},
        {"stepOver", "O"},   {"toEnd", "End"},     {"mark", "M; "}};
    const auto all = m_deck->findChildren<ui::DeckButton*>();
    QCOMPARE(all.size(), keys.size());
    for (const ui::DeckButton* button : all) {
        QVERIFY(!button->accessibleName().isEmpty());
        QVERIFY2(button->toolTip().contains(keys.value(button->objectName())),
                 qPrintable(button->toolTip()));
    }
}

void DeckTest::marksAreSetVisitedAndForgotten()
{
    auto* timeline = m_deck->findChild<ui::Timeline*>();
    m_player->seek(5);
    QTest::keyClick(m_deck.get(), Qt::Key_M);
    m_player->seek(9);
    const QImage plain = timeline->grab().toImage();
    QTest::keyClick(m_deck.get(), Qt::Key_M);
    QVERIFY(m_player->marks() == (std::set<int>{5, 9}));
    QVERIFY(timeline->grab().toImage() != plain);
    QTest::keyClick(m_deck.get(), Qt::Key_N);
    QCOMPARE(m_player->step(), 5); // round to the first
    QTest::keyClick(m_deck.get(), Qt::Key_N);
    QCOMPARE(m_player->step(), 9);
    QTest::keyClick(m_deck.get(), Qt::Key_N, Qt::ShiftModifier);
    QCOMPARE(m_player->step(), 5);
    QTest::keyClick(m_deck.get(), Qt::Key_M);
    QVERIFY(m_player->marks() == (std::set<int>{9}));
    m_player->setRecording(support::persistentRecording(), 0);
    QVERIFY(m_player->marks().empty());
}

void DeckTest::stepsOverACall()
{
    m_player->setRecording(support::controlFlowRecording(), 0);
    const auto& recording = *m_player->recording();
    int call = 1;
    while (engine::stepAt(recording, call)->kind != engine::StepKind::FunctionEntered)
        ++call;
    m_player->seek(call);
    QTest::keyClick(m_deck.get(), Qt::Key_O);
    QVERIFY(m_player->step() > call + 50);
    QCOMPARE(engine::stepAt(recording, m_player->step())->depth, 0);
    // To a node, and to its gradient.
    const engine::NodeId node = recording.takes.back().nodes[3];
    m_player->runTo(node);
    QCOMPARE(m_player->step(), recording.nodes[static_cast<std::size_t>(node.index)].bornAt);
    const engine::NodeId source = recording.passes.front().sources.front();
    m_player->runToGradient(source);
    QCOMPARE(engine::gradientAt(recording, {0}, source, m_player->step()).arrived, 1);
    QCOMPARE(engine::gradientAt(recording, {0}, source, m_player->step() - 1).arrived, 0);
}

void DeckTest::showsTheSentence()
{
    auto* view = m_deck->findChild<ui::SentenceView*>();
    for (const auto language : {engine::Language::English, engine::Language::Chinese}) {
        m_deck->setLanguage(language);
        for (int k = 0; k <= m_player->stepCount(); ++k) {
            m_player->seek(k);
            const QString expected =
                QString::fromStdString(engine::sentenceAt(*m_player->recording(), k, language));
            QVERIFY(!expected.isEmpty());
            QCOMPARE(view->text(), expected);
            QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(view);
            QCOMPARE(accessible->text(QAccessible::Name), expected);
        }
    }
}

void DeckTest::sentenceKeepsItsHeight()
{
    auto* view = m_deck->findChild<ui::SentenceView*>();
    view->setSentence("Short.", ui::Phase::Code);
    m_deck->layout()->activate();
    const int height = view->height();
    view->setSentence(QString("A long sentence that goes on. ").repeated(30), ui::Phase::Failed);
    m_deck->layout()->activate();
    QCOMPARE(view->height(), height);
}

void DeckTest::phases()
{
    const auto& recording = *m_player->recording();
    QCOMPARE(ui::phaseAt(recording, 0), ui::Phase::Ready);
    QCOMPARE(ui::phaseAt(recording, 1), ui::Phase::Code);
    QCOMPARE(ui::phaseAt(recording, recording.tapes[0].openedAt), ui::Phase::Recording);
    QCOMPARE(ui::phaseAt(recording, recording.passFacts[0].beganAt), ui::Phase::Backward);
    QCOMPARE(ui::phaseAt(recording, recording.passFacts[0].endedAt), ui::Phase::Backward);
    QVERIFY(ui::phaseAt(recording, recording.passFacts[0].endedAt + 1) != ui::Phase::Backward);
}

void DeckTest::chapters()
{
    const auto chapters = ui::chaptersOf(*support::persistentRecording());
    QCOMPARE(chapters.size(), std::size_t{5});
    QList<bool> isPass;
    for (const ui::Chapter& chapter : chapters) {
        isPass << (chapter.kind == ui::Chapter::Kind::Pass);
        QVERIFY(chapter.start <= chapter.end);
    }
    QCOMPARE(isPass, QList<bool>({false, false, false, true, true}));
}

void DeckTest::granularityAndSpeedFollowThePlayer()
{
    auto* granularity = m_deck->findChild<QComboBox*>("granularity");
    QCOMPARE(granularity->count(), 5);
    granularity->setCurrentIndex(0);
    QCOMPARE(m_player->granularity(), engine::Granularity::Cell);
    m_player->setGranularity(engine::Granularity::Operation);
    QCOMPARE(granularity->currentText(), "Operation");

    auto* speed = m_deck->findChild<QComboBox*>("speed");
    m_player->setSpeed(5);
    QCOMPARE(speed->currentData().toDouble(), 5.0);
    m_player->setSpeed(8);
    QCOMPARE(speed->currentData().toDouble(), 8.0);
}

void DeckTest::scrubByMouse()
{
    const auto at = [this](int step) {
        return QPoint(qRound(m_timeline->xOf(step)), m_timeline->height() - 15);
    };
    const int last = m_player->stepCount();
    QTest::mousePress(m_timeline, Qt::LeftButton, {}, at(7));
    QCOMPARE(m_player->step(), 7);
    QTest::mouseMove(m_timeline, at(20));
    QCOMPARE(m_player->step(), 20);
    QTest::mouseMove(m_timeline, at(4));
    QCOMPARE(m_player->step(), 4);
    QTest::mouseMove(m_timeline, QPoint(m_timeline->width() + 300, 5));
    QCOMPARE(m_player->step(), last);
    QTest::mouseRelease(m_timeline, Qt::LeftButton, {}, at(4));
    QTest::mouseMove(m_timeline, at(9));
    QCOMPARE(m_player->step(), last); // hovering only previews
}

void DeckTest::wheelSteps()
{
    const auto wheel = [this](int delta) {
        QWheelEvent event({50, 20}, m_timeline->mapToGlobal(QPointF(50, 20)), {}, {0, delta},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_timeline, &event);
    };
    wheel(-120);
    const int one = m_player->step();
    QVERIFY(one > 0);
    wheel(-60);
    QCOMPARE(m_player->step(), one);
    wheel(-60);
    QVERIFY(m_player->step() > one);
    wheel(120);
    QCOMPARE(m_player->step(), one);
}

void DeckTest::timelineIsAnAccessibleSlider()
{
    m_player->seek(12);
    QAccessibleInterface* slider = QAccessible::queryAccessibleInterface(m_timeline);
    QVERIFY(slider);
    QCOMPARE(slider->role(), QAccessible::Slider);
    QCOMPARE(slider->text(QAccessible::Name), "Timeline");
    QCOMPARE(slider->text(QAccessible::Value),
             QString("Step 12 of %1. ").arg(m_player->stepCount())
                 + QString::fromStdString(
                     engine::sentenceAt(*m_player->recording(), 12, engine::Language::English)));
    QVERIFY(slider->valueInterface());
    QCOMPARE(slider->valueInterface()->maximumValue().toInt(), m_player->stepCount());
    QCOMPARE(slider->valueInterface()->currentValue().toInt(), 12);
    slider->valueInterface()->setCurrentValue(5);
    QCOMPARE(m_player->step(), 5);
    // Keys go from the timeline to the deck.
    QTest::keyClick(m_timeline, Qt::Key_Right);
    QVERIFY(m_player->step() > 5);
}

void DeckTest::passLooksDifferent()
{
    const ui::Theme& theme = ui::Theme::night();
    m_deck->setTheme(theme);
    const engine::PassFacts& facts = m_player->recording()->passFacts[0];
    m_player->seek(facts.beganAt - 1);
    const QImage image = m_timeline->grab().toImage();
    const int left = qRound(m_timeline->xOf(facts.beganAt - 1));
    const int right = qRound(m_timeline->xOf(facts.endedAt));
    QVERIFY(
        countOf(image, QRect(QPoint(left, 0), QPoint(right, image.height() - 1)), theme.gradient)
        > 20);
    QCOMPARE(
        countOf(image, QRect(QPoint(0, 0), QPoint(left - 2, image.height() - 1)), theme.gradient),
        0);
}

void DeckTest::hundredThousandSteps()
{
    m_player->setRecording(longRecording(), many);
    QCOMPARE(m_timeline->stepAtX(m_timeline->xOf(many / 2)), many / 2);
    QVERIFY(!m_timeline->grab().isNull());
    QTest::keyClick(m_deck.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(m_player->step(), many / 2);
}

QTEST_MAIN(DeckTest)
#include "tst_deck.moc"
