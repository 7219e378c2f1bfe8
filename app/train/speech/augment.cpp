#include "app/train/speech/augment.h"

#include "app/train/speech/background_sound.h"
#include "app/train/speech/sound_level.h"
#include "app/train/speech/transmission.h"

#include <cmath>

namespace imprint::train {
namespace {

using engine::SeededRandom;

/// Of the voices, those that nothing is done to but a level: a narrator's recording, a synthetic voice.
constexpr float kStudioShare = 0.15F;

/// Adds a background `snrDb` below the voice. A track without any voice keeps a background as loud as if there were one.
void mixIn(std::vector<float>& samples, const std::vector<float>& background, float snrDb)
{
    constexpr float kUsualVoice = 0.07F;
    const float voice = rmsOf(samples);
    const float noise = rmsOf(background);
    if (noise <= 0)
        return;
    const float gain = (voice > 0 ? voice : kUsualVoice) / noise * gainOfDb(-snrDb);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] += gain * background[i];
}

void setLevel(std::vector<float>& samples, SeededRandom& random)
{
    const float level = rmsOf(samples);
    if (level <= 0)
        return;
    // One voice in twelve is recorded too loud and is cut at the top.
    const float targetDb =
        random.chance(1.0F / 12) ? random.uniform(-12, -6) : random.uniform(-36, -14);
    scaleAndClip(samples, gainOfDb(targetDb) / level);
}

} // namespace

void augment(std::vector<float>& samples, const SpeechCorpus& babble, SeededRandom& random)
{
    if (rmsOf(samples) > 0 && random.chance(kStudioShare)) {
        setLevel(samples, random);
        return;
    }
    if (random.chance(0.25F))
        mixIn(samples, babbleSound(samples.size(), babble, random), random.uniform(6, 25));
    if (random.chance(0.2F))
        mixIn(samples, musicSound(samples.size(), random), random.uniform(6, 25));
    if (random.chance(0.5F))
        passRoom(samples, random);
    if (random.chance(0.6F))
        passMicrophone(samples, random);
    mixIn(samples, noiseSound(samples.size(), random), random.uniform(8, 45));
    if (random.chance(0.35F))
        passCodec(samples, random);
    setLevel(samples, random);
}

} // namespace imprint::train
