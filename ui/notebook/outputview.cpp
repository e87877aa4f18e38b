#include "ui/notebook/outputview.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/notebook/fittedtextedit.h"
#include "ui/plots/figureview.h"

namespace ui {
namespace {

using Kind = engine::Output::Kind;

QString shownText(const engine::Output& output)
{
    QString text = QString::fromStdString(output.text);
    if (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

/// A panel with a bar on its left, so that an error is told by shape as well as colour.
class ErrorPanel : public QWidget
{
public:
    explicit ErrorPanel(const Theme& theme)
        : m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.errorSoft);
        painter.drawRoundedRect(rect(), 4, 4);
        painter.fillRect(QRect(0, 0, 3, height()), m_theme.error);
    }

private:
    Theme m_theme;
};

QToolButton* linkButton(const QString& text, const CellLook& look)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setAutoRaise(true);
    button->setCursor(Qt::PointingHandCursor);
    QFont font = look.smallFont();
    font.setUnderline(true);
    button->setFont(font);
    QPalette palette = look.palette(look.theme.window);
    palette.setColor(QPalette::ButtonText, look.theme.accent);
    button->setPalette(palette);
    return button;
}

QLabel* wrappedLabel(const QString& text, const QFont& font, const QPalette& palette)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    label->setPalette(palette);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

/// Whether breaking lines would tear apart what stands below each other: the rows of an array that
/// is wider than a narrow notebook. Heads ("<tf.Tensor: ...") and sentences may break.
bool hasWideRows(const QString& text)
{
    constexpr qsizetype narrow = 44;
    const QStringList lines = text.split(u'\n');
    return lines.size() > 1 && std::any_of(lines.begin(), lines.end(), [](const QString& line) {
               const QString row = line.trimmed();
               return line.size() > narrow
                   && (row.startsWith(u'[') || row.startsWith(QLatin1String("array(")));
           });
}

FittedTextEdit* outputEdit(const QString& text, const CellLook& look, const QColor& color,
                           const QColor& background)
{
    auto* edit = new FittedTextEdit;
    edit->setReadOnly(true);
    edit->setTabChangesFocus(true);
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    edit->setFont(look.outputFont());
    QPalette palette = look.palette(background);
    palette.setColor(QPalette::Text, color);
    edit->setPalette(palette);
    edit->viewport()->setAutoFillBackground(background.alpha() > 0);
    edit->document()->setDocumentMargin(look.pixels(2));
    edit->setLineWrapMode(hasWideRows(text) ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    edit->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    if (edit->lineWrapMode() == QPlainTextEdit::WidgetWidth) // then nothing is ever too wide
        edit->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    edit->setPlainText(text);
    edit->fit();
    return edit;
}

} // namespace

OutputView::OutputView(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
}

void OutputView::setOutputs(const std::vector<engine::Output>& outputs,
                            const std::optional<engine::Diagnostic>& failure)
{
    m_blocks.clear();
    for (const engine::Output& output : outputs) {
        const bool stream = output.kind == Kind::Stdout || output.kind == Kind::Stderr;
        if (stream && !m_blocks.empty() && m_blocks.back().output.kind == output.kind)
            m_blocks.back().output.text += output.text;
        else
            m_blocks.push_back({output});
    }
    m_failure = failure;
    const bool told = !m_blocks.empty() && m_blocks.back().output.kind == Kind::Error;
    if (failure && !told) {
        Block block;
        block.output.kind = Kind::Error;
        block.output.errorName = failure->kind;
        block.output.errorValue = failure->message;
        m_blocks.push_back(block);
    }
    rebuild();
}

void OutputView::setFailurePlace(int failureLine, const QString& failureCell)
{
    if (failureLine == m_failureLine && failureCell == m_failureCell)
        return;
    m_failureLine = failureLine;
    m_failureCell = failureCell;
    rebuild();
}

void OutputView::setLook(const CellLook& look)
{
    m_look = look;
    rebuild();
}

void OutputView::setStale(bool stale)
{
    if (stale == m_stale)
        return;
    m_stale = stale;
    rebuild();
}

void OutputView::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    rebuild();
    emit foldedChanged(folded);
}

