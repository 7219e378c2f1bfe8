#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace imprint::ui {

/// A text that helps to find a problem, to be read, copied and saved by its user, and by nobody else. A window of its own.
/// Thread: GUI.
class ReportWindow : public QWidget {
    Q_OBJECT
public:
    explicit ReportWindow(QWidget* parent = nullptr);

    QSize sizeHint() const override { return {720, 560}; }

    void showText(const QString& text);
    QString text() const;

Q_SIGNALS:
    void saveWanted(const QString& file);

private:
    QWidget* buildButtons();
    void copy();
    void browse();

    QPlainTextEdit* m_text = nullptr;
};

} // namespace imprint::ui
