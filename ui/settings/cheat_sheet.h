#pragma once

#include <QDialog>

class QGridLayout;

namespace imprint::ui {

class ShortcutTable;

/// All keys on one page, for a glance: what "?" and the menu Help show. Not modal; Escape closes it.
/// Thread: GUI.
class CheatSheet : public QDialog {
    Q_OBJECT
public:
    /// table  outlives it
    explicit CheatSheet(const ShortcutTable& table, QWidget* parent = nullptr);

Q_SIGNALS:
    void editWished(); ///< the page of the settings where keys are changed

private:
    void fill();
    void addRow(const QString& text, const QString& key);

    const ShortcutTable& m_table;
    QWidget* m_content = nullptr;
    QGridLayout* m_grid = nullptr;
};

} // namespace imprint::ui
