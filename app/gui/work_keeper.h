#pragma once

#include "app/session/autosave.h"

#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace imprint::app {

/// Keeps the unsaved work of this run on the disk, and holds what earlier runs left until its user has decided about it.
/// Thread: GUI.
class WorkKeeper : public QObject {
    Q_OBJECT
public:
    using Left = std::vector<std::shared_ptr<LeftAutosave>>;

    /// folder  of all programs of this user; empty: the usual one. One that cannot be used is told by failed().
    explicit WorkKeeper(std::string folder, QObject* parent = nullptr);

    const std::string& folder() const { return m_folder; }

    /// project  as it is now, and not as its file has it
    void keep(const Project& project, const QString& path);
    /// All is in the project's file.
    void saved();

    /// What was found, the first is to be decided about first.
    void hold(Left left) { m_left = std::move(left); }
    const LeftAutosave* first() const { return m_left.empty() ? nullptr : m_left.front().get(); }
    /// It is the work of now: it stays on the disk until this run's own autosave has it. Null if it cannot be read.
    std::shared_ptr<const LeftAutosave> restoreFirst();
    void discardFirst();
    bool isRestoring() const { return m_restored != nullptr; }

Q_SIGNALS:
    void failed(const QString& text, const QString& hint);

private:
    std::string m_folder;
    Left m_left;                              // the first is offered
    std::shared_ptr<LeftAutosave> m_restored; // until this run's own autosave has its work
    std::unique_ptr<Autosave> m_autosave;     // null: the folder cannot be used, which was told
};

} // namespace imprint::app
