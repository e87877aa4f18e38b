#include "ui/inspector/seedpanel.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

#include "engine/recording/questions.h"
#include "engine/tensor/tensorerror.h"
#include "ui/player/player.h"
#include "ui/window/themepalette.h"

namespace ui {
namespace {

constexpr std::int64_t mostRows = 12; ///< that are fed in one go

} // namespace

SeedPanel::SeedPanel(Player* player, QWidget* parent)
    : QWidget(parent)
    , m_player(player)
    , m_title(new QLabel)
    , m_source(new QComboBox)
    , m_sourceLabel(new QLabel)
    , m_seed(new QComboBox)
    , m_seedLabel(new QLabel)
    , m_entry(new QSpinBox)
    , m_own(new QLineEdit)
    , m_problem(new QLabel)
    , m_page(new QTextBrowser)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 0);
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 4, 0, 4);
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    form->addRow(m_sourceLabel, m_source);
    auto* seedRow = new QHBoxLayout;
    seedRow->addWidget(m_seed, 1);
    seedRow->addWidget(m_entry);
    form->addRow(m_seedLabel, seedRow);
    column->addLayout(form);
    column->addWidget(m_own);
    column->addWidget(m_problem);
    column->addWidget(m_page, 1);
    m_problem->setWordWrap(true);
    m_problem->hide();
    for (int i = 0; i < 3; ++i)
        m_seed->addItem(QString());
    m_seedLabel->setBuddy(m_seed);
    m_sourceLabel->setBuddy(m_source);
    m_page->setOpenLinks(false);
    m_page->setFrameShape(QFrame::NoFrame);
    m_own->hide();
    m_entry->hide();

    connect(player, &Player::stepChanged, this, &SeedPanel::refresh);
    connect(m_source, &QComboBox::currentIndexChanged, this, [this] {
        m_rows.clear();
        m_columns.clear();
        feed();
    });
    connect(m_seed, &QComboBox::currentIndexChanged, this,
            [this](int index) { chooseSeed(static_cast<Seed>(index)); });
    connect(m_entry, &QSpinBox::valueChanged, this, [this](int entry) { feedRow(entry); });
    connect(m_own, &QLineEdit::returnPressed, this, &SeedPanel::feed);
    connect(m_own, &QLineEdit::textEdited, this, [this] {
        if (ownNumbers())
            feed();
    });
    connect(m_page, &QTextBrowser::anchorClicked, this, &SeedPanel::follow);
    retranslate();
}

SeedPanel::~SeedPanel() = default;

int SeedPanel::source() const
{
    return std::max(0, m_source->currentIndex());
}

std::int64_t SeedPanel::rowCount() const
{
    return m_replay->target(target()).size();
}

std::int64_t SeedPanel::columnCount() const
{
    return m_replay->source(source()).size();
}

QString SeedPanel::nameOf(engine::NodeId node) const
{
    return QString::fromStdString(engine::labelAt(*m_recording, node, m_recording->stepCount()));
}

void SeedPanel::refresh()
{
    m_isStale = !isVisible();
    if (m_isStale)
        return;
    const auto& recording = m_player->recording();
    engine::PassId pass;
    if (recording) {
        const int take = engine::takeAt(*recording, m_player->step());
        if (take >= 0) {
            // The one on display; before the first has begun, that one.
            const auto& passes = recording->takes[static_cast<std::size_t>(take)].passes;
            pass = engine::passAt(*recording, m_player->step())
                       .value_or(passes.empty() ? engine::PassId() : passes.front());
        }
    }
    if (recording == m_recording && pass == m_pass)
        return;
    const bool isOther = !m_recording || pass != m_pass || !m_replay;
    m_recording = recording;
    m_pass = pass;
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> columns;
    if (!isOther) { // the same pass with other numbers: what was known is found again
        for (const auto& [row, numbers] : m_rows)
            rows.push_back(row);
        for (const auto& [entry, numbers] : m_columns)
            columns.push_back(entry);
    }
    const int source = m_source->currentIndex();
    load();
    if (!m_replay || !m_replay->problem().empty()) {
        showPage();
        return;
    }
    if (!isOther && source >= 0 && source < m_source->count()) {
        const QSignalBlocker quiet(m_source);
        m_source->setCurrentIndex(source);
    }
    try {
        for (const std::int64_t row : rows) {
            if (row < rowCount())
                if (const auto run = m_replay->backward({engine::oneHot(m_replay->target(0), row)});
                    run.gradients[static_cast<std::size_t>(this->source())])
                    m_rows[row] = *run.gradients[static_cast<std::size_t>(this->source())];
        }
        for (const std::int64_t entry : columns) {
            if (entry < columnCount())
                if (const auto run = m_replay->forward(
                        this->source(), engine::oneHot(m_replay->source(this->source()), entry));
                    run.targets[0])
                    m_columns[entry] = *run.targets[0];
        }
    } catch (const engine::TensorError&) {
        m_rows.clear();
        m_columns.clear();
    }
    feed();
}

