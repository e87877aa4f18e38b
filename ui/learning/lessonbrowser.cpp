#include "ui/learning/lessonbrowser.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/learning/progressstore.h"
#include "ui/window/shippedlessons.h"

namespace ui {
namespace {

enum Column { Number, Title, Minutes, Needs, Done };

} // namespace

LessonBrowser::LessonBrowser(QWidget* parent)
    : LearningDialog(parent)
    , m_banner(new QWidget)
    , m_welcome(new QLabel)
    , m_start(new QPushButton)
    , m_list(new QTreeWidget)
    , m_summary(new QLabel)
    , m_open(new QPushButton)
    , m_close(new QPushButton)
{
    m_welcome->setWordWrap(true);
    m_summary->setWordWrap(true);
    m_summary->setMinimumHeight(40);
    m_summary->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* banner = new QHBoxLayout(m_banner);
    banner->addWidget(m_welcome, 1);
    banner->addWidget(m_start);
    m_banner->setAutoFillBackground(true);
    m_list->setRootIsDecorated(false);
    m_list->setAlternatingRowColors(true);
    m_list->setColumnCount(5);
    m_list->header()->setStretchLastSection(false);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_open);
    buttons->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_banner);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_summary);
    layout->addLayout(buttons);
    m_open->setDefault(true);
    connect(m_list, &QTreeWidget::itemActivated, this, &LessonBrowser::openSelected);
    connect(m_list, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* item) {
        m_summary->setText(item ? item->data(Title, Qt::UserRole + 1).toString() : QString());
    });
    connect(m_open, &QPushButton::clicked, this, &LessonBrowser::openSelected);
    connect(m_close, &QPushButton::clicked, this, &QWidget::close);
    connect(m_start, &QPushButton::clicked, this, [this] {
        hide();
        emit demonstrationWanted();
    });
    resize(760, 620);
    retranslate();
}

void LessonBrowser::show(const engine::Progress& progress, bool newcomer)
{
    m_progress = progress;
    m_welcome->setProperty("newcomer", newcomer);
    retranslate();
    QDialog::show();
    raise();
    activateWindow();
    if (newcomer)
        m_start->setFocus();
    else
        m_list->setFocus();
}

void LessonBrowser::fill()
{
    m_list->clear();
    const std::vector<ShippedLesson> lessons = shippedLessons(look().language);
    const auto numberOf = [&](const std::string& name) {
        for (const ShippedLesson& lesson : lessons) {
            if (ProgressStore::keyOf(lesson.path) == name)
                return QString::number(lesson.number);
        }
        return QString::fromStdString(name);
    };
    QTreeWidgetItem* next = nullptr;
    for (const ShippedLesson& lesson : lessons) {
        auto* item = new QTreeWidgetItem(m_list);
        item->setData(Number, Qt::UserRole, lesson.path);
        item->setData(Title, Qt::UserRole + 1, lesson.summary);
        item->setSizeHint(Title, QSize(0, look().pixels(30)));
        item->setText(Number, lesson.number > 0 ? QString::number(lesson.number) : QString());
        item->setText(Title, lesson.title);
        item->setText(Minutes,
                      lesson.minutes > 0 ? tr("%n min", nullptr, lesson.minutes) : QString());
        QStringList needs;
        for (const std::string& name : lesson.needs)
            needs << numberOf(name);
        item->setText(Needs, needs.join(QStringLiteral(", ")));
        const engine::LessonProgress* done = m_progress.find(ProgressStore::keyOf(lesson.path));
        if (!done || done->pageCount == 0) {
            next = next ? next : item;
            continue;
        }
        const auto seen = static_cast<int>(done->pagesSeen.size());
        item->setText(
            Done,
            done->isComplete()
                ? tr("✓ done")
                : tr("%1 of %2 pages").arg(std::min(seen, done->pageCount)).arg(done->pageCount));
        const QDateTime visit =
            QDateTime::fromString(QString::fromStdString(done->lastVisit), Qt::ISODate);
        item->setToolTip(Done,
                         tr("%1 of %2 questions right; last visit %3")
                             .arg(done->rightCount())
                             .arg(done->questionCount)
                             .arg(QLocale().toString(visit, QLocale::ShortFormat)));
        if (!done->isComplete())
            next = next ? next : item;
    }
    for (const int column : {Number, Minutes, Needs, Done})
        m_list->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(Title, QHeaderView::Stretch);
    m_list->setCurrentItem(next ? next : m_list->topLevelItem(0));
}

void LessonBrowser::openSelected()
{
    if (const QTreeWidgetItem* item = m_list->currentItem()) {
        const QString path = item->data(Number, Qt::UserRole).toString();
        hide();
        emit lessonChosen(path);
    }
}

void LessonBrowser::setLook(const CellLook& look)
{
    LearningDialog::setLook(look);
    m_banner->setPalette(look.palette(look.theme.gradientSoft));
    QPalette list = look.palette(look.theme.surface);
    list.setColor(QPalette::AlternateBase, look.theme.surfaceAlt);
    m_list->setPalette(list);
    QPalette muted = look.palette(look.theme.window);
    muted.setColor(QPalette::WindowText, look.theme.textMuted);
    m_summary->setPalette(muted);
}

void LessonBrowser::retranslate()
{
    setWindowTitle(tr("Lessons"));
    m_welcome->setText(
        m_welcome->property("newcomer").toBool()
            ? tr("<b>Welcome to Tapedeck.</b> See how a computer finds a slope: in a "
                 "minute, a gradient moves before your eyes.")
            : tr("See once more how a gradient moves through a computation."));
    m_start->setText(tr("Show me"));
    m_list->setHeaderLabels({tr("No."), tr("Lesson"), tr("Takes"), tr("After"), tr("Progress")});
    m_list->setAccessibleName(tr("Lessons"));
    m_open->setText(tr("Open"));
    m_close->setText(tr("Close"));
    fill();
}

} // namespace ui
