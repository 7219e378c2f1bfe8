#pragma once

namespace imprint::ui {

/// Whether the microphone is heard: muted by its user, or by push to talk while nobody holds the key.
/// Whoever else mutes or unmutes (a menu, a global key) is told of by observe(). Thread: its owner's.
class TalkSwitch {
public:
    bool pushToTalk() const { return m_pushToTalk; }
    bool held() const { return m_held; }
    bool muted() const { return m_pushToTalk ? !m_held : m_muted; }

    /// Switched off, the microphone stays as it is heard now: never on by surprise.
    void setPushToTalk(bool on);
    /// Heeded only without push to talk.
    void setMuted(bool muted);
    void press() { m_held = m_pushToTalk; }
    void release() { m_held = false; }

    /// Somebody else muted or unmuted. Muted lets go of the key. Unmuted while push to talk waits for its key is not accepted: muted() still
    /// says what is to be.
    void observe(bool muted);

private:
    bool m_pushToTalk = false;
    bool m_held = false;
    bool m_muted = false;
};

} // namespace imprint::ui
