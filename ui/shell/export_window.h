#pragma once

#include "ui/models/export_table.h"
#include "ui/models/export_view.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeView;

namespace imprint::ui {

/// Renders takes again at better settings: what is chosen goes to the end of a queue, which is worked on while all else goes on.
/// A window of its own, which may stay open or be closed at any time. Thread: GUI.
class ExportWindow : public QWidget {
    Q_OBJECT
public:
    explicit ExportWindow(QWidget* parent = nullptr);

    QSize sizeHint() const override { return {620, 560}; }

public Q_SLOTS:
    /// A take was chosen elsewhere: dropped, or just recorded.
    void chooseTake(const QString& folder);
    void showTake(const TakeView& take);
    void showForecast(const ExportForecast& forecast);
    void showRows(const std::vector<ExportRow>& rows);

Q_SIGNALS:
    /// showTake() is wanted for it.
    void takeChosen(const QString& folder);
    /// showForecast() is wanted for it.
    void choiceChanged(const ExportChoice& choice);
    void exportWanted(const ExportChoice& choice);
    void cancelWanted(int id);
    void removeWanted(int id);
    void showWanted(const QString& file);

private:
    QWidget* buildChoice();
    QWidget* buildTakeRow();
    QWidget* buildOutRow();
    QWidget* buildQueue();
    QWidget* buildQueueButtons();
    void browseTake();
    void browseOut();
    void suggestOut();
    void updateChoice();
    void updateQueueButtons();
    ExportChoice choice() const;
    const ExportPreset& preset() const;
    const ExportRow* selectedRow() const;

    std::vector<ExportPreset> m_presets;
    TakeView m_shown;
    bool m_outIsOwn = false; ///< its user chose the file's name
    ExportTable m_table;

    QLineEdit* m_take = nullptr;
    QLabel* m_about = nullptr;
    QLineEdit* m_out = nullptr;
    QSpinBox* m_size = nullptr;
    QSpinBox* m_steps = nullptr;
    QComboBox* m_format = nullptr;
    QPushButton* m_add = nullptr;
    QTreeView* m_queue = nullptr;
    QLabel* m_forecast = nullptr;
    QLabel* m_heading = nullptr;
    QLabel* m_empty = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_reveal = nullptr;
};

} // namespace imprint::ui
