#pragma once

#include <QObject>

#include <functional>

namespace imprint::app {

/// While it lives, what asks the program to end from outside (SIGTERM at a logout, Ctrl-C, a terminal that closes) ends it as a
/// user does, but without a question: outputs are finished, nothing is lost. One per process. Thread: GUI.
class QuitSignals : public QObject {
    Q_OBJECT
public:
    /// wanted is called on this thread, once per signal. Throws Error(Io).
    explicit QuitSignals(std::function<void()> wanted, QObject* parent = nullptr);
    ~QuitSignals() override;

private:
    std::function<void()> m_wanted;
};

} // namespace imprint::app
