#pragma once

#include <QWidget>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "engine/recording/seedreplay.h"
#include "ui/window/theme.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTextBrowser;
class QUrl;

namespace ui {

class Player;

/// What is fed in at the output of a gradient pass, and the row of the Jacobian that it gives; the
/// same forwards, which gives columns; and what either costs. The numbers are the tape's: the pass
/// is run again.
class SeedPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SeedPanel(Player* player, QWidget* parent = nullptr);
    ~SeedPanel() override;

    void setTheme(const Theme& theme);
    void setLanguage(engine::Language language);

    enum class Seed { Ones, OneHot, Own };
    void chooseSeed(Seed seed);
    void feedRow(int entry); ///< 1 at this entry of the target
    void pushColumn(int entry); ///< 1 at this entry of the source
    QString pageText() const;
    QString problem() const;
    QLineEdit* ownField() const { return m_own; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void load();
    void feed();
    void showPage();
    void follow(const QUrl& link);
    void retranslate();
    std::optional<std::vector<double>> ownNumbers() const;
    QString jacobianHtml() const;
    QString resultHtml() const;
    QString workHtml() const;
    QString nameOf(engine::NodeId node) const;
    int source() const;
    int target() const { return 0; }
    std::int64_t rowCount() const;
    std::int64_t columnCount() const;

    Player* m_player;
    Theme m_theme = Theme::light();
    engine::Language m_language = engine::Language::English;
    bool m_isStale = true;
    std::shared_ptr<const engine::Recording> m_recording;
    engine::PassId m_pass;
    std::unique_ptr<engine::SeedReplay> m_replay;

    std::map<std::int64_t, engine::Tensor> m_rows; ///< known: by entry of the target
    std::map<std::int64_t, engine::Tensor> m_columns; ///< by entry of the source
    std::optional<engine::Tensor> m_result; ///< of the last seed, at the chosen source
    QString m_resultName; ///< "ones · J"
    bool m_isResultMissing = false; ///< no gradient comes to the source
    int m_current = -1; ///< the row fed last, or the column pushed
    bool m_isCurrentColumn = false;
    int m_backwardWork = 0;
    int m_forwardWork = 0;

    QLabel* m_title;
    QComboBox* m_source;
    QLabel* m_sourceLabel;
    QComboBox* m_seed;
    QLabel* m_seedLabel;
    QSpinBox* m_entry;
    QLineEdit* m_own;
    QLabel* m_problem;
    QTextBrowser* m_page;
};

} // namespace ui
