#include "ui/docks/talk_bar.h"

#include "ui/docks/dock_parts.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/talk_key.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

constexpr int kTalkButtonHeight = 36;

} // namespace

TalkBar::TalkBar(QWidget* parent)
    : QWidget(parent)
    , m_key(new TalkKey(*this))
{
    auto* layout = makeColumn(this);
    m_mute = new QPushButton(this);
    m_mute->setCheckable(true);
    m_mute->setProperty("role", QStringLiteral("live"));
    m_mute->setMinimumHeight(kTalkButtonHeight);
    layout->addWidget(m_mute);
    m_hold = new QPushButton(this);
    m_hold->setMinimumHeight(kTalkButtonHeight);
    layout->addWidget(m_hold);
    m_state = new QLabel(this);
    m_state->setWordWrap(true);
    layout->addWidget(m_state);
    layout->addWidget(buildPushToTalk());
    connect(m_mute, &QPushButton::clicked, this, [this](bool muted) {
        m_talk.setMuted(muted);
        refresh();
        Q_EMIT used();
    });
    connect(m_hold, &QPushButton::pressed, this, [this] { hold(true); });
    connect(m_hold, &QPushButton::released, this, [this] { hold(false); });
    connect(m_key, &TalkKey::pressed, this, [this] { hold(true); });
    connect(m_key, &TalkKey::released, this, [this] { hold(false); });
    refresh();
}

QWidget* TalkBar::buildPushToTalk()
{
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto* pushToTalk = new QCheckBox(tr("Push to talk"), box);
    pushToTalk->setToolTip(
        tr("You are heard only while the key is held. It works everywhere in this "
           "window except in text fields; buttons answer to Enter meanwhile."));
    row->addWidget(pushToTalk, 1);
    m_keyField = buildKeyField();
    row->addWidget(m_keyField);
    connect(pushToTalk, &QCheckBox::toggled, this, [this](bool on) {
        m_talk.setPushToTalk(on);
        m_key->setActive(on);
        refresh();
        Q_EMIT used();
    });
    return box;
}

/// One key without modifiers: a held chord lets go too easily.
QWidget* TalkBar::buildKeyField()
{
    auto* field = new QKeySequenceEdit(QKeySequence(m_key->key()), this);
    field->setAccessibleName(tr("Key of push to talk"));
    field->setToolTip(tr("Click here, then press the key that you want to hold."));
    field->setMaximumWidth(96);
    connect(field, &QKeySequenceEdit::keySequenceChanged, this,
            [this, field](const QKeySequence& keys) {
                if (keys.isEmpty())
                    return;
                m_key->setKey(keys[0].key());
                const QSignalBlocker quiet(field);
                field->setKeySequence(QKeySequence(m_key->key()));
                refresh();
            });
    return field;
}

void TalkBar::hold(bool held)
{
    held ? m_talk.press() : m_talk.release();
    refresh();
    Q_EMIT used();
}

void TalkBar::observe(bool muted)
{
    m_talk.observe(muted);
    refresh();
}

void TalkBar::setHeardText(const QString& text)
{
    m_heardText = text;
    refresh();
}

void TalkBar::refresh()
{
    const bool push = m_talk.pushToTalk();
    const bool muted = m_talk.muted();
    m_mute->setVisible(!push);
    m_mute->setChecked(muted);
    m_mute->setText(muted ? tr("Muted: click to be heard") : tr("Mute"));
    m_mute->setIcon(
        icon(muted ? Icon::MicrophoneOff : Icon::Microphone, Tint::Text, Tint::OnAccent));
    m_hold->setVisible(push);
    m_hold->setText(m_talk.held() ? tr("You are heard")
                                  : tr("Hold to talk (%1)").arg(m_key->keyText()));
    m_hold->setIcon(icon(m_talk.held() ? Icon::Microphone : Icon::MicrophoneOff));
    m_keyField->setVisible(push);
    setRole(*m_state, muted ? QStringLiteral("error") : QStringLiteral("muted"));
    m_state->setText(stateText());
    m_state->setVisible(!m_state->text().isEmpty());
}

QString TalkBar::stateText() const
{
    if (!m_talk.muted())
        return m_heardText;
    return m_talk.pushToTalk() ? tr("Muted until you hold the key.") : tr("Nothing is heard.");
}

} // namespace imprint::ui
