#include "app/cli/evaluate/evaluation_set.h"

#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "engine/weights/weight_file.h"

#include <cmath>
#include <map>

namespace imprint::app {
namespace {

const std::string kSamples = ".samples";
const std::string kMouth = ".mouth";

[[noreturn]] void refuse(const std::string& path, const std::string& name, const char* expected)
{
    throw Error(ErrorCode::BadInput, concat("'", path, "': tensor '", name, "' is no ", expected),
                "Restore resources/evaluation as it was shipped");
}

std::vector<float> samplesOf(const at::Tensor& stored)
{
    const at::Tensor values = (stored.to(at::kFloat) / 32768.0).contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

std::vector<engine::MouthPose> mouthsOf(const at::Tensor& stored)
{
    const at::Tensor rows = stored.contiguous();
    const float* value = rows.data_ptr<float>();
    std::vector<engine::MouthPose> mouths;
    for (std::int64_t frame = 0; frame < rows.size(0); ++frame, value += 6)
        mouths.push_back({value[0], value[1], value[2], value[3], value[4], value[5]});
    return mouths;
}

} // namespace

std::vector<EvaluationClip> readEvaluationSet(const std::string& path)
{
    std::map<std::string, EvaluationClip> clips;
    for (const auto& [name, tensor] : engine::readAllTensors(path)) {
        if (name.ends_with(kSamples)) {
            if (tensor.dim() != 1 || tensor.scalar_type() != at::kShort || tensor.numel() == 0)
                refuse(path, name, "sound of int16 samples");
            clips[name.substr(0, name.size() - kSamples.size())].samples = samplesOf(tensor);
        } else if (name.ends_with(kMouth)) {
            if (tensor.dim() != 2 || tensor.size(1) != 6 || tensor.scalar_type() != at::kFloat)
                refuse(path, name, "track of mouths [frames, 6] in fp32");
            clips[name.substr(0, name.size() - kMouth.size())].mouth = mouthsOf(tensor);
        } else {
            refuse(path, name, "part of an evaluation set");
        }
    }
    std::vector<EvaluationClip> sorted;
    for (auto& [name, clip] : clips) {
        if (clip.samples.empty())
            refuse(path, name + kSamples, "sound: it is missing");
        clip.name = name;
        sorted.push_back(std::move(clip));
    }
    return sorted;
}

void cutTo(EvaluationClip& clip, double seconds)
{
    const auto samples = static_cast<std::size_t>(std::llround(seconds * kEngineSampleRate));
    if (clip.samples.size() > samples)
        clip.samples.resize(samples);
    const auto frames = static_cast<std::size_t>(std::ceil(seconds * kEvaluationFps));
    if (clip.mouth.size() > frames)
        clip.mouth.resize(frames);
}

EvaluationClip longClip(const std::vector<EvaluationClip>& clips, double seconds, std::size_t first)
{
    constexpr std::size_t kPerFrame = kEngineSampleRate / kEvaluationFps;
    std::vector<const EvaluationClip*> speaking;
    for (const EvaluationClip& clip : clips)
        if (!clip.mouth.empty())
            speaking.push_back(&clip);
    if (speaking.empty())
        throw Error(ErrorCode::BadInput, "the evaluation set has no clip whose mouth is known",
                    "Restore resources/evaluation as it was shipped");
    EvaluationClip whole{.name = "long"};
    const auto enough = static_cast<std::size_t>(std::llround(seconds * kEngineSampleRate));
    for (std::size_t i = first; whole.samples.size() < enough; ++i) {
        const EvaluationClip& clip = *speaking[i % speaking.size()];
        const std::size_t frames = std::min(clip.mouth.size(), clip.samples.size() / kPerFrame);
        whole.samples.insert(whole.samples.end(), clip.samples.begin(),
                             clip.samples.begin() +
                                 static_cast<std::ptrdiff_t>(frames * kPerFrame));
        whole.mouth.insert(whole.mouth.end(), clip.mouth.begin(),
                           clip.mouth.begin() + static_cast<std::ptrdiff_t>(frames));
    }
    cutTo(whole, seconds);
    return whole;
}

EvaluationClip quietClip(double seconds)
{
    const auto samples = static_cast<std::size_t>(std::llround(seconds * kEngineSampleRate));
    const auto frames = static_cast<std::size_t>(std::ceil(seconds * kEvaluationFps));
    return {.name = "silence",
            .samples = std::vector<float>(samples, 0.0F),
            .mouth = std::vector<engine::MouthPose>(frames)};
}

} // namespace imprint::app
