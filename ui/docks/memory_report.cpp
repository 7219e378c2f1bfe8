#include "ui/docks/memory_report.h"

#include "ui/docks/dock_parts.h"
#include "ui/models/memory_words.h"

#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace imprint::ui {

MemoryReportBox::MemoryReportBox(QWidget* parent)
    : QWidget(parent)
{
    auto* column = makeColumn(this, kSmallGap);
    column->setContentsMargins(kMargin, kGap, kMargin, kGap);
    m_changes = makeHeading({}, this);
    m_report = makeExplanation(this);
    setRole(*m_report, {});
    m_report->setAccessibleName(tr("Effect of the change"));
    column->addWidget(m_changes);
    column->addWidget(m_report);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    m_apply = new QPushButton(this);
    m_apply->setProperty("role", QStringLiteral("primary"));
    m_discard = new QPushButton(tr("Discard"), this);
    m_discard->setAccessibleName(tr("Discard the change"));
    buttons->addWidget(m_apply);
    buttons->addWidget(m_discard);
    buttons->addStretch(1);
    // At the dock's end: the text above grows when the answer comes, and no button may jump from under a mouse.
    column->addLayout(buttons);
    connect(m_apply, &QPushButton::clicked, this, &MemoryReportBox::applyWished);
    connect(m_discard, &QPushButton::clicked, this, &MemoryReportBox::discardWished);
}

void MemoryReportBox::showChange(const MemoryChange& change)
{
    const MemoryReport report = change.report();
    const bool pending = change.pending();
    const QString total = reportTotalText(report);
    setVisible(report.kind != MemoryReport::Kind::Quiet);
    setTextIfNew(*m_changes, pending ? changesText(change.running(), change.wished()) : QString());
    setTextIfNew(*m_report, total.isEmpty()
                                ? reportText(report)
                                : QStringLiteral("%1\n%2").arg(reportText(report), total));
    setRole(*m_report,
            report.kind == MemoryReport::Kind::Refused ? QStringLiteral("error") : QString());
    const bool applying = report.kind == MemoryReport::Kind::Applying;
    m_apply->setVisible(pending && !applying);
    m_apply->setEnabled(!report.impossible);
    m_discard->setVisible(pending && !applying);
    const bool newStart = change.way() == ApplyWay::NewStart;
    const QString text = newStart ? tr("Apply with a new start") : tr("Apply");
    const QString keys = QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText);
    m_apply->setText(text);
    m_apply->setToolTip((newStart ? tr("The person begins again; recording and stream go on (%1)")
                                  : tr("From the next block on (%1)"))
                            .arg(keys));
}

} // namespace imprint::ui
