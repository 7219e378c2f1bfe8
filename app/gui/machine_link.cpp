#include "app/gui/machine_link.h"

#include "app/doctor/examination.h"
#include "app/gui/tr.h"

#include <map>
#include <string>
#include <utility>

namespace imprint::app {
namespace {

QString nameOf(const std::string& check)
{
    const std::map<std::string, QString> names = {
        {"processor", MachineLink::tr("Processor")},
        {"memory", MachineLink::tr("Memory")},
        {"gpu", MachineLink::tr("Graphics card")},
        {"models", MachineLink::tr("Models")},
        {"engine", MachineLink::tr("Engine")},
        {"microphone", MachineLink::tr("Microphone")},
        {"pipewire", MachineLink::tr("Virtual camera and microphone")},
        {"v4l2loopback", MachineLink::tr("Camera module")},
        {"codecs", MachineLink::tr("Codecs")},
        {"card codecs", MachineLink::tr("Codecs of the graphics card")},
        {"disk", MachineLink::tr("Disk")},
        {"recordings", MachineLink::tr("Recordings")}};
    const auto found = names.find(check);
    return found != names.end() ? found->second : QString::fromStdString(check);
}

QStringList toStrings(const std::vector<std::string>& lines)
{
    QStringList strings;
    for (const std::string& line : lines)
        strings << QString::fromStdString(line);
    return strings;
}

QString stateWords(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Ok: return tr("works");
    case Verdict::Note: return tr("works, with a note");
    case Verdict::Missing: return tr("missing");
    case Verdict::Broken: break;
    }
    return tr("broken");
}

ui::MachineNote noteOf(const Check& check)
{
    ui::MachineNote note{.name = nameOf(check.name),
                         .state = stateWords(check.verdict),
                         .found = toStrings(check.found),
                         .mend = toStrings(check.mend)};
    switch (check.verdict) {
    case Verdict::Ok: note.severity = ui::Severity::Good; break;
    case Verdict::Note: note.severity = ui::Severity::Information; break;
    case Verdict::Missing: note.severity = ui::Severity::Warning; break;
    case Verdict::Broken: note.severity = ui::Severity::Error; break;
    }
    return note;
}

} // namespace

MachineLink::MachineLink(ui::MachineDock& dock, QObject* parent)
    : QObject(parent)
    , m_dock(dock)
{
    connect(&dock, &ui::MachineDock::lookWanted, this, &MachineLink::look);
}

void MachineLink::look()
{
    m_dock.showLooking();
    m_doctor = std::jthread([this](std::stop_token stop) {
        std::vector<ui::MachineNote> notes;
        for (const Examination& examination : machineExaminations()) {
            if (stop.stop_requested())
                return;
            notes.push_back(noteOf(examine(examination)));
        }
        QMetaObject::invokeMethod(
            this, [this, notes = std::move(notes)] { m_dock.showNotes(notes); },
            Qt::QueuedConnection);
    });
}

} // namespace imprint::app
