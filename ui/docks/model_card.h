#pragma once

#include "ui/models/model_row.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace imprint::ui {

/// One model in the dock: what it is, whether its output may be sold, whether it fits, and what can be done with it.
/// Thread: GUI.
class ModelCard : public QFrame {
    Q_OBJECT
public:
    explicit ModelCard(QWidget* parent = nullptr);

    void show(const ModelRow& row, std::int64_t machineBytes);
    const ModelRow& row() const { return m_row; }

Q_SIGNALS:
    void openWished(const QString& name);
    void downloadWished(const QString& name); ///< also: go on
    void pauseWished(const QString& name);
    void verifyWished(const QString& name);
    void folderWished(const QString& folder);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* addLabel(const QString& name, bool muted);
    QWidget* buildButtons();
    void showLicence();
    void showProgress();
    void showButtons();

    ModelRow m_row;
    QLabel* m_title = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_does = nullptr;
    QLabel* m_licence = nullptr;
    QLabel* m_meaning = nullptr;
    QLabel* m_size = nullptr;
    QLabel* m_memory = nullptr;
    QLabel* m_problem = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_amount = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_download = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_verify = nullptr;
    QPushButton* m_reveal = nullptr;
};

} // namespace imprint::ui
