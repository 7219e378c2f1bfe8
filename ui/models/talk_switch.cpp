#include "ui/models/talk_switch.h"

namespace imprint::ui {

void TalkSwitch::setPushToTalk(bool on)
{
    if (on == m_pushToTalk)
        return;
    m_muted = muted();
    m_pushToTalk = on;
    m_held = false;
}

void TalkSwitch::setMuted(bool muted)
{
    if (!m_pushToTalk)
        m_muted = muted;
}

void TalkSwitch::observe(bool muted)
{
    if (!m_pushToTalk)
        m_muted = muted;
    else if (muted)
        m_held = false;
}

} // namespace imprint::ui