QString OutputView::text() const
{
    QStringList texts;
    for (const Block& block : m_blocks) {
        const engine::Output& output = block.output;
        texts << (output.kind == Kind::Error
                      ? QString::fromStdString(output.errorName + ": " + output.errorValue)
                      : shownText(output));
    }
    return texts.join(u'\n');
}

QString OutputView::description() const
{
    return isEmpty() ? tr("No output") : tr("Output: %1").arg(text().left(400));
}

void OutputView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        rebuild();
}

void OutputView::rebuild()
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->setParent(nullptr);
            widget->deleteLater(); // it may hold the button being clicked
        }
        delete item;
    }
    m_layout->setSpacing(m_look.pixels(4));
    if (m_folded && !m_blocks.empty()) {
        QWidget* widget = foldedRow();
        m_layout->addWidget(widget);
        widget->show();
    }
    for (std::size_t i = 0; i < m_blocks.size() && !m_folded; ++i) {
        const engine::Output& output = m_blocks[i].output;
        const bool picture = output.figure || !output.media.empty();
        QWidget* widget = output.kind == Kind::Error ? errorRow(i)
            : picture                                ? pictureRow(output)
                                                     : textRow(i);
        m_layout->addWidget(widget);
        widget->show(); // now: the layout would do it later, and flicker
    }
    setVisible(!m_blocks.empty());
    setAccessibleName(description());
}

QWidget* OutputView::foldedRow()
{
    const auto lines = static_cast<int>(text().count(u'\n') + 1);
    auto* button = linkButton(lines == 1 ? tr("Output folded: one line")
                                         : tr("Output folded: %n lines", nullptr, lines),
                              m_look);
    button->setObjectName(QStringLiteral("unfold"));
    connect(button, &QToolButton::clicked, this, [this] { setFolded(false); });
    auto* content = new QWidget;
    auto* line = new QHBoxLayout(content);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(button);
    line->addStretch();
    return row(QStringLiteral("…"), content);
}

/// The column left of an output folds it, as in Jupyter.
bool OutputView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        setFolded(!m_folded);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QWidget* OutputView::row(const QString& prompt, QWidget* content)
{
    auto* row = new QWidget;
    auto* grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(m_look.pixels(8));
    auto* label = new QLabel(prompt);
    label->setFont(m_look.promptFont());
    label->setAlignment(Qt::AlignRight | Qt::AlignTop);
    label->setFixedWidth(m_look.promptWidth());
    label->setContentsMargins(0, m_look.pixels(4), 0, 0);
    label->setCursor(Qt::PointingHandCursor);
    label->setToolTip(m_folded ? tr("Unfold the output") : tr("Fold the output"));
    label->installEventFilter(this);
    QPalette palette = m_look.palette(m_look.theme.window);
    palette.setColor(QPalette::WindowText, m_look.theme.textMuted);
    label->setPalette(palette);
    grid->addWidget(label, 0, 0);
    grid->addWidget(content, 0, 1);
    grid->setColumnStretch(1, 1);
    return row;
}

QWidget* OutputView::textRow(std::size_t index)
{
    const Block& block = m_blocks[index];
    const Kind kind = block.output.kind;
    QString text = shownText(block.output);
    const qsizetype lines = text.count(u'\n') + 1;
    const bool collapsed = lines > longOutput && !block.expanded;
    if (collapsed)
        text = text.section(u'\n', 0, shownOfLong - 1);

    const bool subdued = m_stale || kind == Kind::Stderr;
    const QColor background =
        kind == Kind::Stderr ? m_look.theme.surfaceAlt : QColor(Qt::transparent);
    auto* edit =
        outputEdit(text, m_look, subdued ? m_look.theme.textMuted : m_look.theme.text, background);
    const int count = block.output.executionCount;
    const QString what = kind == Kind::Stderr ? tr("Messages")
        : kind == Kind::Result                ? tr("Result")
                                              : tr("Printed");
    edit->setAccessibleName(what);
    const QString prompt = kind != Kind::Result ? QString()
        : count > 0                             ? QStringLiteral("Out[%1]:").arg(count)
                                                : QStringLiteral("Out[ ]:");
    if (!(lines > longOutput))
        return row(prompt, edit);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(edit);
    auto* button = linkButton(collapsed ? tr("Show all %n lines", nullptr, static_cast<int>(lines))
                                        : tr("Show less"),
                              m_look);
    connect(button, &QToolButton::clicked, this, [this, index] {
        m_blocks[index].expanded = !m_blocks[index].expanded;
        rebuild();
    });
    column->addWidget(button, 0, Qt::AlignLeft);
    return row(prompt, content);
}

