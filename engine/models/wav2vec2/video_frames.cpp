#include "engine/models/wav2vec2/video_frames.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::int64_t kSamplesPerLatentFrame = 4000; // four pictures at 16 per second, 16 kHz

/// a / b, halves to the even number; exact.
std::int64_t dividedToEven(std::int64_t a, std::int64_t b)
{
    const std::int64_t whole = a / b;
    const std::int64_t twiceLeft = 2 * (a % b);
    const bool up = twiceLeft > b || (twiceLeft == b && whole % 2 != 0);
    return whole + (up ? 1 : 0);
}

} // namespace

at::Tensor resampledFrames(const at::Tensor& frames, std::int64_t count)
{
    if (count < 1)
        throw Error(ErrorCode::BadInput,
                    concat("a sound of ", frames.size(-2), " frames is too short for a picture"));
    const at::Tensor batched = frames.dim() == 2 ? frames.unsqueeze(0) : frames;
    const at::Tensor result =
        at::upsample_linear1d(batched.transpose(1, 2), {count}, /*align_corners=*/true)
            .transpose(1, 2);
    return frames.dim() == 2 ? result.squeeze(0) : result;
}

std::int64_t picturesOf(std::int64_t latentFrames)
{
    return 4 * latentFrames - 3;
}

at::Tensor soundOfClip(const at::Tensor& samples, std::int64_t latentFrames)
{
    const std::int64_t longest = kSamplesPerLatentFrame * (latentFrames - 1);
    const std::int64_t count = std::min(samples.size(0), longest);
    if (count < 1)
        throw Error(ErrorCode::BadInput,
                    concat("a clip of ", latentFrames, " latent frames has no sound"));
    return samples.narrow(0, 0, count);
}

at::Tensor stackedStates(const at::Tensor& states)
{
    const at::Tensor last = states.narrow(0, states.size(0) - 1, 1);
    return at::cat({last, states}).transpose(0, 1).flatten(1);
}

std::int64_t statesOf(std::int64_t encoderFrames)
{
    return static_cast<std::int64_t>(static_cast<double>(encoderFrames) / 50.0 * 30);
}

std::int64_t stateOfPicture(std::int64_t picture, std::int64_t rate)
{
    return dividedToEven(picture * kStateRate, rate);
}

std::vector<std::int64_t> statesOfPictures(std::int64_t count, std::int64_t rate)
{
    if (rate < 1)
        throw Error(ErrorCode::BadInput,
                    concat("there is no video of ", rate, " pictures per second"));
    std::vector<std::int64_t> result;
    for (std::int64_t picture = 0; picture < count; ++picture)
        result.push_back(stateOfPicture(picture, rate));
    return result;
}

std::int64_t clipsOf(std::int64_t states, std::int64_t rate, std::int64_t picturesPerClip)
{
    if (rate < 1 || picturesPerClip < 1)
        throw Error(ErrorCode::BadInput, concat("there are no clips of ", picturesPerClip,
                                                " pictures, ", rate, " of them per second"));
    return states * rate / (picturesPerClip * kStateRate) + 1;
}

at::Tensor statesInClips(const at::Tensor& states, std::int64_t rate, std::int64_t picturesPerClip)
{
    const std::int64_t pictures = clipsOf(states.size(1), rate, picturesPerClip) * picturesPerClip;
    std::vector<std::int64_t> heard = statesOfPictures(pictures, rate);
    std::erase_if(heard, [&](std::int64_t state) { return state >= states.size(1); });
    const at::Tensor chosen =
        states.index_select(1, at::tensor(heard, at::kLong).to(states.device())).transpose(1, 2);
    const std::int64_t silent = pictures - chosen.size(2);
    return at::constant_pad_nd(chosen, {0, silent});
}

} // namespace imprint::engine
