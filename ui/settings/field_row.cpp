#include "ui/settings/field_row.h"

#include "ui/settings/field_editor.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

namespace imprint::ui {
namespace {

constexpr int kEditorWidth = 150; // a dock of 320 leaves as much for the label

} // namespace

FieldRow::FieldRow(FieldSpec spec, FormDensity density, QWidget* parent)
    : QWidget(parent)
    , m_spec(std::move(spec))
    , m_value(m_spec.standard)
{
    setObjectName(QStringLiteral("row-") + m_spec.key);
    m_editor = new FieldEditor(m_spec, this);
    m_editor->setFixedWidth(density == FormDensity::Roomy ? kEditorWidth + 50 : kEditorWidth - 10);
    m_label = buildLabel();
    m_reset = buildReset();
    m_lock = buildLock();
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, kSmallGap, 0, kSmallGap);
    layout->setHorizontalSpacing(kGap);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_label, 0, 0, Qt::AlignVCenter);
    const int rows = density == FormDensity::Roomy ? 2 : 1;
    layout->addWidget(m_editor, 0, 1, rows, 1, Qt::AlignVCenter);
    layout->addWidget(m_reset, 0, 2, rows, 1, Qt::AlignVCenter);
    if (density == FormDensity::Roomy)
        layout->addWidget(buildHelp(), 1, 0);
    layout->addWidget(m_lock, rows, 0, 1, 3);
    connect(m_editor, &FieldEditor::edited, this, &FieldRow::take);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        m_editor->setValue(m_spec.standard);
        m_editor->setFocus(); // the button is about to vanish below the keyboard's focus
        take(m_spec.standard);
    });
    showState();
}

void FieldRow::setValue(const QVariant& value)
{
    m_value = value;
    m_editor->setValue(value);
    showState();
}

void FieldRow::setLockReason(const QString& reason)
{
    m_lock->setText(reason);
    m_lock->setVisible(!reason.isEmpty());
    m_editor->setEnabled(reason.isEmpty());
    m_reset->setEnabled(reason.isEmpty());
    m_editor->control()->setAccessibleDescription(
        reason.isEmpty() ? m_spec.help : tr("%1. %2").arg(m_spec.help, reason));
}

QLabel* FieldRow::buildLabel()
{
    auto* label = new QLabel(m_spec.label, this);
    label->setWordWrap(true);
    label->setBuddy(m_editor->control());
    label->setToolTip(fieldTooltip(m_spec));
    return label;
}

QLabel* FieldRow::buildHelp()
{
    auto* help = new QLabel(m_spec.help, this);
    help->setWordWrap(true);
    makeMuted(*help);
    return help;
}

QToolButton* FieldRow::buildReset()
{
    auto* button = new QToolButton(this);
    button->setIcon(icon(Icon::Undo));
    button->setAutoRaise(true);
    const QString what = tr("Back to the default: %1").arg(fieldValueText(m_spec, m_spec.standard));
    button->setToolTip(what);
    button->setAccessibleName(tr("%1: %2").arg(m_spec.label, what));
    button->setObjectName(QStringLiteral("reset-") + m_spec.key);
    QSizePolicy policy = button->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // editors stay in line
    button->setSizePolicy(policy);
    return button;
}

QLabel* FieldRow::buildLock()
{
    auto* lock = new QLabel(this);
    lock->setObjectName(QStringLiteral("lock-") + m_spec.key);
    lock->setWordWrap(true);
    lock->setProperty("role", QStringLiteral("warn"));
    lock->hide();
    return lock;
}

void FieldRow::take(const QVariant& value)
{
    m_value = value;
    showState();
    Q_EMIT edited(m_spec.key, value);
}

void FieldRow::showState()
{
    m_reset->setVisible(isChanged());
    QFont font = m_label->font();
    font.setBold(isChanged());
    m_label->setFont(font);
    m_label->setAccessibleDescription(isChanged() ? tr("changed from the default") : QString());
}

} // namespace imprint::ui
