// A real mouse and keyboard: an X server without a screen, and xdotool moving its pointer and
// pressing its keys. Skipped where one of the two is not installed.
#include <QtTest>

#include <QApplication>
#include <QLineEdit>
#include <QProcess>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <cmath>

#include "support/samplerecording.h"
#include "ui/player/deck.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/player/timeline.h"
#include "ui/stage/stagesearch.h"
#include "ui/stage/stageview.h"

using namespace ui;

class StageMouseTest : public QObject
{
    Q_OBJECT

public:
    explicit StageMouseTest(const QString& missing)
        : m_missing(missing)
    {
    }

private slots:
    void initTestCase()
    {
        if (!m_missing.isEmpty())
            QSKIP(qPrintable(m_missing));
    }
    void init()
    {
        m_player = std::make_unique<Player>();
        m_selection = std::make_unique<Selection>();
        m_window = std::make_unique<QWidget>();
        m_view = new StageView(m_player.get(), m_selection.get());
        m_view->setReducedMotion(true);
        m_deck = new Deck(m_player.get());
        auto* const layout = new QVBoxLayout(m_window.get());
        layout->addWidget(m_view, 1);
        layout->addWidget(m_deck);
        m_window->setGeometry(40, 30, 1000, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        const auto recording = support::controlFlowRecording();
        m_player->setRecording(recording, recording->stepCount());
        QTRY_VERIFY(m_view->recording() == recording && cardBox() >= 0);
        m_view->fit();
        m_view->grab();
    }
    void cleanup() { m_window.reset(); }

    void theWheelZoomsAtThePointer()
    {
        const QPoint pointer = m_view->boxRect(cardBox()).center();
        const double before = m_view->zoom();
        xdotool(pointTo(pointer) + QStringList{"click", "4", "click", "4"});
        QTRY_VERIFY(m_view->zoom() > before * 1.2);
        QTRY_VERIFY((m_view->boxRect(cardBox()).center() - pointer).manhattanLength() <= 6);
        const double close = m_view->zoom();
        xdotool({"click", "5"});
        QTRY_VERIFY(m_view->zoom() < close);
    }

    void draggingPans()
    {
        const QPoint from = m_view->rect().topLeft() + QPoint(30, 30);
        const QPoint before = m_view->boxRect(0).topLeft();
        xdotool(pointTo(from) + QStringList{"mousedown", "1"});
        for (const int by : {20, 45, 70})
            xdotool(pointTo(from + QPoint(by, by / 2)));
        xdotool({"mouseup", "1"});
        QTRY_COMPARE(m_view->boxRect(0).topLeft() - before, QPoint(70, 35));
        QVERIFY(!m_selection->node().isValid());
    }

    void aClickSelectsAndEscapeLetsGo()
    {
        xdotool(pointTo(m_view->boxRect(0).center()) + QStringList{"click", "1"});
        QTRY_COMPARE(m_selection->node(), m_view->model().boxes.front().node);
        focus();
        xdotool({"key", "Escape"});
        QTRY_VERIFY(!m_selection->node().isValid());
    }

    void groupsOpenAndClose()
    {
        const std::size_t closed = m_view->model().boxes.size();
        xdotool(pointTo(m_view->boxRect(cardBox()).center())
                + QStringList{"click", "--repeat", "2", "--delay", "60", "1"});
        QTRY_VERIFY(m_view->model().boxes.size() > closed);
        m_view->fit();
        int tab = -1;
        for (std::size_t f = 0; f < m_view->model().frames.size(); ++f) {
            if (m_view->model().groups->at(m_view->model().frames[f].group).kind
                == engine::Group::Kind::Loop)
                tab = static_cast<int>(f);
        }
        QVERIFY(tab >= 0);
        xdotool(pointTo(m_view->frameTabRect(tab).center()) + QStringList{"click", "1"});
        QTRY_COMPARE(m_view->model().boxes.size(), closed);

        focus(); // and by key
        xdotool(pointTo(m_view->boxRect(cardBox()).center()) + QStringList{"click", "1"});
        QTRY_COMPARE(m_view->selectedBox(), cardBox());
        xdotool({"key", "Return"});
        QTRY_VERIFY(m_view->model().boxes.size() > closed);
    }

    void searchingFindsByTyping()
    {
        xdotool(pointTo(m_view->rect().topLeft() + QPoint(20, 20)) + QStringList{"click", "1"});
        focus();
        xdotool({"key", "ctrl+f"});
        auto* const search = m_view->findChild<StageSearch*>();
        QTRY_VERIFY(search->isVisible());
        xdotool({"type", "--delay", "30", "greater"});
        QTRY_COMPARE(search->text(), QStringLiteral("greater"));
        QVERIFY(search->hitCount() > 0);
        xdotool({"key", "Return"});
        QTRY_VERIFY(m_selection->node().isValid());
        xdotool({"key", "Escape"});
        QTRY_VERIFY(!search->isVisible());
    }

    void theTimelineScrubs()
    {
        auto* const timeline = m_deck->findChild<Timeline*>();
        QVERIFY(timeline);
        const QPoint corner = timeline->mapToGlobal(QPoint());
        const auto at = [&](double share) {
            return QStringList{"mousemove", "--sync",
                               QString::number(corner.x() + qRound(timeline->width() * share)),
                               QString::number(corner.y() + timeline->height() / 2)};
        };
        xdotool(at(0.25) + QStringList{"mousedown", "1"});
        QTRY_VERIFY(m_player->step() < m_player->stepCount());
        int before = m_player->step();
        for (const double share : {0.4, 0.6, 0.8}) {
            xdotool(at(share));
            QTRY_VERIFY(m_player->step() > before);
            before = m_player->step();
            QCOMPARE(m_view->shownStep(), before);
        }
        xdotool(at(0.3) + QStringList{"mouseup", "1"});
        QTRY_VERIFY(m_player->step() < before);
    }

private:
    void xdotool(const QStringList& arguments)
    {
        QProcess process;
        process.start(QStringLiteral("xdotool"), arguments);
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitCode(), 0);
        QTest::qWait(30);
    }

