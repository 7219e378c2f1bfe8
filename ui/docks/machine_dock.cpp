#include "ui/docks/machine_dock.h"

#include "ui/widgets/severity_symbol.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrapping_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace imprint::ui {
MachineDock::MachineDock(QWidget* parent)
    : Dock(QStringLiteral("machine"), tr("This machine"), parent)
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(kMargin, kGap, kMargin, kMargin);
    column->setSpacing(kGap);
    m_summary = makeWrappingLabel(tr("Nobody has looked yet."), content);
    m_summary->setProperty("role", QStringLiteral("heading"));
    column->addWidget(m_summary);
    m_look = new QPushButton(tr("Look again"), content);
    m_look->setAccessibleName(tr("Look again what this machine has"));
    connect(m_look, &QPushButton::clicked, this, &MachineDock::lookWanted);
    column->addWidget(m_look, 0, Qt::AlignLeft);
    m_list = new QWidget(content);
    m_rows = new QVBoxLayout(m_list);
    m_rows->setContentsMargins(0, kSmallGap, 0, 0);
    m_rows->setSpacing(kMargin);
    column->addWidget(m_list);
    column->addStretch();
    setContent(content);
}

void MachineDock::showLooking()
{
    m_looked = true;
    m_look->setEnabled(false);
    m_summary->setText(tr("Looking…"));
}

void MachineDock::showNotes(const std::vector<MachineNote>& notes)
{
    m_look->setEnabled(true);
    m_summary->setText(machineSummary(notes));
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const MachineNote& note : notes)
        m_rows->addWidget(buildNote(note));
}

QWidget* MachineDock::buildNote(const MachineNote& note)
{
    auto* row = new QWidget(m_list);
    row->setAccessibleName(tr("%1: %2").arg(note.name, note.state));
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kGap);
    line->addWidget(new SeveritySymbol(note.severity, row), 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    auto* heading = makeWrappingLabel(tr("%1: %2").arg(note.name, note.state), row);
    heading->setProperty("role", QStringLiteral("heading"));
    column->addWidget(heading);
    for (const QString& found : note.found) {
        QLabel* seen = makeWrappingLabel(found, row);
        makeMuted(*seen);
        column->addWidget(seen);
    }
    for (const QString& mend : note.mend)
        column->addWidget(buildMend(mend));
    line->addLayout(column, 1);
    return row;
}

QWidget* MachineDock::buildMend(const QString& mend)
{
    auto* row = new QWidget(m_list);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 2, 0, 2);
    line->setSpacing(kGap);
    line->addWidget(makeWrappingLabel(tr("→ %1").arg(mend), row), 1);
    const QString command = commandIn(mend);
    if (!command.isEmpty()) {
        auto* copy = new QToolButton(row);
        copy->setText(tr("Copy"));
        copy->setToolTip(tr("Copy “%1”, for a terminal").arg(command));
        copy->setAccessibleName(tr("Copy the command %1").arg(command));
        connect(copy, &QToolButton::clicked, copy,
                [command] { QGuiApplication::clipboard()->setText(command); });
        line->addWidget(copy, 0, Qt::AlignTop);
    }
    return row;
}

/// The first time somebody sees it is early enough: trying encoders takes the processor for a moment.
void MachineDock::showEvent(QShowEvent* event)
{
    Dock::showEvent(event);
    if (!m_looked)
        Q_EMIT lookWanted();
}

} // namespace imprint::ui
