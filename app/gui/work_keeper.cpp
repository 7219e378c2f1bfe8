#include "app/gui/work_keeper.h"

#include "app/session/state_directory.h"
#include "ui/models/message_words.h"

#include <QCoreApplication>
#include <QPointer>

#include <utility>

namespace imprint::app {

WorkKeeper::WorkKeeper(std::string folder, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    // The autosave's thread tells this one; what comes when this object is gone is dropped.
    const auto onGui = [self = QPointer<WorkKeeper>(this)](auto action) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, action = std::move(action)] {
                if (self)
                    action(*self);
            },
            Qt::QueuedConnection);
    };
    const auto tell = [onGui](const Error& error) {
        onGui([text = ui::inWords(error.what()), hint = ui::inWords(error.hint())](
                  WorkKeeper& keeper) { Q_EMIT keeper.failed(text, hint); });
    };
    const auto written = [onGui] {
        onGui([](WorkKeeper& keeper) {
            if (const auto restored = std::exchange(keeper.m_restored, nullptr))
                restored->discard();
        });
    };
    try {
        if (m_folder.empty())
            m_folder = stateDirectory();
        m_autosave = std::make_unique<Autosave>(
            Autosave::Settings{.folder = m_folder, .written = written, .failed = tell});
    } catch (const Error& error) {
        tell(error);
    }
}

void WorkKeeper::keep(const Project& project, const QString& path)
{
    if (m_autosave)
        m_autosave->changed(project, path.toStdString());
}

void WorkKeeper::saved()
{
    if (m_autosave)
        m_autosave->saved();
}

std::shared_ptr<const LeftAutosave> WorkKeeper::restoreFirst()
{
    if (m_left.empty() || !m_left.front()->project)
        return nullptr;
    m_restored = m_left.front();
    m_left.erase(m_left.begin());
    return m_restored;
}

void WorkKeeper::discardFirst()
{
    if (m_left.empty())
        return;
    m_left.front()->discard();
    m_left.erase(m_left.begin());
}

} // namespace imprint::app
