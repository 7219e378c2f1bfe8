#include "app/gui/log_link.h"

#include <QDesktopServices>
#include <QUrl>

#include <utility>

namespace imprint::app {
namespace {

constexpr int kLogLookMs = 250;

} // namespace

LogLink::LogLink(ui::LogDock& dock, DesktopLog log, QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_log(std::move(log))
{
    connect(&m_dock, &ui::LogDock::openFolderWished, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_log.folder)); });
    if (!m_log.tail)
        return;
    connect(&m_timer, &QTimer::timeout, this, &LogLink::fetch);
    m_timer.start(kLogLookMs);
}

void LogLink::fetch()
{
    const std::vector<LogLine> lines = m_log.tail->after(m_last);
    if (lines.empty())
        return;
    m_last = lines.back().number;
    m_dock.append(lines);
}

} // namespace imprint::app
