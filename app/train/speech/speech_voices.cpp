#include "app/train/speech/speech_voices.h"

#include "engine/core/error.h"

#include <algorithm>
#include <array>

namespace imprint::train {
namespace {

struct WeightedName {
    std::string_view name;
    float weight;
};

// English most, because users will speak it most; the others bring phonemes and rhythms that English lacks.
constexpr auto kLanguages = std::to_array<WeightedName>({
    {"en-us", 5},
    {"en", 3},
    {"en-gb-scotland", 1},
    {"en-gb-x-rp", 1},
    {"en-gb-x-gbclan", 1},
    {"en-029", 1},
    {"en-us-nyc", 1},
    {"de", 1.5F},
    {"fr", 1.5F},
    {"fr-ch", 0.5F},
    {"es", 1},
    {"es-419", 1},
    {"it", 1},
    {"pt-br", 1},
    {"pt", 0.5F},
    {"nl", 1},
    {"pl", 1},
    {"sv", 0.5F},
    {"fi", 0.5F},
    {"da", 0.5F},
    {"cs", 0.5F},
    {"ro", 0.5F},
    {"tr", 0.5F},
    {"hu", 0.5F},
    {"id", 0.5F},
    {"sw", 0.5F},
});

// Speakers of espeak-ng 1.51; "" is the language's own. Robots and demons are left out.
constexpr auto kSpeakers = std::to_array<std::string_view>({
    "",         "",        "",          "m1",      "m2",      "m3",      "m4",       "m5",
    "m6",       "m7",      "m8",        "f1",      "f2",      "f3",      "f4",       "f5",
    "klatt",    "klatt2",  "klatt3",    "klatt4",  "croak",   "whisper", "whisperf", "Alex",
    "Alicia",   "Andrea",  "Andy",      "Annie",   "Denis",   "Diogo",   "Gene",     "Gene2",
    "Henrique", "Hugo",    "Jacky",     "Lee",     "Marco",   "Mario",   "Michael",  "Mike",
    "adam",     "anika",   "announcer", "antonio", "aunty",   "belinda", "benjamin", "boris",
    "caleb",    "david",   "ed",        "edward",  "grandma", "grandpa", "gustave",  "john",
    "linda",    "marcelo", "max",       "michel",  "miguel",  "norbert", "pablo",    "paul",
    "pedro",    "quincy",  "rob",       "robert",  "sandro",  "shelby",  "steph",    "travis",
    "victor",   "zac",
});

constexpr auto kFliteVoices = std::to_array<WeightedName>({
    {"slt", 0.35F},
    {"rms", 0.25F},
    {"awb", 0.25F},
    {"kal16", 0.15F},
});

constexpr auto kHeldOutSpeakers =
    std::to_array<std::string_view>({"m4", "f2", "klatt3", "Andy", "grandma", "victor"});
constexpr std::string_view kHeldOutLanguage = "it";
constexpr std::string_view kHeldOutFlite = "rms";

template <std::size_t N>
std::string_view drawName(const std::array<WeightedName, N>& rows, engine::SeededRandom& random)
{
    std::array<float, N> weights{};
    std::transform(rows.begin(), rows.end(), weights.begin(),
                   [](const WeightedName& row) { return row.weight; });
    return rows[static_cast<std::size_t>(random.weighted(weights))].name;
}

constexpr std::string_view kEspeak = "espeak:";
constexpr std::string_view kFlite = "flite:";

} // namespace

EspeakVoice drawEspeakVoice(engine::SeededRandom& random)
{
    EspeakVoice voice;
    voice.name = drawName(kLanguages, random);
    const auto speaker =
        kSpeakers[static_cast<std::size_t>(random.index(static_cast<int>(kSpeakers.size())))];
    if (!speaker.empty())
        voice.name += concat("+", speaker);
    voice.wordsPerMinute = static_cast<int>(random.uniform(130, 220));
    voice.pitch = static_cast<int>(random.uniform(15, 90));
    voice.pitchRange = static_cast<int>(random.uniform(20, 90));
    return voice;
}

FliteVoice drawFliteVoice(engine::SeededRandom& random)
{
    FliteVoice voice;
    voice.name = drawName(kFliteVoices, random);
    voice.stretch = random.uniform(0.85F, 1.3F);
    voice.tapeSpeed = random.uniform(0.9F, 1.12F);
    return voice;
}

std::string corpusName(const EspeakVoice& voice)
{
    return concat(kEspeak, voice.name);
}

std::string corpusName(const FliteVoice& voice)
{
    return concat(kFlite, voice.name);
}

std::string languageOf(const EspeakVoice& voice)
{
    return voice.name.substr(0, voice.name.find('+'));
}

bool isHeldOutVoice(std::string_view corpusName)
{
    if (corpusName.starts_with(kFlite))
        return corpusName.substr(kFlite.size()) == kHeldOutFlite;
    if (!corpusName.starts_with(kEspeak))
        return false;
    const std::string_view name = corpusName.substr(kEspeak.size());
    const std::size_t plus = name.find('+');
    if (name.substr(0, plus) == kHeldOutLanguage)
        return true;
    return plus != std::string_view::npos &&
           std::find(kHeldOutSpeakers.begin(), kHeldOutSpeakers.end(), name.substr(plus + 1)) !=
               kHeldOutSpeakers.end();
}

} // namespace imprint::train
