#pragma once

#include "ui/models/severity.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace imprint::ui {

/// What was found out about one thing of this machine.
struct MachineNote {
    QString name;
    Severity severity = Severity::Good;
    QString state;     ///< in a word: "works", "missing"
    QStringList found; ///< what was seen, a sentence each
    QStringList mend;  ///< what to do or type, a line each
};

/// The part of such a line that is to be typed into a terminal; empty: none.
QString commandIn(const QString& mend);

/// "Everything works", "Nothing is broken. Missing: 2, ...".
QString machineSummary(const std::vector<MachineNote>& notes);

} // namespace imprint::ui
