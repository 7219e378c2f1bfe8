#include "audio/dsp/drift_corrector.h"

#include "audio/realtime/stream_position.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

using namespace imprint::audio;

namespace {

/// A sine of the source's own clock, and the largest second difference that an undisturbed one has.
class Sine {
public:
    static constexpr double kAmplitude = 0.5;

    explicit Sine(double hertz)
        : m_step(std::polar(1.0, 2 * std::numbers::pi * hertz / 48000))
        , m_bend(kAmplitude * std::pow(2 * std::numbers::pi * hertz / 48000, 2))
    {
    }

    void fill(std::vector<float>& piece)
    {
        for (float& sample : piece) {
            sample = static_cast<float>(kAmplitude * m_phase.imag());
            m_phase *= m_step;
        }
        m_phase /= std::abs(m_phase);
    }

    double bend() const { return m_bend; }

private:
    std::complex<double> m_phase = 1;
    std::complex<double> m_step;
    double m_bend;
};

/// The largest second difference of a stream of sound.
class Bend {
public:
    void look(const std::vector<float>& sound)
    {
        for (const double sample : sound) {
            if (++m_count > 2000) // the beginning of the sine is a corner of its own
                m_most = std::max(m_most, std::abs(sample - 2 * m_last + m_before));
            m_before = m_last;
            m_last = sample;
        }
    }

    double most() const { return m_most; }

private:
    int m_count = 0;
    double m_last = 0;
    double m_before = 0;
    double m_most = 0;
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::int64_t kSeconds = 300; // an hour of instrumented sines takes minutes
#else
constexpr std::int64_t kSeconds = 3600;
#endif

constexpr double kWanted = 2400; // samples that shall wait for the consumer

/// A source that is faster than its consumer by `ppm`, whose pieces come up to 20 ms late.
class FastSource {
public:
    explicit FastSource(double ppm)
        : m_samplesPerSecond(48000 * (1 + ppm * 1e-6))
    {
    }

    /// When the next piece arrives, in seconds.
    double nextArrival() const
    {
        const double ready = static_cast<double>(m_pieces + 1) * 480 / m_samplesPerSecond;
        return ready + 0.002 * static_cast<double>(m_pieces * 7 % 11);
    }

    void take() { ++m_pieces; }

    /// Samples that exist by `seconds` and were not taken.
    double underWay(double seconds) const
    {
        return seconds * m_samplesPerSecond - static_cast<double>(m_pieces) * 480;
    }

private:
    double m_samplesPerSecond;
    std::int64_t m_pieces = 0;
};

std::chrono::nanoseconds clockTime(double seconds)
{
    return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
}

} // namespace

TEST_CASE("DriftCorrector: in an hour of 200 ppm the offset stays below 10 ms, without a click",
          "[audio][drift]")
{
    const double ppm = GENERATE(200.0, -200.0);
    CAPTURE(ppm);
    DriftCorrector corrector;
    FastSource source(ppm);
    StreamPosition made(48000);
    StreamPosition taken(48000);
    Sine sine(1000);
    Bend bend;
    std::vector<float> piece(480);
    std::vector<float> sound;
    std::int64_t madeSamples = static_cast<std::int64_t>(kWanted);
    double leastWaiting = kWanted;
    double worstOffset = 0;
    double offset = 0;
    for (std::int64_t tick = 1; tick <= kSeconds * 100; ++tick) { // of the consumer, 10 ms each
        const double now = static_cast<double>(tick) / 100;
        for (; source.nextArrival() <= now; source.take()) {
            const double arrival = source.nextArrival();
            sine.fill(piece);
            sound.clear();
            corrector.append(piece, sound);
            bend.look(sound);
            madeSamples += static_cast<std::int64_t>(sound.size());
            made.observe(clockTime(arrival), madeSamples);
        }
        const double waiting = static_cast<double>(madeSamples - tick * 480);
        taken.observe(clockTime(now), tick * 480);
        corrector.follow(made.at(clockTime(now)) - taken.at(clockTime(now)) - kWanted);
        offset = waiting + source.underWay(now) - kWanted;
        leastWaiting = std::min(leastWaiting, waiting);
        worstOffset = std::max(worstOffset, std::abs(offset));
    }
    CHECK(worstOffset < 480);
    CHECK(leastWaiting > 0);
    CHECK(std::abs(offset) < 48);
    CHECK(corrector.ppm() == Approx(ppm).margin(20));
    CHECK(bend.most() < 1.02 * sine.bend());
    CHECK(bend.most() > 0.9 * sine.bend());
}

TEST_CASE("DriftCorrector: a measured difference is corrected without any feedback",
          "[audio][drift]")
{
    DriftCorrector corrector;
    corrector.assume(150);
    const std::vector<float> piece(480, 0.1F);
    std::vector<float> sound;
    for (int i = 0; i < 60'000; ++i)
        corrector.append(piece, sound);
    // 28.8 million samples, of which 150 in a million are too many.
    CHECK(static_cast<double>(sound.size()) == Approx(28.8e6 - 150 * 28.8).margin(60));
}

TEST_CASE("DriftCorrector: it never steers beyond what clocks differ", "[audio][drift]")
{
    DriftCorrector corrector;
    for (int i = 0; i < 10'000; ++i)
        corrector.follow(1e6);
    CHECK(corrector.ppm() == DriftCorrector::kMostPpm);
    CHECK_THROWS(corrector.follow(0, 0));
}
