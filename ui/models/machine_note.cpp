#include "ui/models/machine_note.h"

#include "ui/models/tr.h"

#include <algorithm>

namespace imprint::ui {
namespace {

/// Programs that a line tells to start.
const QStringList& programs()
{
    static const QStringList names = {QStringLiteral("sudo "),      QStringLiteral("systemctl "),
                                      QStringLiteral("nvidia-smi"), QStringLiteral("imprint-cli "),
                                      QStringLiteral("pactl "),     QStringLiteral("docker ")};
    return names;
}

int countOf(const std::vector<MachineNote>& notes, Severity severity)
{
    return static_cast<int>(std::count_if(notes.begin(), notes.end(), [&](const MachineNote& note) {
        return note.severity == severity;
    }));
}

} // namespace

QString commandIn(const QString& mend)
{
    qsizetype begin = -1;
    for (const QString& program : programs()) {
        const qsizetype at = mend.indexOf(program);
        const bool isWord = at == 0 || (at > 0 && QStringLiteral(" (").contains(mend[at - 1]));
        if (isWord && (begin < 0 || at < begin))
            begin = at;
    }
    if (begin < 0)
        return {};
    // An explanation stands behind four spaces, a second step behind a semicolon.
    QString command = mend.mid(begin);
    for (const QString& end : {QStringLiteral("    "), QStringLiteral("; "), QStringLiteral(")")})
        command = command.left(command.indexOf(end) < 0 ? command.size() : command.indexOf(end));
    return command.trimmed();
}

QString machineSummary(const std::vector<MachineNote>& notes)
{
    const int broken = countOf(notes, Severity::Error);
    const int missing = countOf(notes, Severity::Warning);
    if (broken > 0 && missing > 0)
        return tr("Broken: %1, mend these first. Missing: %2, needed only for what they name.")
            .arg(broken)
            .arg(missing);
    if (broken > 0)
        return tr("Broken: %1").arg(broken);
    if (missing > 0)
        return tr("Nothing is broken. Missing: %1, needed only for what they name.").arg(missing);
    return tr("Everything works");
}

} // namespace imprint::ui
