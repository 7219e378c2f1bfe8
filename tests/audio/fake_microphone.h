#pragma once

#include "audio/device/capture.h"
#include "audio/realtime/live_clock.h"
#include "engine/core/error.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>

namespace imprint::test {

/// Time that passes when somebody sleeps.
class FakeClock final : public audio::LiveClock {
public:
    std::chrono::nanoseconds now() const override { return std::chrono::nanoseconds(m_now.load()); }

    void sleepUntil(std::chrono::nanoseconds time, std::stop_token) override { advanceTo(time); }

    void advance(std::chrono::nanoseconds by) { advanceTo(now() + by); }

    double seconds() const { return std::chrono::duration<double>(now()).count(); }

private:
    void advanceTo(std::chrono::nanoseconds time)
    {
        m_now.store(std::max(m_now.load(), time.count()));
    }

    std::atomic<std::int64_t> m_now = 1'000'000'000;
};

/// How a fake microphone behaves. Times in seconds of the fake clock. A test changes it while it runs, between two pieces: it is read
/// by the thread that reads the microphone alone.
struct FakeScript {
    static constexpr double kNever = std::numeric_limits<double>::infinity();

    int sampleRate = 48000;
    int channels = 1;
    double ppm = 0;         ///< its clock is faster
    double burst = 0.01;    ///< frames come in bursts of this length
    double endsAt = kNever; ///< the stream ends
    double stallsAt = kNever;
    double stallsUntil = kNever; ///< then all that was held back comes at once
    double silentFrom = kNever;  ///< exact zeros
    double silentUntil = kNever;
    /// Sample of a channel at a frame's index since the clock's beginning; never exactly 0.
    std::function<float(std::int64_t frame, int channel)> sound = [](std::int64_t frame, int) {
        return 0.25F + 0.2F * static_cast<float>(std::sin(0.05 * static_cast<double>(frame)));
    };
};

class FakeCapture final : public audio::Capture {
public:
    FakeCapture(std::shared_ptr<const FakeScript> script, const FakeClock& clock, std::string name)
        : m_script(std::move(script))
        , m_clock(clock)
        , m_name(std::move(name))
        , m_openedAt(clock.seconds())
    {
    }

    std::string deviceName() const override { return m_name; }
    int sampleRate() const override { return m_script->sampleRate; }
    int channels() const override { return m_script->channels; }

    std::size_t read(std::span<float> samples) noexcept override
    {
        catchUp();
        std::size_t count = 0;
        const auto channels = static_cast<std::size_t>(m_script->channels);
        for (; m_read < m_kept && count + channels <= samples.size(); ++m_read)
            for (int channel = 0; channel < m_script->channels; ++channel)
                samples[count++] = sampleOf(m_opened + m_read, channel);
        return count;
    }

    std::int64_t framesDelivered() const noexcept override
    {
        catchUp();
        return m_delivered;
    }
    std::int64_t framesLost() const noexcept override { return m_delivered - m_kept; }
    std::int64_t gaps() const noexcept override { return 0; }
    bool ended() const noexcept override { return m_clock.seconds() >= m_script->endsAt; }

private:
    std::int64_t framesAt(double seconds) const
    {
        seconds = std::min(seconds, m_script->endsAt);
        if (seconds >= m_script->stallsAt && seconds < m_script->stallsUntil)
            seconds = m_script->stallsAt;
        const double bursts = std::floor(seconds / m_script->burst);
        return static_cast<std::int64_t>(bursts * m_script->burst * m_script->sampleRate *
                                         (1 + m_script->ppm * 1e-6));
    }

    /// What the callback would have done by now: a ring of two seconds drops the newest.
    void catchUp() const
    {
        if (m_opened < 0)
            m_opened = framesAt(m_openedAt);
        const std::int64_t delivered =
            std::max(m_delivered, framesAt(m_clock.seconds()) - m_opened);
        const std::int64_t room = m_read + 2 * m_script->sampleRate - m_kept;
        m_kept += std::min(room, delivered - m_delivered);
        m_delivered = delivered;
    }

    float sampleOf(std::int64_t frame, int channel) const
    {
        const double at = static_cast<double>(frame) / m_script->sampleRate;
        if (at >= m_script->silentFrom && at < m_script->silentUntil)
            return 0;
        return m_script->sound(frame, channel);
    }

    std::shared_ptr<const FakeScript> m_script;
    const FakeClock& m_clock;
    std::string m_name;
    double m_openedAt;
    mutable std::int64_t m_opened = -1; // its frame number; found by the thread that reads
    std::int64_t m_read = 0;
    mutable std::int64_t m_kept = 0;
    mutable std::int64_t m_delivered = 0;
};

/// A machine whose microphones follow a script.
class FakeDevices final : public audio::CaptureDevices {
public:
    FakeDevices(const FakeClock& clock, std::shared_ptr<const FakeScript> script)
        : m_clock(clock)
        , m_script(std::move(script))
    {
    }

    std::vector<audio::InputDevice> list() override { return {}; }

    std::unique_ptr<audio::Capture> open(const std::string& name) override
    {
        ++m_tries;
        const std::scoped_lock lock(m_mutex);
        if (!m_present)
            throw Error(ErrorCode::NotFound, "no microphone was found", "Connect one");
        return std::make_unique<FakeCapture>(m_script, m_clock, name);
    }

    void remove()
    {
        const std::scoped_lock lock(m_mutex);
        m_present = false;
    }

    /// From now on devices of this script are opened.
    void insert(std::shared_ptr<const FakeScript> script)
    {
        const std::scoped_lock lock(m_mutex);
        m_present = true;
        m_script = std::move(script);
    }

    int tries() const { return m_tries; }

private:
    const FakeClock& m_clock;
    std::mutex m_mutex;
    std::shared_ptr<const FakeScript> m_script;
    bool m_present = true;
    std::atomic<int> m_tries = 0;
};

} // namespace imprint::test
