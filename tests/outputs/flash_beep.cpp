#include "tests/outputs/flash_beep.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/support/signals.h"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace imprint::test {
namespace {

constexpr std::uint8_t kNeutral = 128;
constexpr int kSamplesPerFrame = FlashBeep::kSampleRate / FlashBeep::kFramesPerSecond;

/// Onset of the flash in this second by the pictures' time stamps.
double flashSeconds(const DecodedMovie& movie, int second)
{
    for (const DecodedFrame& frame : movie.frames)
        if (frame.seconds > second - 0.01 && frame.meanLuma > 150)
            return frame.seconds;
    throw std::runtime_error("no flash was found");
}

/// `count` samples from the given time on, silence where the movie has none.
std::vector<float> cut(const DecodedMovie& movie, std::ptrdiff_t first, std::ptrdiff_t count)
{
    std::vector<float> piece;
    for (std::ptrdiff_t i = first - movie.firstSample; i < first - movie.firstSample + count; ++i)
        piece.push_back(i >= 0 && i < std::ssize(movie.sound)
                            ? movie.sound[static_cast<std::size_t>(i)]
                            : 0.0F);
    return piece;
}

} // namespace

VideoFrame FlashBeep::frame(std::int64_t index)
{
    VideoFrame frame{
        .format = PixelFormat::I420, .width = kWidth, .height = kHeight, .index = index};
    frame.data.assign(pictureBytes(frame.format, kWidth, kHeight), kNeutral);
    const auto inSecond = static_cast<int>(index % kFramesPerSecond);
    const bool flash = inSecond == kFlashFrame || inSecond == kFlashFrame + 1;
    std::fill_n(frame.data.begin(), kWidth * kHeight, static_cast<std::uint8_t>(flash ? 235 : 60));
    const std::ptrdiff_t bar = index * 3 % (kWidth - 8);
    for (std::ptrdiff_t row = 0; row < kHeight && !flash; ++row)
        std::fill_n(frame.data.begin() + row * kWidth + bar, 8, static_cast<std::uint8_t>(100));
    return frame;
}

std::vector<float> FlashBeep::sound(int seconds)
{
    std::vector<float> samples(static_cast<std::size_t>(seconds) * kSampleRate, 0.0F);
    const std::vector<float> beep = makeChirp(kSampleRate, kBeepSeconds, 500, 5000);
    for (int second = 0; second < seconds; ++second)
        std::copy(beep.begin(), beep.end(),
                  samples.begin() + second * kSampleRate + kFlashFrame * kSamplesPerFrame);
    return samples;
}

app::RecorderSettings FlashBeep::settings(const std::string& path)
{
    return {.path = path,
            .width = kWidth,
            .height = kHeight,
            .framesPerSecond = kFramesPerSecond,
            .audioSampleRate = kSampleRate,
            .audioChannels = 1};
}

void writeFlashBeep(app::MovieWriter& writer, int frames)
{
    const std::vector<float> sound = FlashBeep::sound(frames / FlashBeep::kFramesPerSecond + 1);
    for (int index = 0; index < frames; ++index) {
        writer.writeAudio(std::span(sound).subspan(
            static_cast<std::size_t>(index * kSamplesPerFrame), kSamplesPerFrame));
        writer.writeVideo(FlashBeep::frame(index));
    }
}

double soundAfterPictureMs(const std::string& path, int second)
{
    constexpr std::ptrdiff_t kRange = 2880; // 60 ms: wider than the known mistake of 45 ms
    const DecodedMovie movie = decodeMovie(path);
    const double flash = flashSeconds(movie, second);
    const std::vector<float> beep =
        makeChirp(FlashBeep::kSampleRate, FlashBeep::kBeepSeconds, 500, 5000);
    const auto first = static_cast<std::ptrdiff_t>(flash * FlashBeep::kSampleRate + 0.5) - kRange;
    const std::vector<float> heard = cut(movie, first, std::ssize(beep) + 2 * kRange);
    BestLag best;
    for (std::ptrdiff_t lag = 0; lag <= 2 * kRange; ++lag) // the whole beep is inside at each
        if (const double value = correlation(beep, heard, lag); value > best.correlation)
            best = {lag, value};
    if (best.correlation < 0.9)
        throw std::runtime_error("no beep was found beside the flash");
    return 1000.0 * static_cast<double>(best.lag - kRange) / FlashBeep::kSampleRate;
}

} // namespace imprint::test
