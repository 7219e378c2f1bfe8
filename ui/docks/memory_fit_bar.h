#pragma once

#include <QWidget>

#include <cstdint>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace imprint::ui {

/// Asks for settings that need no more memory than is given here. Thread: GUI.
class MemoryFitBar : public QWidget {
    Q_OBJECT
public:
    explicit MemoryFitBar(QWidget* parent = nullptr);

    /// Whether anything can be looked for now.
    void setPossible(bool possible);
    /// What was found, or why nothing was.
    void showAnswer(const QString& text);
    void clearAnswer();

Q_SIGNALS:
    void findWished(std::int64_t targetBytes);

private:
    void refresh();

    bool m_possible = false;
    bool m_looking = false;
    QDoubleSpinBox* m_target = nullptr;
    QComboBox* m_unit = nullptr;
    QPushButton* m_find = nullptr;
    QLabel* m_text = nullptr;
};

} // namespace imprint::ui
