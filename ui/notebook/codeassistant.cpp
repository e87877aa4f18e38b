#include "ui/notebook/codeassistant.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextCursor>
#include <QTimer>

#include <algorithm>

#include "ui/notebook/codeeditor.h"
#include "ui/notebook/completionlist.h"
#include "ui/notebook/helpcard.h"
#include "ui/notebook/sourceoffsets.h"

namespace ui {
namespace {

bool isNameLetter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

} // namespace

CodeAssistant::CodeAssistant(QWidget* notebook)
    : QObject(notebook)
    , m_notebook(notebook)
{
}

CodeAssistant::~CodeAssistant() = default;

engine::CodeHelp& CodeAssistant::help()
{
    if (!m_help)
        m_help = std::make_unique<engine::CodeHelp>();
    return *m_help;
}

CompletionList* CodeAssistant::list()
{
    if (!m_list) {
        m_list = new CompletionList(m_notebook->window());
        m_list->setLook(m_look);
        connect(m_list, &CompletionList::accepted, this, &CodeAssistant::accept);
    }
    return m_list;
}

HelpCard* CodeAssistant::card()
{
    if (!m_card) {
        m_card = new HelpCard(m_notebook->window());
        m_card->setLook(m_look);
        connect(m_card, &HelpCard::exampleWanted, this, [this](const QString& code) {
            if (m_editor)
                emit exampleWanted(m_editor, code);
        });
    }
    return m_card;
}

void CodeAssistant::setLook(const CellLook& look)
{
    m_look = look;
    if (m_list)
        m_list->setLook(look);
    if (m_card)
        m_card->setLook(look);
}

void CodeAssistant::dismiss()
{
    if (m_list)
        m_list->hide();
    if (m_card)
        m_card->hide();
}

void CodeAssistant::mouseLeft()
{
    QTimer::singleShot(250, this, [this] {
        if (m_card && !m_card->underMouse() && !(m_editor && m_editor->underMouse()))
            m_card->hide();
    });
}

QRect CodeAssistant::placeOf(const CodeEditor* editor, int position)
{
    QTextCursor cursor(editor->document());
    cursor.setPosition(position);
    const QRect rect = editor->cursorRect(cursor);
    return {editor->viewport()->mapTo(m_notebook->window(), rect.topLeft()), rect.size()};
}

bool CodeAssistant::takeKey(CodeEditor* editor, QKeyEvent* event)
{
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    const bool isOpen = m_list && m_list->isVisible() && m_editor == editor;
    if (isOpen && modifiers == Qt::NoModifier) {
        if (m_list->takeKey(event->key()))
            return true;
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter
            || event->key() == Qt::Key_Tab) {
            accept();
            return true;
        }
    }
    if (event->key() == Qt::Key_Escape && (isOpen || (m_card && m_card->isVisible()))) {
        dismiss();
        return true;
    }
    const QTextCursor cursor = editor->textCursor();
    const QString line = cursor.block().text();
    const int column = cursor.positionInBlock();
    const bool isAfterName = !cursor.hasSelection() && column > 0
        && (isNameLetter(line[column - 1]) || line[column - 1] == u'.');
    if ((event->key() == Qt::Key_Tab && modifiers == Qt::NoModifier && isAfterName)
        || (event->key() == Qt::Key_Space && modifiers == Qt::ControlModifier)) {
        return complete(editor);
    }
    // Shift+Tab helps, but before the first letter of a line it is for the indentation.
    if (event->key() == Qt::Key_Backtab && !cursor.hasSelection()
        && !line.left(column).trimmed().isEmpty()) {
        return explain(editor, cursor.position()) || showCall(editor);
    }
    return false;
}

void CodeAssistant::keyDone(CodeEditor* editor, const QKeyEvent* event)
{
    const bool isOpen = m_list && m_list->isVisible() && m_editor == editor;
    const QString typed = event->text();
    const bool deletes = event->key() == Qt::Key_Backspace;
    if (isOpen) {
        if (deletes || (!typed.isEmpty() && isNameLetter(typed[0])))
            update(editor);
        else if (typed == QLatin1String("."))
            complete(editor);
        else if (event->key() != Qt::Key_Shift)
            m_list->hide();
    }
    if (typed == QLatin1String("(") || typed == QLatin1String(",")
        || (m_card && m_card->isVisible() && m_editor == editor
            && (deletes || !typed.isEmpty() || event->key() == Qt::Key_Left
                || event->key() == Qt::Key_Right)))
        showCall(editor);
    else if (m_card && event->key() != Qt::Key_Shift && event->key() != Qt::Key_Control)
        m_card->hide();
}

bool CodeAssistant::complete(CodeEditor* editor)
{
    m_editor = editor;
    update(editor);
    if (m_completions.names.empty())
        return false;
    // The only one there is needs no list.
    if (m_list && m_list->isVisible() && m_list->count() == 1)
        accept();
    return true;
}

void CodeAssistant::update(CodeEditor* editor)
{
    const std::string source = editor->text().toStdString();
    const int caret = utf8Offset(editor->text(), editor->textCursor().position());
    m_completions = help().complete(m_above ? m_above(editor) : std::string(), source, caret);
    if (m_completions.names.empty()) {
        if (m_list)
            m_list->hide();
        return;
    }
    if (m_card)
        m_card->hide();
    list()->setNames(m_completions.names);
    list()->showAt(placeOf(editor, utf16Position(source, m_completions.begin)));
}

void CodeAssistant::accept()
{
    const engine::NameHelp* const name = m_list ? m_list->chosen() : nullptr;
    if (!m_editor || !name)
        return;
    const std::string source = m_editor->text().toStdString();
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(utf16Position(source, m_completions.begin));
    cursor.setPosition(utf16Position(source, m_completions.end), QTextCursor::KeepAnchor);
    cursor.insertText(QString::fromStdString(name->name));
    m_editor->setTextCursor(cursor);
    m_list->hide();
}

bool CodeAssistant::showCall(CodeEditor* editor)
{
    const QString text = editor->text();
    const int position = editor->textCursor().position();
    const auto call = help().callAt(m_above ? m_above(editor) : std::string(), text.toStdString(),
                                    utf8Offset(text, position));
    if (!call) {
        if (m_card)
            m_card->hide();
        return false;
    }
    m_editor = editor;
    card()->showCall(*call, placeOf(editor, position));
    return true;
}

bool CodeAssistant::explain(CodeEditor* editor, int position)
{
    const QString text = editor->text();
    const auto name = help().nameAt(m_above ? m_above(editor) : std::string(), text.toStdString(),
                                    utf8Offset(text, position));
    if (!name || (name->signature.empty() && name->summary.empty()))
        return false;
    m_editor = editor;
    engine::NamePage page;
    if (const auto known = help().page(name->path))
        page = *known;
    page.help = *name;
    int begin = position;
    while (begin > 0 && isNameLetter(text[begin - 1]))
        --begin;
    card()->showPage(page, placeOf(editor, begin));
    return true;
}

} // namespace ui
