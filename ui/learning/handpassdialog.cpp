#include "ui/learning/handpassdialog.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "engine/recording/questions.h"
#include "ui/player/player.h"

namespace ui {
namespace {

constexpr std::size_t mostNodes = 60; ///< more is work, no exercise

enum Column { Name, Value, Gradient, Arrived };

} // namespace

HandPassDialog::HandPassDialog(Player* player, QWidget* parent)
    : LearningDialog(parent)
    , m_player(player)
    , m_intro(new QLabel)
    , m_nodes(new QTreeWidget)
    , m_prompt(new QLabel)
    , m_field(new QLineEdit)
    , m_enter(new QPushButton)
    , m_choose(new QPushButton)
    , m_hint(new QPushButton)
    , m_again(new QPushButton)
    , m_numbers(new QPushButton)
    , m_feedback(new QLabel)
{
    m_intro->setWordWrap(true);
    m_prompt->setWordWrap(true);
    m_feedback->setWordWrap(true);
    m_feedback->setTextFormat(Qt::PlainText);
    m_feedback->setMargin(6);
    m_feedback->setAutoFillBackground(true);
    m_nodes->setRootIsDecorated(false);
    m_nodes->setColumnCount(4);
    m_nodes->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_nodes->header()->setStretchLastSection(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_intro);
    layout->addWidget(m_nodes, 1);
    layout->addWidget(m_prompt);
    auto* row = new QHBoxLayout;
    row->addWidget(m_field, 1);
    row->addWidget(m_enter);
    row->addWidget(m_choose);
    layout->addLayout(row);
    layout->addWidget(m_feedback);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_hint);
    buttons->addStretch();
    buttons->addWidget(m_again);
    buttons->addWidget(m_numbers);
    layout->addLayout(buttons);
    for (QPushButton* button : {m_enter, m_choose, m_hint, m_again, m_numbers})
        button->setAutoDefault(false);

    connect(m_nodes, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        if (item && m_game)
            emit nodeAtHand({item->data(Name, Qt::UserRole).toInt()});
    });
    connect(m_nodes, &QTreeWidget::itemActivated, this, &HandPassDialog::chooseSelected);
    connect(m_choose, &QPushButton::clicked, this, &HandPassDialog::chooseSelected);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { enter(m_field->text()); });
    connect(m_enter, &QPushButton::clicked, this, [this] { enter(m_field->text()); });
    connect(m_hint, &QPushButton::clicked, this,
            [this] { m_feedback->setText(inLanguage(m_game->hint())); });
    connect(m_again, &QPushButton::clicked, this, [this] { beginWith(m_first, m_pass); });
    connect(m_numbers, &QPushButton::clicked, this, &HandPassDialog::newNumbers);
    connect(m_player, &Player::recordingChanged, this, &QWidget::hide);
    resize(620, 560);
    retranslate();
}

bool HandPassDialog::begin()
{
    const auto& recording = m_player->recording();
    if (!recording || recording->passes.empty())
        return false;
    auto pass = engine::passAt(*recording, m_player->step());
    if (!pass)
        pass = engine::PassId{static_cast<int>(recording->passes.size()) - 1};
    m_first = recording;
    m_pass = *pass;
    m_tries = 0;
    const engine::HandPass trial(recording, m_pass);
    if (trial.nodes().empty() || trial.nodes().size() > mostNodes)
        return false;
    // The picture must not give the numbers away.
    m_player->pause();
    m_player->seek(recording->passFacts[static_cast<std::size_t>(m_pass.index)].beganAt);
    beginWith(recording, m_pass);
    return true;
}

void HandPassDialog::beginWith(std::shared_ptr<const engine::Recording> recording,
                               engine::PassId pass)
{
    if (!recording)
        return;
    m_game = std::make_unique<engine::HandPass>(std::move(recording), pass);
    m_feedback->clear();
    m_nodes->clear();
    for (const engine::NodeId node : m_game->nodes()) {
        auto* item = new QTreeWidgetItem(m_nodes);
        item->setData(Name, Qt::UserRole, node.index);
        const auto& values = m_game->recording();
        const QString name = nameOf(node);
        const QString expression =
            QString::fromStdString(engine::expressionAt(values, node, values.stepCount()));
        item->setText(Name, name == expression ? name : name + QStringLiteral(" = ") + expression);
        item->setText(Value,
                      QString::fromStdString(engine::shortValue(values.graph.node(node).value)));
    }
    if (m_nodes->topLevelItemCount() > 0)
        m_nodes->setCurrentItem(m_nodes->topLevelItem(0));
    showState();
    m_nodes->setFocus();
}

void HandPassDialog::newNumbers()
{
    if (auto other = engine::withNewNumbers(*m_first, m_pass, ++m_tries))
        beginWith(std::move(other), m_pass);
    else
        m_feedback->setText(tr("This program has no numbers that could be changed without changing "
                               "its way."));
}

