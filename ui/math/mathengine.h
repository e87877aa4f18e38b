#pragma once

#include <QJSEngine>
#include <QJSValue>

#include <atomic>

#include "ui/math/drawlistreader.h"
#include "ui/math/formula.h"

namespace ui {

/// MathJax in Qt's JavaScript engine. Belongs to the thread that made it, and needs much of its
/// stack.
class MathEngine
{
public:
    /// Takes a fraction of a second. Fails without MathJax, or when interrupted.
    bool load();
    bool isLoaded() const { return m_typeset.isCallable(); }
    Formula typeset(const QString& tex, bool display);
    /// Ends what is running, with an error. From any thread.
    void interrupt() { m_engine.setInterrupted(true); }
    bool isInterrupted() const { return m_engine.isInterrupted(); }

    /// Whether the program has MathJax in it: not when it could not be fetched during the build.
    static bool isBuiltIn();

private:
    QJSEngine m_engine;
    QJSValue m_typeset;
    DrawListReader m_reader;
};

} // namespace ui
