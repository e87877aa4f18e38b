#include <QtTest>

#include <QAccessible>
#include <QLineEdit>
#include <QWheelEvent>

#include "support/samplerecording.h"
#include "ui/player/player.h"
#include "ui/player/selection.h"
#include "ui/stage/stagesearch.h"
#include "ui/stage/stagestate.h"
#include "ui/stage/stageview.h"

using namespace ui;

class StageViewTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_recording = support::quadraticRecording();
        m_player = std::make_unique<Player>();
        m_selection = std::make_unique<Selection>();
        m_view = std::make_unique<StageView>(m_player.get(), m_selection.get());
        m_view->setReducedMotion(true);
        m_view->resize(1000, 600);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_player->setRecording(m_recording, m_recording->stepCount());
        QTRY_VERIFY(m_view->recording() == m_recording && !m_view->model().boxes.empty());
    }
    void cleanup() { m_view.reset(); }

    void allIsInViewAndStepsMoveNothing()
    {
        std::vector<QRect> places;
        for (std::size_t i = 0; i < m_view->model().boxes.size(); ++i) {
            places.push_back(m_view->boxRect(static_cast<int>(i)));
            QVERIFY(m_view->rect().contains(places.back()));
        }
        const int first = m_recording->takes.back().firstStep;
        for (int k = first + 1; k <= m_recording->stepCount(); k += 5) {
            m_player->seek(k);
            QCOMPARE(m_view->shownStep(), k);
            for (std::size_t i = 0; i < places.size(); ++i)
                QCOMPARE(m_view->boxRect(static_cast<int>(i)), places[i]);
        }
    }

    void seekingPaintsWhatWalkingPaints()
    {
        const int first = m_recording->takes.back().firstStep + 1;
        std::vector<QImage> walked;
        for (int k = first; k <= m_recording->stepCount(); ++k) {
            m_player->seek(k);
            walked.push_back(m_view->grab().toImage());
        }
        for (int k = m_recording->stepCount(); k >= first; k -= 7) {
            m_player->seek(k);
            QCOMPARE(m_view->grab().toImage(), walked[static_cast<std::size_t>(k - first)]);
        }
        QVERIFY(walked.front() != walked.back());
    }

    void clickSelectsAndEscapeClears()
    {
        const int last = static_cast<int>(m_view->model().boxes.size()) - 1;
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->boxRect(last).center());
        QCOMPARE(m_selection->node(), m_view->model().boxes.back().node);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(!m_selection->node().isValid());
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->boxRect(last).center());
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, QPoint(3, 3));
        QVERIFY(!m_selection->node().isValid());
    }

    void whatIsNotBornCannotBeClicked()
    {
        m_player->seek(m_recording->takes.back().firstStep + 1);
        const int last = static_cast<int>(m_view->model().boxes.size()) - 1;
        QVERIFY(!m_view->isBoxShown(last));
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->boxRect(last).center());
        QVERIFY(!m_selection->node().isValid());
    }

    void theWheelZoomsAtThePointer()
    {
        const int last = static_cast<int>(m_view->model().boxes.size()) - 1;
        const QPoint pointer = m_view->boxRect(last).center();
        const double before = m_view->zoom();
        QWheelEvent wheel(pointer, m_view->mapToGlobal(pointer), {}, {0, 240}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &wheel);
        QVERIFY(m_view->zoom() > before);
        QVERIFY((m_view->boxRect(last).center() - pointer).manhattanLength() <= 3);
        QTest::keyClick(m_view.get(), Qt::Key_F);
        QCOMPARE(m_view->zoom(), before);
    }

    void draggingPansAndDoesNotSelect()
    {
        const QRect before = m_view->boxRect(0);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, before.center());
        QTest::mouseMove(m_view.get(), before.center() + QPoint(30, 10));
        QMouseEvent move(QEvent::MouseMove, before.center() + QPoint(60, 40),
                         m_view->mapToGlobal(before.center() + QPoint(60, 40)), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_view.get(), &move);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, before.center() + QPoint(60, 40));
        QCOMPARE(m_view->boxRect(0).topLeft() - before.topLeft(), QPoint(60, 40));
        QVERIFY(!m_selection->node().isValid());
    }

    void arrowKeysWalkTheGraph()
    {
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        const engine::NodeId start = m_selection->node();
        QVERIFY(start.isValid());
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        const engine::NodeId next = m_selection->node();
        const auto& inputs = m_recording->graph.node(next).inputs;
        QVERIFY(std::find(inputs.begin(), inputs.end(), start) != inputs.end());
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QCOMPARE(m_selection->node(), start);
    }

    void screenReadersFindTheNodes()
    {
        QAccessibleInterface* const stage = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(stage);
        QCOMPARE(stage->childCount(), static_cast<int>(m_view->model().boxes.size()));
        QAccessibleInterface* const x = stage->child(0);
        QCOMPARE(x->text(QAccessible::Name), QStringLiteral("x"));
        QVERIFY(x->text(QAccessible::Value).contains(QStringLiteral("3.")));
        QVERIFY(x->text(QAccessible::Description)
                    .contains(QStringLiteral("∂y/∂x = [[0.], [4.], [8.], [12.]]")));
        QCOMPARE(stage->indexOfChild(x), 0);
        m_player->seek(m_recording->takes.back().firstStep + 1);
        QVERIFY(stage->childCount() < static_cast<int>(m_view->model().boxes.size()));
        m_player->setRecording(nullptr, 0);
        QCOMPARE(stage->childCount(), 0);
    }

    void anotherTakeIsAnotherPicture()
    {
        QVERIFY(m_recording->takes.size() > 1);
        m_player->seek(0);
        QTRY_COMPARE(m_view->model().take, 0);
        m_player->seek(m_recording->stepCount());
        QCOMPARE(m_view->model().take,
                 static_cast<int>(m_recording->takes.size()) - 1); // remembered: at once
    }

    void groupsOpenAndCloseByMouseAndKey()
    {
        m_player->setRecording(support::controlFlowRecording(), 0);
        m_player->seek(m_player->stepCount());
        QTRY_VERIFY(m_view->recording() == m_player->recording() && cardBox() >= 0);
        const std::size_t closed = m_view->model().boxes.size();
        const QPoint card = m_view->boxRect(cardBox()).center();

        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, card);
        QTRY_VERIFY(m_view->model().boxes.size() > closed);
        const std::size_t oneLap = m_view->model().boxes.size();
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->boxRect(cardBox()).center());
        QCOMPARE(m_view->selectedBox(), cardBox());
        QTest::keyClick(m_view.get(), Qt::Key_Return, Qt::ShiftModifier);
        QTRY_VERIFY(cardBox() < 0);
        QVERIFY(m_view->model().boxes.size() > oneLap);

        // The tab of the loop's frame closes it again.
        for (std::size_t f = 0; f < m_view->model().frames.size(); ++f) {
            const StageFrame& frame = m_view->model().frames[f];
            if (m_view->model().groups->at(frame.group).kind != engine::Group::Kind::Loop)
                continue;
            QTest::mouseClick(m_view.get(), Qt::LeftButton, {},
                              m_view->frameTabRect(static_cast<int>(f)).center());
            break;
        }
        QTRY_COMPARE(m_view->model().boxes.size(), closed);
        QVERIFY(m_view->selectedBox() >= 0); // hidden again, but not lost

        // By key: the call around the selection, then open it again.
        QTest::keyClick(m_view.get(), Qt::Key_Backspace);
        QTRY_VERIFY(m_view->model().boxes.size() < closed);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QTRY_COMPARE(m_view->model().boxes.size(), closed);
    }

    void searchFindsNamesOperationsValuesAndCode_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("hits");
        QTest::newRow("nothing typed") << "" << 0;
        QTest::newRow("name") << "y" << 5; // also what has y in its line
        QTest::newRow("operation") << "MATMUL" << 4;
        QTest::newRow("value") << "28." << 1;
        QTest::newRow("no such thing") << "cosine" << 0;
    }
    void searchFindsNamesOperationsValuesAndCode()
    {
        QFETCH(QString, text);
        QFETCH(int, hits);
        const auto found =
            searchStage(*m_recording, m_view->model(), m_recording->stepCount(), text);
        QCOMPARE(static_cast<int>(found.size()), hits);
    }

    void searchFieldStepsThroughItsHits()
    {
        QTest::keyClick(m_view.get(), Qt::Key_F, Qt::ControlModifier);
        auto* const search = m_view->findChild<StageSearch*>();
        QVERIFY(search && search->isVisible());
        auto* const field = search->findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("matmul"));
        QCOMPARE(search->hitCount(), 4);
        QTest::keyClick(field, Qt::Key_Return);
        const engine::NodeId first = m_selection->node();
        QVERIFY(first.isValid());
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(first < m_selection->node());
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_selection->node(), first);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!search->isVisible());
        // What is not there yet is not found.
        QVERIFY(searchStage(*m_recording, m_view->model(), m_recording->takes.back().firstStep + 1,
                            QStringLiteral("matmul"))
                    .size()
                < 4);
    }

    void fitSelectionShowsTheNeighbours()
    {
        const int last = static_cast<int>(m_view->model().boxes.size()) - 1;
        m_selection->select(m_view->model().boxes[static_cast<std::size_t>(last)].node);
        QTest::keyClick(m_view.get(), Qt::Key_F, Qt::ShiftModifier);
        for (const StageEdge& edge : m_view->model().edges) {
            if (edge.to == last || edge.from == last)
                QVERIFY(m_view->rect().contains(
                    m_view->boxRect(edge.to == last ? edge.from : edge.to)));
        }
        QVERIFY(m_view->rect().contains(m_view->boxRect(last)));
    }

    void theCameraFollowsOnlyWhenAskedAndNeverFights()
    {
        const int contribution = firstStep(engine::StepKind::ContributionArrived);
        const auto isSeen = [&] {
            const int box =
                m_view->model().boxShowing(engine::stepAt(*m_recording, m_player->step())->node);
            return box < 0 || m_view->rect().contains(m_view->boxRect(box).center());
        };
        m_selection->select(m_view->model().boxes.front().node);
        m_view->fitSelection();
        for (int i = 0; i < 3; ++i)
            m_view->zoomIn();
        m_player->seek(contribution);
        m_player->seek(m_recording->stepCount() - 1);
        int unseen = 0;
        for (int k = contribution; k < m_recording->stepCount(); ++k) {
            m_player->seek(k);
            unseen += engine::stepAt(*m_recording, k)->node.isValid() && !isSeen() ? 1 : 0;
        }
        QVERIFY(unseen > 0);
        m_view->setFollowing(true); // the user's last touch is forgotten
        for (int k = contribution; k < m_recording->stepCount(); ++k) {
            m_player->seek(k);
            if (engine::stepAt(*m_recording, k)->node.isValid())
                QVERIFY(isSeen());
        }
        const QRect before = m_view->boxRect(0);
        m_view->zoomIn(); // a touch: now the camera is the user's for a while
        const QRect after = m_view->boxRect(0);
        QVERIFY(before != after);
        m_player->seek(contribution);
        QCOMPARE(m_view->boxRect(0), after);
    }

    void theMinimapShowsOnlyWhenNeededAndMovesTheCamera()
    {
        QVERIFY(m_view->minimapRect().isEmpty());
        for (int i = 0; i < 8; ++i)
            m_view->zoomIn();
        QVERIFY(!m_view->minimapRect().isEmpty());
        QVERIFY(!m_view->rect().contains(m_view->boxRect(0)));
        const StageModel& model = m_view->model();
        const QPointF centre = model.boxes.front().rect.center();
        const QRectF map = m_view->minimapRect();
        const QPointF target = map.topLeft()
            + QPointF(centre.x() * map.width() / model.bounds.width(),
                      centre.y() * map.height() / model.bounds.height());
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, target.toPoint());
        QVERIFY(m_view->rect().contains(m_view->boxRect(0).center()));
        QVERIFY(!m_selection->node().isValid());
    }

    void isolatingFadesWhatIsOffTheWay()
    {
        m_player->setRecording(support::controlFlowRecording(), 0);
        m_player->seek(m_player->stepCount());
        QTRY_VERIFY(m_view->recording() == m_player->recording());
        const QImage plain = m_view->grab().toImage();
        QTest::keyClick(m_view.get(), Qt::Key_I);
        QVERIFY(m_view->isIsolated());
        const QImage isolated = m_view->grab().toImage();
        const StageModel& model = m_view->model();
        for (std::size_t i = 0; i < model.boxes.size(); ++i) {
            const QRect area = m_view->boxRect(static_cast<int>(i)).adjusted(4, 4, -4, -4);
            const bool isOnWay = model.boxes[i].hasSlot;
            QCOMPARE(plain.copy(area) == isolated.copy(area), isOnWay);
        }
        QTest::keyClick(m_view.get(), Qt::Key_I);
        QCOMPARE(m_view->grab().toImage(), plain);
    }

private:
    int firstStep(engine::StepKind kind) const
    {
        int k = 1;
        while (engine::stepAt(*m_recording, k)->kind != kind)
            ++k;
        return k;
    }

    int cardBox() const
    {
        const std::vector<StageBox>& boxes = m_view->model().boxes;
        const auto found = std::find_if(boxes.begin(), boxes.end(),
                                        [](const StageBox& box) { return box.card != nullptr; });
        return found == boxes.end() ? -1 : static_cast<int>(found - boxes.begin());
    }

    std::shared_ptr<const engine::Recording> m_recording;
    std::unique_ptr<Player> m_player;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<StageView> m_view;
};

QTEST_MAIN(StageViewTest)
#include "tst_stageview.moc"
