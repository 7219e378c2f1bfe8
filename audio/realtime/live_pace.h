#pragma once

#include <chrono>
#include <cstdint>

namespace imprint::audio {

/// When the next piece of a live source is due by the machine's clock, learned from a device that delivers its own pieces a little
/// faster or slower, and in bursts. Says when silence must stand in for a device, and how much of a burst that comes after
/// such a silence is too much. Thread: its owner's.
class LivePace {
public:
    using Nanoseconds = std::chrono::nanoseconds;

    /// The first piece is due after its own length.
    void start(Nanoseconds now);
    bool started() const { return m_started; }

    Nanoseconds due() const { return m_due; }

    /// Whether more of the device's sound waits behind a piece.
    enum class Rest { Waits, Empty };

    /// A piece of the device was given out.
    void delivered(Nanoseconds now, Rest rest);

    /// A piece of silence was given out in the place of one that did not come.
    void filled(Nanoseconds now);

    /// A device has just been opened: none of its sound is late.
    void forgetFilled() { m_debt = {}; }

    /// The device lost this much sound, which is never given out.
    void skip(Nanoseconds length) { m_due += length; }

    /// Nobody fetched pieces for so long that they are given up. Returns the length of what is lost.
    Nanoseconds giveUpBacklog(Nanoseconds now);

    /// `available` of sound has arrived: how much of it repeats time for which silence was given out, and is to be thrown away.
    Nanoseconds surplus(Nanoseconds now, Nanoseconds available) const;
    void dropped(Nanoseconds length) { m_debt -= length; }

private:
    bool m_started = false;
    Nanoseconds m_due{};
    Nanoseconds m_debt{}; // silence that the device's late sound may still turn out to be for
    Nanoseconds m_filledAt{};
};

} // namespace imprint::audio
