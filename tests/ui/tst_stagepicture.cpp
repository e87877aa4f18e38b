#include <QtTest>

#include "support/samplerecording.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stageview.h"

using namespace ui;
using Record = std::shared_ptr<const engine::Recording>;

/// The stage repaints parts, moves what it has and remembers groups: the picture must be the one
/// that painting everything anew gives.
class StagePictureTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_player = std::make_unique<Player>();
        m_selection = std::make_unique<Selection>();
        m_view = std::make_unique<StageView>(m_player.get(), m_selection.get());
        m_view->setReducedMotion(true);
        m_view->resize(1000, 600);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void partsMakeTheWhole_data()
    {
        QTest::addColumn<Record>("recording");
        QTest::newRow("quadratic") << support::quadraticRecording();
        QTest::newRow("persistent") << support::persistentRecording();
        QTest::newRow("control flow") << support::controlFlowRecording();
    }
    void partsMakeTheWhole()
    {
        QFETCH(Record, recording);
        show(recording);
        m_view->fit();
        const int first = recording->takes.back().firstStep + 1;
        const int end = recording->stepCount();
        for (int k = first; k <= end; k += end > 200 ? 3 : 1) {
            m_player->seek(k);
            const QImage parts = m_view->grab().toImage();
            anew();
            QVERIFY2(m_view->grab().toImage() == parts, qPrintable(QString::number(k)));
        }
        for (int k = end; k >= first; k -= end > 200 ? 7 : 2) {
            m_player->seek(k);
            const QImage parts = m_view->grab().toImage();
            anew();
            QVERIFY2(m_view->grab().toImage() == parts, qPrintable(QString::number(k)));
        }
    }

    void aMovedPictureIsThePictureThere()
    {
        show(support::quadraticRecording());
        m_view->setLegendVisible(true);
        for (int i = 0; i < 4; ++i)
            m_view->zoomIn();
        m_view->grab();
        const QPoint from(500, 300);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
        for (const QPoint by : {QPoint(40, 10), QPoint(75, -30), QPoint(20, -80)}) {
            QMouseEvent move(QEvent::MouseMove, from + by, m_view->mapToGlobal(from + by),
                             Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(m_view.get(), &move);
            const QImage moved = m_view->grab().toImage();
            anew();
            const QImage wanted = m_view->grab().toImage();
            QVERIFY(moved == wanted);
        }
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from + QPoint(20, -80));
    }

    void theTextSizeEnlargesThePicture()
    {
        show(support::controlFlowRecording());
        const double before = m_view->zoom();
        m_view->setTextScale(1.6);
        QVERIFY(m_view->zoom() >= 0.6 * 1.6 - 1e-6);
        QVERIFY(m_view->zoom() > before);
        m_view->fit(); // all of it, when asked for
        QVERIFY(m_view->zoom() <= 1.6 * 1.6);
        for (std::size_t i = 0; i < m_view->model().boxes.size(); ++i)
            QVERIFY(m_view->rect().contains(m_view->boxRect(static_cast<int>(i))));
    }

    void whatIsShownInPartStaysWithTheStep()
    {
        const Record recording = support::controlFlowRecording();
        show(recording);
        m_view->setTextScale(2);
        int seen = 0;
        for (int k = recording->takes.back().firstStep + 1; k <= recording->stepCount(); ++k) {
            m_player->seek(k);
            const engine::Step* const step = engine::stepAt(*recording, k);
            const int box = step->node.isValid() ? m_view->model().boxShowing(step->node) : -1;
            if (box < 0)
                continue;
            ++seen;
            QVERIFY(m_view->rect().intersects(m_view->boxRect(box)));
        }
        QVERIFY(seen > 20);
    }

    void aStalePictureSaysSo()
    {
        show(support::quadraticRecording());
        const QImage fresh = m_view->grab().toImage();
        m_view->setStale(true);
        QVERIFY(m_view->isStale());
        QVERIFY(m_view->grab().toImage() != fresh);
        m_view->setStale(false);
        QCOMPARE(m_view->grab().toImage(), fresh);
    }

    void numbersAreTintedOnRequest()
    {
        show(support::quadraticRecording());
        const QImage plain = m_view->grab().toImage();
        QTest::keyClick(m_view.get(), Qt::Key_H);
        QVERIFY(m_view->isTinted());
        QVERIFY(m_view->grab().toImage() != plain);
        QTest::keyClick(m_view.get(), Qt::Key_H);
        QCOMPARE(m_view->grab().toImage(), plain);
    }

    void aCellPointsAtWhatItCameFrom()
    {
        const Record recording = support::quadraticRecording();
        show(recording);
        const StageModel& model = m_view->model();
        const auto matmul =
            std::find_if(model.boxes.begin(), model.boxes.end(), [&](const StageBox& box) {
                return recording->graph.node(box.node).op == engine::Op::Matmul;
            });
        QVERIFY(matmul != model.boxes.end());
        const int index = static_cast<int>(matmul - model.boxes.begin());
        const QPointF inBox = matmul->valueArea.center() * m_view->zoom();
        const QPoint cell = m_view->boxRect(index).topLeft() + inBox.toPoint();
        QTest::mouseMove(m_view.get(), cell);
        QMouseEvent move(QEvent::MouseMove, cell, m_view->mapToGlobal(cell), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(m_view.get(), &move);
        // Four cells of each operand, and the same place in the gradient.
        QCOMPARE(static_cast<int>(m_view->highlightedCells().size()), 9);
        for (const QRectF& source : m_view->highlightedCells())
            QVERIFY(m_view->rect().contains(source.toAlignedRect()));
        QMouseEvent away(QEvent::MouseMove, QPointF(2, 2), m_view->mapToGlobal(QPoint(2, 2)),
                         Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(m_view.get(), &away);
        QVERIFY(m_view->highlightedCells().empty());
    }

    void openGroupsSurviveAnEditAndARun()
    {
        const auto lesson = [](int laps, const char* first) {
            return support::record({"import tensorflow as tf\nw = tf.Variable(1.5)",
                                    std::string("with tf.GradientTape() as t:\n    y = ") + first
                                        + "\n    for i in range(" + std::to_string(laps)
                                        + "):\n        y = y * w\ng = t.gradient(y, w)"});
        };
        show(lesson(9, "tf.constant(1.)"));
        QVERIFY(cardBox() >= 0);
        m_view->openGroup(cardBox());
        QTRY_COMPARE(m_view->model().frames.size(), std::size_t(2)); // the loop and its first lap
        show(lesson(12, "w * 2."));
        QCOMPARE(m_view->model().frames.size(), std::size_t(2));
        m_view->openGroup(cardBox(), true);
        QTRY_VERIFY(cardBox() < 0);
        show(lesson(14, "w * 2."));
        QVERIFY(cardBox() < 0); // all laps are all laps
    }

    void theDirectionIsTheUsersToChoose()
    {
        show(support::quadraticRecording());
        for (const FlowDirection wanted : {FlowDirection::TopDown, FlowDirection::LeftToRight}) {
            m_view->setDirection(wanted);
            QTRY_COMPARE(m_view->model().direction, wanted);
            for (const StageEdge& edge : m_view->model().edges) {
                const QPointF way = edge.path.pointAtPercent(1) - edge.path.pointAtPercent(0);
                QVERIFY(wanted == FlowDirection::TopDown ? way.y() > 0 : way.x() > 0);
            }
        }
    }

    void whatIsLeftOutIsSaid()
    {
        engine::Recording recording = *support::quadraticRecording();
        QVERIFY(leftOut(recording, 0, engine::Language::English).isEmpty());
        recording.takes.back().omitted = 4321;
        const int take = static_cast<int>(recording.takes.size()) - 1;
        QVERIFY(leftOut(recording, take, engine::Language::English)
                    .join(QLatin1Char(' '))
                    .contains(QStringLiteral("4321 operations")));
        QVERIFY(leftOut(recording, take, engine::Language::Chinese)
                    .join(QLatin1Char(' '))
                    .contains(QStringLiteral("4321")));
        show(std::make_shared<const engine::Recording>(recording));
        QCOMPARE(m_view->notices(), leftOut(recording, take, engine::Language::English));
    }

private:
    void show(const Record& recording)
    {
        m_player->setRecording(recording, recording->stepCount());
        QTRY_VERIFY(m_view->recording() == recording && !m_view->model().boxes.empty());
        m_view->grab();
    }

    /// Forgets what was painted.
    void anew()
    {
        m_view->setLanguage(engine::Language::Chinese);
        m_view->setLanguage(engine::Language::English);
    }

    int cardBox() const
    {
        const std::vector<StageBox>& boxes = m_view->model().boxes;
        const auto found = std::find_if(boxes.begin(), boxes.end(),
                                        [](const StageBox& box) { return box.card != nullptr; });
        return found == boxes.end() ? -1 : static_cast<int>(found - boxes.begin());
    }

    std::unique_ptr<Player> m_player;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<StageView> m_view;
};

QTEST_MAIN(StagePictureTest)
#include "tst_stagepicture.moc"
