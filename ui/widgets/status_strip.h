#pragma once

#include "ui/models/status_view.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;

namespace imprint::ui {

class ElidedLabel;
class SeveritySymbol;

/// The status bar's content: left what happened last, right how it goes. Thread: GUI.
class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);

public Q_SLOTS:
    void setView(const StatusView& view);
    /// What happened, on one line; stays until the next.
    void say(const QString& text);

private:
    /// A figure, and its sign while there is something to say about it.
    struct Part {
        QWidget* whole = nullptr;
        SeveritySymbol* sign = nullptr;
        QLabel* text = nullptr;
    };

    Part addPart(const QString& name);
    static void fill(const Part& part, const StatusPart& value);
    void showLamps(const std::vector<StatusLamp>& lamps);

    QHBoxLayout* m_layout = nullptr;
    ElidedLabel* m_message = nullptr;
    QWidget* m_lampBox = nullptr; // as many lights as there were at most
    Part m_engine;
    Part m_rate;
    Part m_delay;
    Part m_losses;
    Part m_memory;
};

} // namespace imprint::ui
