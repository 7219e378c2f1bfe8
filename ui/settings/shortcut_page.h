#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace imprint::ui {

class ShortcutTable;

/// Where keys are given to actions: a table in which a key is pressed into its cell, with clashes said in words.
/// Thread: GUI.
class ShortcutPage : public QWidget {
    Q_OBJECT
public:
    /// table  outlives it
    explicit ShortcutPage(ShortcutTable& table, QWidget* parent = nullptr);

    /// Shows the actions whose text or key has these words; returns how many do.
    int setFilter(const QString& words);

private:
    QTableView* buildView();
    QWidget* buildButtons();
    int currentRow() const; ///< of the table; -1: none
    void showState();

    ShortcutTable& m_table;
    QSortFilterProxyModel* m_shown = nullptr;
    QTableView* m_view = nullptr;
    QPushButton* m_change = nullptr;
    QPushButton* m_clear = nullptr;
    QPushButton* m_reset = nullptr;
    QLabel* m_clashes = nullptr;
};

} // namespace imprint::ui
