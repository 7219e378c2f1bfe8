#include "ui/docks/memory_fit_bar.h"

#include "ui/docks/dock_parts.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace imprint::ui {
namespace {

constexpr double kBytesPerMegabyte = 1e6;

} // namespace

MemoryFitBar::MemoryFitBar(QWidget* parent)
    : QWidget(parent)
{
    auto* column = makeColumn(this, kSmallGap);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    auto* label = makeHeading(tr("&Fit in"), this);
    m_target = new QDoubleSpinBox(this);
    m_target->setRange(0.1, 999'999);
    m_target->setDecimals(1);
    m_target->setMinimumWidth(72);
    m_target->setValue(64);
    m_target->setAccessibleName(tr("Memory that the model may take"));
    m_target->setToolTip(tr("Of the model and its session, however long it lasts"));
    label->setBuddy(m_target);
    m_unit = new QComboBox(this);
    m_unit->addItem(tr("MB"), kBytesPerMegabyte);
    m_unit->addItem(tr("GB"), 1000 * kBytesPerMegabyte);
    m_unit->setAccessibleName(tr("Unit"));
    m_find = new QPushButton(tr("Find"), this);
    m_find->setToolTip(tr("Looks for the settings of the least loss that need no more"));
    row->addWidget(m_target, 1);
    row->addWidget(m_unit);
    row->addWidget(m_find);
    column->addWidget(label);
    column->addLayout(row);
    m_text = makeExplanation(this);
    column->addWidget(m_text);
    connect(m_find, &QPushButton::clicked, this, [this] {
        m_looking = true;
        setTextIfNew(*m_text, tr("Looking …"));
        refresh();
        Q_EMIT findWished(std::llround(m_target->value() * m_unit->currentData().toDouble()));
    });
    refresh();
}

void MemoryFitBar::setPossible(bool possible)
{
    m_possible = possible;
    refresh();
}

void MemoryFitBar::showAnswer(const QString& text)
{
    m_looking = false;
    setTextIfNew(*m_text, text);
    refresh();
}

void MemoryFitBar::clearAnswer()
{
    setTextIfNew(*m_text, {});
}

void MemoryFitBar::refresh()
{
    m_find->setEnabled(m_possible && !m_looking);
}

} // namespace imprint::ui
