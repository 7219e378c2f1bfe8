#include "app/train/speech/espeak_library.h"

#include "engine/core/error.h"

#include <espeak-ng/speak_lib.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace imprint::train {
namespace {

Error missing(const std::string& what)
{
    return {ErrorCode::Unsupported, concat("espeak-ng does not have ", what),
            "Install the package espeak-ng-data that belongs to libespeak-ng"};
}

void espeakCheck(espeak_ERROR result, const std::string& what)
{
    if (result == EE_OK)
        return;
    if (result == EE_NOT_FOUND)
        throw missing(what);
    throw Error(ErrorCode::Internal, concat("espeak-ng fails at ", what, " (", result, ")"));
}

/// The name of a phoneme event: up to eight bytes, of which the last need not be a zero.
std::string nameOf(const espeak_EVENT& event)
{
    std::array<char, sizeof event.id.string + 1> text{};
    std::memcpy(text.data(), event.id.string, sizeof event.id.string);
    return text.data();
}

/// Called by the library for each piece of sound, with the sentence under work as user data of every event.
int takePiece(short* samples, int count, espeak_EVENT* events)
{
    IMPRINT_ASSERT(events->user_data != nullptr || count == 0, count, " samples of no sentence");
    if (events->user_data == nullptr)
        return 0; // the end of a message
    auto& sound = *static_cast<LabelledSound*>(events->user_data);
    for (int i = 0; samples != nullptr && i < count; ++i)
        sound.samples.push_back(static_cast<float>(samples[i]) / 32768.0F);
    for (; events->type != espeakEVENT_LIST_TERMINATED; ++events)
        if (events->type == espeakEVENT_PHONEME) {
            const double timeS = static_cast<double>(events->sample) / sound.sampleRate;
            sound.phonemes.push_back({nameOf(*events), timeS, timeS});
        }
    return 0;
}

/// Names of the speakers that can stand behind "+".
std::set<std::string, std::less<>> installedVariants()
{
    espeak_VOICE wanted{};
    wanted.languages = "variant";
    std::set<std::string, std::less<>> names;
    constexpr std::string_view kFolder = "!v/";
    for (const espeak_VOICE** voice = espeak_ListVoices(&wanted); *voice != nullptr; ++voice)
        if (const std::string_view file = (*voice)->identifier; file.starts_with(kFolder))
            names.emplace(file.substr(kFolder.size()));
    return names;
}

/// Events say when a phoneme begins: it ends where the next one begins.
void fillInEnds(LabelledSound& sound)
{
    double endS = static_cast<double>(sound.samples.size()) / sound.sampleRate;
    for (auto label = sound.phonemes.rbegin(); label != sound.phonemes.rend(); ++label) {
        label->endS = endS;
        endS = label->beginS;
    }
}

} // namespace

EspeakLibrary::EspeakLibrary()
    : m_sampleRate(espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nullptr,
                                     espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_DONT_EXIT))
{
    if (m_sampleRate <= 0)
        throw Error(ErrorCode::Unsupported, "espeak-ng does not start",
                    "Install the package espeak-ng-data");
    m_variants = installedVariants();
    espeak_SetSynthCallback(takePiece);
}

/// The library itself takes an unknown variant for none, and speaks with the plain voice.
void EspeakLibrary::setVoice(const std::string& name)
{
    const std::size_t plus = name.find('+');
    if (plus != std::string::npos && !m_variants.contains(name.substr(plus + 1)))
        throw missing(concat("the variant of voice '", name, "'"));
    espeakCheck(espeak_SetVoiceByName(name.c_str()), concat("voice '", name, "'"));
}

LabelledSound EspeakLibrary::speak(const std::string& text, const EspeakVoice& voice)
{
    setVoice(voice.name);
    espeakCheck(espeak_SetParameter(espeakRATE, voice.wordsPerMinute, 0), "setting the rate");
    espeakCheck(espeak_SetParameter(espeakPITCH, voice.pitch, 0), "setting the pitch");
    espeakCheck(espeak_SetParameter(espeakRANGE, voice.pitchRange, 0), "setting the melody");
    LabelledSound sound{.sampleRate = m_sampleRate};
    espeakCheck(espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8,
                             nullptr, &sound),
                concat("speaking '", text, "'"));
    espeakCheck(espeak_Synchronize(), "finishing a sentence");
    fillInEnds(sound);
    return sound;
}

} // namespace imprint::train
