#include "ui/widgets/secret_field.h"

#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <utility>

namespace imprint::ui {

SecretField::SecretField(const QString& name, QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSmallGap);
    m_field = new QLineEdit(this);
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText |
                                 Qt::ImhSensitiveData);
    m_field->setAccessibleName(name);
    m_keep = new QCheckBox(tr("Keep it for the next start"), this);
    m_keep->setAccessibleName(tr("Keep it for the next start: %1").arg(name));
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    makeMuted(*m_note);
    for (QWidget* part : {static_cast<QWidget*>(m_field), static_cast<QWidget*>(m_keep),
                          static_cast<QWidget*>(m_note)})
        column->addWidget(part);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::editingFinished, this, [this] {
        if (std::exchange(m_told, secret()) != secret())
            Q_EMIT changed();
    });
    connect(m_keep, &QCheckBox::toggled, this, &SecretField::changed);
    showNote({});
}

void SecretField::showSecret(const QString& secret)
{
    m_told = secret;
    if (m_field->text() != secret)
        m_field->setText(secret);
}

void SecretField::showKept(bool kept)
{
    const QSignalBlocker quiet(m_keep);
    m_keep->setChecked(kept);
}

void SecretField::showNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QString SecretField::secret() const
{
    return m_field->text().trimmed();
}

bool SecretField::isKept() const
{
    return m_keep->isChecked();
}

} // namespace imprint::ui
