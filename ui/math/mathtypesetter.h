#pragma once

#include <QObject>

#include <chrono>
#include <memory>

#include "ui/math/formula.h"

namespace ui {

/// Typesets TeX on a thread of its own, which starts with the first formula, and keeps what it
/// made. One for the whole program, owned by the window or by whoever exports; whoever shows
/// formulas shows their plain text until they are ready.
class MathTypesetter : public QObject
{
    Q_OBJECT
public:
    explicit MathTypesetter(QObject* parent = nullptr);
    ~MathTypesetter() override; ///< gives up what is under way

    /// The formula when it is known already, at no cost; else null, and ready() tells when to ask
    /// again. A formula with an error stays one: show the plain text.
    FormulaPointer typeset(const QString& tex, bool display);
    /// Waits for the formula, for exports; null when it took longer.
    FormulaPointer typesetNow(const QString& tex, bool display,
                              std::chrono::milliseconds atMost = std::chrono::seconds(5));

    /// While numbers move: formulas that are not known yet wait until this was not called for a
    /// moment. Most of them would be out of date before they are there.
    void postpone();

    /// Whether this program was built with what it takes; without, every formula comes back at once
    /// with an error.
    static bool isAvailable();

signals:
    /// Formulas that were asked for are there; once for several.
    void ready();

private:
    struct Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace ui