    QStringList pointTo(QPoint inView) const
    {
        const QPoint place = m_view->mapToGlobal(inView);
        return {"mousemove", "--sync", QString::number(place.x()), QString::number(place.y())};
    }

    /// There is no window manager to do it.
    void focus()
    {
        xdotool({"windowfocus", QString::number(m_window->winId())});
        m_view->setFocus();
        QTRY_VERIFY(m_view->hasFocus());
    }

    int cardBox() const
    {
        const std::vector<StageBox>& boxes = m_view->model().boxes;
        const auto found = std::find_if(boxes.begin(), boxes.end(),
                                        [](const StageBox& box) { return box.card != nullptr; });
        return found == boxes.end() ? -1 : static_cast<int>(found - boxes.begin());
    }

    QString m_missing;
    std::unique_ptr<Player> m_player;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<QWidget> m_window;
    StageView* m_view = nullptr;
    Deck* m_deck = nullptr;
};

int main(int argc, char** argv)
{
    QProcess server;
    QString missing;
    for (const char* const program : {"Xvfb", "xdotool"}) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            missing = QStringLiteral("%1 is not installed").arg(QLatin1String(program));
    }
    if (missing.isEmpty()) {
        server.start(QStringLiteral("Xvfb"), {"-displayfd", "1", "-screen", "0", "1200x800x24"});
        if (!server.waitForReadyRead(15000))
            missing = QStringLiteral("Xvfb did not start");
        else
            qputenv("DISPLAY", ":" + server.readLine().trimmed());
    }
    qputenv("QT_QPA_PLATFORM", missing.isEmpty() ? "xcb" : "offscreen");
    int failed = 0;
    {
        QApplication application(argc, argv);
        StageMouseTest test(missing);
        failed = QTest::qExec(&test, argc, argv);
    }
    server.kill();
    server.waitForFinished();
    return failed;
}

#include "tst_stagemouse.moc"
