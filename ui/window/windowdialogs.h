#pragma once

#include <QString>

class QWidget;

namespace ui {

class Actions;

// What the window asks and tells in dialogs. The file dialogs give an empty path when the user
// thought better of it.

QString askForLesson(QWidget* parent, const QString& near);
QString askWhereToSave(QWidget* parent, const QString& suggested);
QString askWhereToExport(QWidget* parent, const QString& suggested);

enum class UnsavedAnswer { Save, Discard, Cancel };
UnsavedAnswer askAboutUnsaved(QWidget* parent, const QString& title);

struct Draft;
enum class DraftAnswer { Recover, Discard, Later };
DraftAnswer askAboutDraft(QWidget* parent, const Draft& draft);

void complain(QWidget* parent, const QString& text, const QString& detail);
void showShortcuts(QWidget* parent, const Actions& actions);
void showAbout(QWidget* parent);

} // namespace ui