QWidget* OutputView::pictureRow(const engine::Output& output)
{
    if (output.figure)
        return row(QString(),
                   new FigureView(output.figure, {m_look.theme, m_look.scale, m_look.typesetter}));
    QPixmap picture;
    for (const auto& [mime, content] : output.media) {
        const QByteArray bytes = QByteArray::fromStdString(content);
        if (picture.loadFromData(mime == "image/svg+xml" ? bytes : QByteArray::fromBase64(bytes)))
            break;
    }
    auto* label = new QLabel;
    label->setAccessibleName(tr("Picture: %1").arg(shownText(output)));
    if (picture.isNull())
        label->setText(shownText(output));
    else
        label->setPixmap(picture);
    return row(QString(), label);
}

QWidget* OutputView::errorRow(std::size_t index)
{
    const Block& block = m_blocks[index];
    const Theme& theme = m_look.theme;
    auto* panel = new ErrorPanel(theme);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(m_look.pixels(12), m_look.pixels(6), m_look.pixels(8),
                               m_look.pixels(6));
    column->setSpacing(m_look.pixels(5));

    QPalette errorPalette = m_look.palette(theme.errorSoft);
    errorPalette.setColor(QPalette::WindowText, theme.error);
    const QString name = QString::fromStdString(block.output.errorName);
    const QString value = QString::fromStdString(block.output.errorValue);
    auto* message = wrappedLabel(value.isEmpty() ? name : name + QStringLiteral(": ") + value,
                                 m_look.outputFont(), errorPalette);
    message->setObjectName(QStringLiteral("errorMessage"));
    message->setAccessibleName(tr("Error: %1").arg(message->text()));
    column->addWidget(message);
    if (m_failure && !m_failure->hint.empty()) {
        auto* hint =
            wrappedLabel(QString::fromStdString(m_failure->hint.in(m_look.language)),
                         Theme::uiFont(10.5 * m_look.scale), m_look.palette(theme.errorSoft));
        hint->setObjectName(QStringLiteral("errorHint"));
        column->addWidget(hint);
    }

    auto* links = new QHBoxLayout;
    links->setSpacing(m_look.pixels(8));
    if (m_failureLine > 0) {
        const QString text = m_failureCell.isEmpty()
            ? tr("line %1").arg(m_failureLine)
            : tr("line %1 of %2").arg(m_failureLine).arg(m_failureCell);
        auto* place = linkButton(text, m_look);
        place->setObjectName(QStringLiteral("errorPlace"));
        connect(place, &QToolButton::clicked, this, &OutputView::failurePlaceClicked);
        links->addWidget(place);
    }
    const QString traceback = shownText(block.output);
    if (!traceback.isEmpty()) {
        auto* toggle =
            linkButton(block.traceback ? tr("hide traceback") : tr("show traceback"), m_look);
        connect(toggle, &QToolButton::clicked, this, [this, index] {
            m_blocks[index].traceback = !m_blocks[index].traceback;
            rebuild();
        });
        links->addWidget(toggle);
    }
    links->addStretch();
    column->addLayout(links);
    if (block.traceback)
        column->addWidget(outputEdit(traceback, m_look, theme.text, theme.errorSoft));
    return row(QString(), panel);
}

} // namespace ui