QString HandPassDialog::nameOf(engine::NodeId node) const
{
    return QString::fromStdString(
        engine::labelAt(m_game->recording(), node, m_game->recording().stepCount()));
}

void HandPassDialog::chooseSelected()
{
    if (const QTreeWidgetItem* item = m_nodes->currentItem())
        choose({item->data(Name, Qt::UserRole).toInt()});
}

void HandPassDialog::choose(engine::NodeId node)
{
    say(m_game->choose(node));
}

void HandPassDialog::enter(const QString& text)
{
    if (text.trimmed().isEmpty())
        return;
    const std::string typed = text.trimmed().toStdString();
    const auto messages = m_game->messages();
    if (m_game->adding().isValid())
        say(m_game->add(typed));
    else if (!messages.empty())
        say(m_game->send(messages.front().contribution, typed));
}

void HandPassDialog::say(const engine::HandPass::Reply& reply)
{
    m_feedback->setText((reply.accepted ? QStringLiteral("✓ ") : QStringLiteral("✗ "))
                        + inLanguage(reply.text));
    QPalette palette =
        look().palette(reply.accepted ? look().theme.watchedSoft : look().theme.errorSoft);
    m_feedback->setPalette(palette);
    m_feedback->setAccessibleName(m_feedback->text());
    QAccessibleEvent event(m_feedback, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
    showState();
    if (reply.accepted)
        m_field->clear();
    else
        m_field->selectAll();
    if (m_field->isVisible())
        m_field->setFocus();
    else
        m_nodes->setFocus();
}

void HandPassDialog::showState()
{
    if (!m_game)
        return;
    for (int i = 0; i < m_nodes->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_nodes->topLevelItem(i);
        const engine::NodeId node{item->data(Name, Qt::UserRole).toInt()};
        const auto gradient = m_game->gradient(node);
        item->setText(Gradient,
                      gradient ? QString::fromStdString(engine::shortValue(*gradient))
                               : QStringLiteral("—"));
        const int expected = m_game->expected(node);
        item->setText(Arrived,
                      m_game->hasFired(node) ? tr("sent on")
                          : expected == 0
                          ? tr("the start")
                          : tr("%1 of %2").arg(m_game->arrived(node)).arg(expected));
        QFont font = item->font(Name);
        font.setBold(node == m_game->chosen() || node == m_game->adding());
        item->setFont(Name, font);
    }
    const auto messages = m_game->messages();
    const bool adds = m_game->adding().isValid();
    const bool sends = !adds && !messages.empty();
    m_field->setVisible(adds || sends);
    m_enter->setVisible(adds || sends);
    m_choose->setVisible(!adds && !sends && !m_game->isDone());
    m_hint->setEnabled(!m_game->isDone());
    if (adds)
        m_prompt->setText(tr("Two things have arrived at %1. What is the gradient there now?")
                              .arg(nameOf(m_game->adding())));
    else if (sends)
        m_prompt->setText(tr("%1 runs its rule. What does it send to %2? A number, or a formula "
                             "such as 4x.")
                              .arg(nameOf(m_game->chosen()), nameOf(messages.front().to)));
    else if (m_game->isDone())
        m_prompt->setText(tr("Done: you were the tape. Moves: %1, of which wrong: %2.")
                              .arg(m_game->goodMoves() + m_game->badMoves())
                              .arg(m_game->badMoves()));
    else
        m_prompt->setText(tr("Whose rule runs next? Choose a node that has all it waits for."));
    m_field->setAccessibleName(m_prompt->text());
    if (adds || sends)
        emit nodeAtHand(adds ? m_game->adding() : m_game->chosen());
}

QString HandPassDialog::feedback() const
{
    return m_feedback->text();
}

void HandPassDialog::setLook(const CellLook& look)
{
    LearningDialog::setLook(look);
    m_nodes->setPalette(look.palette(look.theme.surface));
    m_nodes->setFont(look.outputFont());
    m_field->setFont(look.codeFont());
    m_field->setPalette(look.palette(look.theme.surface));
}

void HandPassDialog::retranslate()
{
    setWindowTitle(tr("You be the tape"));
    m_intro->setText(
        tr("Do the backward pass yourself. The target begins with its seed; a node may "
           "send on what it has once everything has arrived."));
    m_nodes->setHeaderLabels({tr("Node"), tr("Value"), tr("Gradient so far"), tr("Arrived")});
    m_nodes->setAccessibleName(tr("Nodes on the way back"));
    m_enter->setText(tr("Enter"));
    m_choose->setText(tr("This one next"));
    m_hint->setText(tr("Hint"));
    m_again->setText(tr("Start again"));
    m_numbers->setText(tr("Other numbers"));
    showState();
}

} // namespace ui
