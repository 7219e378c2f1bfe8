#include "app/outputs/camera_sway.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace imprint::app {
namespace {

constexpr double kPan = 0.008;    // largest shift, in picture widths
constexpr double kRoll = 0.006;   // largest turn, radians (0.34 degrees)
constexpr double kBreath = 0.008; // largest extra zoom

// Seconds per swing; their ratios are irrational enough that the path does not repeat visibly.
constexpr double kPanXPeriod = 11.3;
constexpr double kPanYPeriod = 8.7;
constexpr double kRollPeriod = 14.9;
constexpr double kBreathPeriod = 17.2;

/// Two sines in [-1, 1]; 0 at the start, so that the first frame looks at the middle.
double swing(double seconds, double period)
{
    const double phase = 2 * std::numbers::pi * seconds / period;
    return 0.75 * std::sin(phase) + 0.25 * std::sin(2.37 * phase);
}

/// Zoom at which the largest pan and roll together still show no border.
double safeZoom(double aspect)
{
    const double longest = std::max(aspect, 1 / aspect);
    return (1 + longest * kRoll) / (1 - 2 * kPan * std::max(aspect, 1.0));
}

constexpr int kPhases = 64;
constexpr int kWeightBits = 7;
constexpr int kTaps = 4;
using Weights = std::array<std::array<int, kTaps>, kPhases>;

/// Catmull-Rom weights for each sub-pixel position; every row sums to 1 << kWeightBits, so flat areas stay exact.
Weights makeWeights()
{
    Weights weights{};
    for (int phase = 0; phase < kPhases; ++phase) {
        const double t = static_cast<double>(phase) / kPhases;
        const std::array exact{(-t + 2 * t * t - t * t * t) / 2,
                               (2 - 5 * t * t + 3 * t * t * t) / 2,
                               (t + 4 * t * t - 3 * t * t * t) / 2, (-t * t + t * t * t) / 2};
        auto& row = weights[static_cast<std::size_t>(phase)];
        int sum = 0;
        for (std::size_t tap = 0; tap < kTaps; ++tap) {
            row[tap] = static_cast<int>(std::lround(exact[tap] * (1 << kWeightBits)));
            sum += row[tap];
        }
        row[phase < kPhases / 2 ? 1 : 2] += (1 << kWeightBits) - sum;
    }
    return weights;
}

/// A position in a plane in 1/65536 of a pixel: stepping along a row is one addition.
using Fixed = std::int64_t;
constexpr int kFixedBits = 16;

Fixed toFixed(double position)
{
    return std::llround(position * (1 << kFixedBits));
}

struct Sample {
    int whole = 0;
    std::size_t phase = 0;
};

Sample split(Fixed position)
{
    constexpr int kPhaseShift = kFixedBits - 6; // 64 phases
    const Fixed rounded = position + (1 << (kPhaseShift - 1));
    return {.whole = static_cast<int>(rounded >> kFixedBits),
            .phase = static_cast<std::size_t>(rounded >> kPhaseShift) & (kPhases - 1)};
}

/// Sum of 4x4 samples: `lines` the rows, `columns` the positions in them.
std::uint8_t weigh(const std::array<const std::uint8_t*, kTaps>& lines,
                   const std::array<int, kTaps>& columns, const std::array<int, kTaps>& across,
                   const std::array<int, kTaps>& down)
{
    int sum = 0;
    for (std::size_t tap = 0; tap < kTaps; ++tap) {
        const std::uint8_t* line = lines[tap];
        sum += down[tap] * (line[columns[0]] * across[0] + line[columns[1]] * across[1] +
                            line[columns[2]] * across[2] + line[columns[3]] * across[3]);
    }
    constexpr int kBits = 2 * kWeightBits;
    return static_cast<std::uint8_t>(std::clamp((sum + (1 << (kBits - 1))) >> kBits, 0, 255));
}

/// One bicubic sample; positions beyond the border repeat it.
std::uint8_t sampleAt(const Weights& weights, PlaneSize size, const std::uint8_t* source, Sample x,
                      Sample y)
{
    std::array<const std::uint8_t*, kTaps> lines{};
    std::array<int, kTaps> columns{};
    const bool inside =
        x.whole >= 1 && x.whole + 2 < size.width && y.whole >= 1 && y.whole + 2 < size.height;
    for (int tap = 0; tap < kTaps; ++tap) {
        const int column = x.whole - 1 + tap;
        const int row = y.whole - 1 + tap;
        const auto at = static_cast<std::size_t>(tap);
        columns[at] = inside ? column : std::clamp(column, 0, size.width - 1);
        lines[at] = source + static_cast<std::ptrdiff_t>(
                                 inside ? row : std::clamp(row, 0, size.height - 1)) *
                                 size.width;
    }
    return weigh(lines, columns, weights[x.phase], weights[y.phase]);
}

} // namespace

CameraView gentleSway(std::int64_t frameIndex, int framesPerSecond, PlaneSize picture)
{
    const double seconds = static_cast<double>(frameIndex) / framesPerSecond;
    const double roll = kRoll * swing(seconds, kRollPeriod);
    const double zoom = safeZoom(static_cast<double>(picture.width) / picture.height) *
                        (1 + kBreath * (1 + swing(seconds, kBreathPeriod)) / 2);
    return {.cosine = std::cos(roll) / zoom,
            .sine = std::sin(roll) / zoom,
            .shiftX = kPan * picture.width * swing(seconds, kPanXPeriod),
            .shiftY = kPan * picture.width * swing(seconds, kPanYPeriod)};
}

void renderView(const CameraView& view, PlaneSize size, const std::uint8_t* source,
                std::uint8_t* target)
{
    const Weights weights = makeWeights();
    const double middleX = (size.width - 1) / 2.0;
    const double middleY = (size.height - 1) / 2.0;
    const Fixed stepX = toFixed(view.cosine);
    const Fixed stepY = toFixed(view.sine);
    for (int row = 0; row < size.height; ++row) {
        const double y = row - middleY;
        Fixed sourceX = toFixed(view.cosine * -middleX - view.sine * y + view.shiftX + middleX);
        Fixed sourceY = toFixed(view.sine * -middleX + view.cosine * y + view.shiftY + middleY);
        for (int column = 0; column < size.width; ++column) {
            *target++ = sampleAt(weights, size, source, split(sourceX), split(sourceY));
            sourceX += stepX;
            sourceY += stepY;
        }
    }
}

} // namespace imprint::app
