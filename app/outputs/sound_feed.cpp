#include "app/outputs/sound_feed.h"

#include "app/outputs/device_delay.h"
#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace imprint::app {
namespace {

constexpr double kTargetSpeed = 0.015;    // s per second, as the offset moves
constexpr double kSlack = 0.045;          // s above the target: more than a moment that came early
constexpr std::size_t kFadeSamples = 240; // 5 ms at 48 kHz: no click
constexpr float kDecay = 0.98F;           // per sample: a cut sound is gone after some 5 ms
constexpr float kInaudible = 1e-5F;       // and exactly silent then
constexpr double kLargestLateness = 0.1;  // s: a reader later than that has stopped

std::int64_t nanoseconds(SoundFeed::Time time)
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

double seconds(std::chrono::milliseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

SoundFeed::SoundFeed(int sampleRate)
    : m_rate(sampleRate)
    , m_ring(static_cast<std::size_t>(sampleRate *
                                      (seconds(kLongestOffset) + seconds(kDeviceDelay) + 0.25)))
    , m_bender(sampleRate)
    , m_regulator(sampleRate)
    , m_target(seconds(kDeviceDelay) * sampleRate)
{
}

void SoundFeed::setListening(bool listening) noexcept
{
    m_phase.store(listening ? Phase::ReaderClears : Phase::Closed, std::memory_order_release);
}

void SoundFeed::setOffset(std::chrono::milliseconds offset)
{
    if (offset < offset.zero() || offset > kLongestOffset)
        throw Error(ErrorCode::BadConfig,
                    concat("the voice cannot be delayed by ", offset.count(), " ms"),
                    concat("Give 0 to ", kLongestOffset.count(), " ms"));
    m_wantedOffset.store(seconds(offset) * m_rate, std::memory_order_relaxed);
}

/// Samples between the writer and what is heard at `now`: those in the ring, and the rest of the piece that was pulled last
/// (negative where the next pull is late). So the delay is known finer than the pieces in which it is pulled.
double SoundFeed::held(Time now) const noexcept
{
    for (;;) {
        const std::int64_t until = m_takenUntil.load(std::memory_order_acquire);
        const auto inRing = static_cast<double>(m_ring.size());
        if (until != m_takenUntil.load(std::memory_order_acquire))
            continue; // a pull came between the two; the next one is milliseconds away
        const double ahead = static_cast<double>(until - nanoseconds(now)) * 1e-9;
        return inRing + std::max(ahead, -kLargestLateness) * m_rate;
    }
}

double SoundFeed::wantedTarget() const
{
    const auto piece = static_cast<double>(m_piece.load(std::memory_order_relaxed));
    return std::max(seconds(kDeviceDelay) * m_rate, piece + seconds(kLatePushes) * m_rate) +
           m_wantedOffset.load(std::memory_order_relaxed);
}

void SoundFeed::moveTarget(double elapsed)
{
    const double step = kTargetSpeed * elapsed;
    m_target = std::clamp(wantedTarget(), m_target - step, m_target + step);
}

void SoundFeed::fillWithSilence(Time now)
{
    const double missing = m_target - std::max(held(now), 0.0);
    if (missing < 1)
        return;
    m_ring.write(std::vector<float>(static_cast<std::size_t>(missing)));
    m_regulator.restart();
}

/// Leaves out up to `excess` samples, by fading from the beginning of `sound` over to what follows the left out part.
std::span<float> SoundFeed::trimmed(std::span<float> sound, double excess)
{
    if (sound.size() <= kFadeSamples)
        return sound;
    const std::size_t out = std::min(static_cast<std::size_t>(excess), sound.size() - kFadeSamples);
    const std::span<float> kept = sound.subspan(out);
    std::array<float, kFadeSamples> head; // a copy: the parts may overlap
    std::copy_n(sound.begin(), kFadeSamples, head.begin());
    for (std::size_t at = 0; at < kFadeSamples; ++at) {
        const float share = static_cast<float>(at) / kFadeSamples;
        kept[at] = head[at] * (1 - share) + kept[at] * share;
    }
    m_regulator.shifted(-static_cast<double>(out));
    m_trims.fetch_add(1, std::memory_order_relaxed);
    m_trimmedSamples.fetch_add(static_cast<std::int64_t>(out), std::memory_order_relaxed);
    return kept;
}

void SoundFeed::push(std::span<const float> sound, Time now)
{
    const Phase phase = m_phase.load(std::memory_order_acquire);
    if (phase != Phase::WriterFills && phase != Phase::Open)
        return;
    const bool ranDry = m_ranDry.exchange(false, std::memory_order_acq_rel);
    const bool afresh = ranDry || phase == Phase::WriterFills;
    if (afresh)
        fillWithSilence(now);
    const auto elapsed = static_cast<double>(sound.size());
    moveTarget(elapsed);
    const double before = held(now);
    std::span<float> bent = m_bender.bend(sound, m_regulator.update(before, m_target, elapsed));
    if (before > m_target + kSlack * m_rate)
        bent = trimmed(bent, before - m_target);
    if (afresh)
        for (std::size_t at = 0; at < std::min(bent.size(), kFadeSamples); ++at)
            bent[at] *= static_cast<float>(at) / kFadeSamples;
    m_ring.write(bent);
    Phase expected = Phase::WriterFills;
    m_phase.compare_exchange_strong(expected, Phase::Open, std::memory_order_acq_rel);
    m_delayMs.store(m_regulator.delay() / m_rate * 1000, std::memory_order_relaxed);
    m_driftPpm.store(m_regulator.driftPpm(), std::memory_order_relaxed);
}

void SoundFeed::pull(std::span<float> out, Time now) noexcept
{
    if (m_phase.load(std::memory_order_acquire) == Phase::ReaderClears) {
        std::array<float, 512> gone; // looked at by nobody
        while (m_ring.read(gone) > 0) {
        }
        Phase expected = Phase::ReaderClears;
        m_phase.compare_exchange_strong(expected, Phase::WriterFills, std::memory_order_acq_rel);
    }
    m_piece.store(static_cast<std::int64_t>(out.size()), std::memory_order_relaxed);
    const std::size_t got = m_ring.read(out);
    if (got > 0)
        m_lastSample = out[got - 1];
    for (std::size_t at = got; at < out.size(); ++at) {
        m_lastSample = std::abs(m_lastSample) < kInaudible ? 0 : m_lastSample * kDecay;
        out[at] = m_lastSample;
    }
    const auto length = static_cast<double>(out.size()) / m_rate * 1e9;
    m_takenUntil.store(nanoseconds(now) + static_cast<std::int64_t>(length),
                       std::memory_order_release);
    const bool dry = got < out.size() && m_phase.load(std::memory_order_acquire) == Phase::Open;
    if (dry) {
        m_ranDry.store(true, std::memory_order_release);
        m_silentSamples.fetch_add(static_cast<std::int64_t>(out.size() - got),
                                  std::memory_order_relaxed);
        if (!m_dry)
            m_underruns.fetch_add(1, std::memory_order_relaxed);
    }
    m_dry = dry;
}

SoundFeedFigures SoundFeed::figures() const noexcept
{
    return {.delayMs = m_delayMs.load(std::memory_order_relaxed),
            .driftPpm = m_driftPpm.load(std::memory_order_relaxed),
            .underruns = m_underruns.load(std::memory_order_relaxed),
            .silentSamples = m_silentSamples.load(std::memory_order_relaxed),
            .trims = m_trims.load(std::memory_order_relaxed),
            .trimmedSamples = m_trimmedSamples.load(std::memory_order_relaxed)};
}

} // namespace imprint::app