void SeedPanel::load()
{
    m_replay.reset();
    m_rows.clear();
    m_columns.clear();
    m_result.reset();
    m_current = -1;
    const QSignalBlocker quietSource(m_source);
    const QSignalBlocker quietEntry(m_entry);
    m_source->clear();
    if (!m_recording || !m_pass.isValid())
        return;
    m_replay = std::make_unique<engine::SeedReplay>(*m_recording, m_pass);
    const engine::GradientPass& pass = m_replay->pass();
    if (pass.targets.empty() || pass.sources.empty()) {
        m_replay.reset();
        return;
    }
    for (const engine::NodeId node : pass.sources)
        m_source->addItem(QStringLiteral("%1  %2").arg(
            nameOf(node),
            QString::fromStdString(m_recording->graph.node(node).value.shape().tupleText())));
    m_entry->setRange(0, static_cast<int>(std::min<std::int64_t>(rowCount(), 100'000)) - 1);
}

std::optional<std::vector<double>> SeedPanel::ownNumbers() const
{
    static const QRegularExpression between(QStringLiteral("[\\s,;\\[\\]()，；]+"));
    std::vector<double> numbers;
    QString typed = m_own->text();
    typed.replace(QStringLiteral("−"), QStringLiteral("-"));
    for (const QString& part : typed.split(between, Qt::SkipEmptyParts)) {
        bool isNumber = false;
        numbers.push_back(part.toDouble(&isNumber));
        if (!isNumber)
            return std::nullopt;
    }
    if (!m_replay || static_cast<std::int64_t>(numbers.size()) != rowCount())
        return std::nullopt;
    return numbers;
}

void SeedPanel::chooseSeed(Seed seed)
{
    if (m_seed->currentIndex() != static_cast<int>(seed)) {
        m_seed->setCurrentIndex(static_cast<int>(seed)); // comes back here
        return;
    }
    m_entry->setVisible(seed == Seed::OneHot);
    m_own->setVisible(seed == Seed::Own);
    feed();
}

void SeedPanel::feedRow(int entry)
{
    if (!m_replay || entry < 0 || entry >= rowCount())
        return;
    {
        const QSignalBlocker quietSeed(m_seed);
        const QSignalBlocker quietEntry(m_entry);
        m_seed->setCurrentIndex(static_cast<int>(Seed::OneHot));
        m_entry->setValue(entry);
    }
    m_entry->show();
    m_own->hide();
    feed();
}

void SeedPanel::pushColumn(int entry)
{
    if (!m_replay || !m_replay->problem().empty() || entry < 0 || entry >= columnCount())
        return;
    try {
        const auto run =
            m_replay->forward(source(), engine::oneHot(m_replay->source(source()), entry));
        m_forwardWork = run.operations;
        const engine::Tensor& like = m_replay->target(target());
        m_columns[entry] =
            run.targets[0].value_or(engine::Tensor::zeros(like.dtype(), like.shape()));
        m_result = m_columns[entry];
        m_current = entry;
        m_isCurrentColumn = true;
        m_resultName = tr("J · one-hot %1, forwards").arg(entry);
        m_problem->hide();
    } catch (const engine::TensorError& error) {
        m_problem->setText(QString::fromStdString(error.what()));
        m_problem->show();
    }
    showPage();
}

/// Runs the pass again with the seed that is chosen.
void SeedPanel::feed()
{
    m_problem->hide();
    if (!m_replay || !m_replay->problem().empty()) {
        showPage();
        return;
    }
    const engine::GradientPass& pass = m_replay->pass();
    std::vector<engine::Tensor> seeds;
    for (std::size_t t = 0; t < pass.targets.size(); ++t) {
        const engine::Tensor& like = m_replay->target(static_cast<int>(t));
        seeds.push_back(engine::Tensor::zeros(like.dtype(), like.shape()));
    }
    const auto index = static_cast<Seed>(m_seed->currentIndex());
    const engine::Tensor& like = m_replay->target(target());
    switch (index) {
    case Seed::Ones:
        seeds[0] = engine::Tensor::ones(like.dtype(), like.shape());
        m_resultName = tr("ones · J");
        break;
    case Seed::OneHot:
        seeds[0] = engine::oneHot(like, m_entry->value());
        m_resultName = tr("one-hot %1 · J").arg(m_entry->value());
        break;
    case Seed::Own: {
        const auto numbers = ownNumbers();
        if (!numbers) {
            m_problem->setText(tr("Write numbers with commas between them, as many as the output "
                                  "has: %1.")
                                   .arg(rowCount()));
            m_problem->show();
            m_result.reset();
            showPage();
            return;
        }
        seeds[0] = engine::filled(like, *numbers);
        m_resultName = tr("own numbers · J");
        break;
    }
    }
    try {
        const auto run = m_replay->backward(seeds);
        m_backwardWork = run.operations;
        m_result = run.gradients[static_cast<std::size_t>(source())];
        m_isResultMissing = !m_result;
        m_isCurrentColumn = false;
        m_current = index == Seed::OneHot ? m_entry->value() : -1;
        if (index == Seed::OneHot) {
            const engine::Tensor& at = m_replay->source(source());
            m_rows[m_entry->value()] =
                m_result.value_or(engine::Tensor::zeros(at.dtype(), at.shape()));
        }
        if (m_forwardWork == 0 || m_columns.empty())
            m_forwardWork =
                m_replay->forward(source(), engine::oneHot(m_replay->source(source()), 0))
                    .operations;
    } catch (const engine::TensorError& error) {
        m_problem->setText(QString::fromStdString(error.what()));
        m_problem->show();
    }
    showPage();
}

void SeedPanel::follow(const QUrl& link)
{
    if (link.scheme() == QLatin1String("row"))
        feedRow(link.path().toInt());
    else if (link.scheme() == QLatin1String("column"))
        pushColumn(link.path().toInt());
    else if (link.scheme() == QLatin1String("rows"))
        for (std::int64_t row = 0; row < std::min(rowCount(), mostRows); ++row)
            feedRow(static_cast<int>(row));
}

void SeedPanel::setTheme(const Theme& theme)
{
    m_theme = theme;
    setPalette(paletteOf(theme));
    m_page->setPalette(paletteOf(theme));
    m_page->document()->setDefaultFont(Theme::uiFont(10.5));
    QPalette problem = paletteOf(theme);
    problem.setColor(QPalette::WindowText, theme.error);
    m_problem->setPalette(problem);
    showPage();
}

void SeedPanel::setLanguage(engine::Language language)
{
    m_language = language;
    showPage();
}

void SeedPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        refresh();
}

void SeedPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SeedPanel::retranslate()
{
    m_sourceLabel->setText(tr("At the &input"));
    m_seedLabel->setText(tr("Feed &in"));
    m_seed->setItemText(0, tr("ones, as gradient() does"));
    m_seed->setItemText(1, tr("one-hot: 1 at one entry"));
    m_seed->setItemText(2, tr("own numbers"));
    m_entry->setAccessibleName(tr("The entry that gets the 1"));
    m_own->setPlaceholderText(tr("For example 1, 0, -2"));
    m_own->setAccessibleName(tr("Own numbers to feed in"));
    m_page->setAccessibleName(tr("Jacobian"));
    showPage();
}

QString SeedPanel::pageText() const
{
    return m_page->toPlainText();
}

QString SeedPanel::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->text();
}

} // namespace ui
