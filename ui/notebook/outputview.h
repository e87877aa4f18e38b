#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "engine/lesson/diagnostic.h"
#include "engine/lesson/output.h"
#include "ui/notebook/celllook.h"

class QVBoxLayout;

namespace ui {

/// What one code cell gave, below it: printed text, results with their "Out[n]", errors with their
/// hint.
class OutputView : public QWidget
{
    Q_OBJECT
public:
    static constexpr int longOutput = 200; ///< lines from which on an output starts collapsed
    static constexpr int shownOfLong = 40;

    explicit OutputView(QWidget* parent = nullptr);

    void setOutputs(const std::vector<engine::Output>& outputs,
                    const std::optional<engine::Diagnostic>& failure);
    /// `failureLine` counts from 1; `failureCell` is what the prompt of the failing cell says when
    /// it is another one, else empty.
    void setFailurePlace(int failureLine, const QString& failureCell);
    void setLook(const CellLook& look);
    void setStale(bool stale);
    /// Folded, it says in one line how much there is.
    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }

    bool isEmpty() const { return m_blocks.empty(); }
    /// All texts as shown when nothing is collapsed, in order.
    QString text() const;
    /// A sentence for the screen reader.
    QString description() const;

signals:
    void failurePlaceClicked();
    void foldedChanged(bool folded);

protected:
    void changeEvent(QEvent* event) override;

private:
    /// One kind of text in a row; successive writes to a stream are one block.
    struct Block
    {
        engine::Output output;
        bool expanded = false;
        bool traceback = false;
    };

    void rebuild();
    QWidget* foldedRow();
    bool eventFilter(QObject* watched, QEvent* event) override;
    QWidget* textRow(std::size_t index);
    /// A plot of this run, or a picture that the file had.
    QWidget* pictureRow(const engine::Output& output);
    QWidget* errorRow(std::size_t index);
    QWidget* row(const QString& prompt, QWidget* content);

    CellLook m_look;
    std::vector<Block> m_blocks;
    std::optional<engine::Diagnostic> m_failure;
    QString m_failureCell;
    int m_failureLine = 0;
    bool m_stale = false;
    bool m_folded = false;
    QVBoxLayout* m_layout;
};

} // namespace ui
