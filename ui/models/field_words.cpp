#include "ui/models/field_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace imprint::ui {
namespace {

struct FieldWords {
    const char* key;
    const char* label;
    const char* unit; ///< not translated: the signs of units are the same in every language
    const char* help;
};

struct ChoiceWords {
    const char* key;
    const char* choice;
    const char* label;
};

// clang-format off
constexpr FieldWords kFields[] = {
    {"appearance", QT_TRANSLATE_NOOP("Field", "Appearance"), "",
     QT_TRANSLATE_NOOP("Field", "Light or dark: as the desktop says, or always one of them")},
    {"language", QT_TRANSLATE_NOOP("Field", "Language"), "",
     QT_TRANSLATE_NOOP("Field", "Language of the window; it changes at the next start")},
    {"trayIcon", QT_TRANSLATE_NOOP("Field", "Icon in the tray"), "",
     QT_TRANSLATE_NOOP("Field", "Show Imprint in the tray, with mute, record and camera")},
    {"closeToTray", QT_TRANSLATE_NOOP("Field", "Closing keeps it running"), "",
     QT_TRANSLATE_NOOP("Field", "Closing the window leaves Imprint running in the tray")},
    {"askBeforeClosing", QT_TRANSLATE_NOOP("Field", "Ask before closing while live"), "",
     QT_TRANSLATE_NOOP("Field", "Ask before the window closes while something is recorded or on air")},
    {"globalKeys", QT_TRANSLATE_NOOP("Field", "Keys in every program"), "",
     QT_TRANSLATE_NOOP("Field", "Mute, panic and record by keys that count in every program; the desktop asks which")},
    {"prompt", QT_TRANSLATE_NOOP("Field", "Prompt"), "",
     QT_TRANSLATE_NOOP("Field", "Words that describe the character and its mood")},
    {"seed", QT_TRANSLATE_NOOP("Field", "Seed"), "",
     QT_TRANSLATE_NOOP("Field", "The number that decides everything random: the same seed gives the same pictures")},
    {"steps", QT_TRANSLATE_NOOP("Field", "Denoising steps"), "",
     QT_TRANSLATE_NOOP("Field", "Steps per block: more are finer, fewer are faster")},
    {"shift", QT_TRANSLATE_NOOP("Field", "Noise schedule shift"), "",
     QT_TRANSLATE_NOOP("Field", "Warp of the noise schedule: higher values spend more of the steps on the coarse shape")},
    {"blockLatents", QT_TRANSLATE_NOOP("Field", "Latent frames per block"), "",
     QT_TRANSLATE_NOOP("Field", "Fewer answer sooner, more look further ahead; 0: as the model was made for")},
    {"identityFrom", QT_TRANSLATE_NOOP("Field", "Colours remembered by"), "",
     QT_TRANSLATE_NOOP("Field", "What remembers the person's colours from block to block")},
    {"kvPolicy", QT_TRANSLATE_NOOP("Field", "The cache keeps"), "",
     QT_TRANSLATE_NOOP("Field", "What the KV cache keeps when it is full")},
    {"kvSinkFrames", QT_TRANSLATE_NOOP("Field", "Sink frames"), "",
     QT_TRANSLATE_NOOP("Field", "Latent frames at the start that are never given up")},
    {"kvWindowFrames", QT_TRANSLATE_NOOP("Field", "Window frames"), "",
     QT_TRANSLATE_NOOP("Field", "The latest latent frames kept besides the sinks and the current block")},
    {"kvBits", QT_TRANSLATE_NOOP("Field", "Bits per cached value"), "",
     QT_TRANSLATE_NOOP("Field", "Fewer bits halve or quarter the cache; 16 is as the network computes")},
    {"kvEvict", QT_TRANSLATE_NOOP("Field", "Drop single tokens"), "",
     QT_TRANSLATE_NOOP("Field", "Experiment: drop single tokens of the history, chosen in this way")},
    {"kvEvictFrames", QT_TRANSLATE_NOOP("Field", "Tokens left by dropping"), "",
     QT_TRANSLATE_NOOP("Field", "How much dropping leaves in a layer, counted in latent frames")},
    {"fCap", QT_TRANSLATE_NOOP("Field", "Longest history"), "",
     QT_TRANSLATE_NOOP("Field", "Latent frames that a layer with its whole history may hold at most; 0: any number")},
    {"ispaLayers", QT_TRANSLATE_NOOP("Field", "Layers that give up history (K)"), "",
     QT_TRANSLATE_NOOP("Field", "After the warm-up these layers keep a short window and what was learnt of the rest")},
    {"ispaWarmup", QT_TRANSLATE_NOOP("Field", "Warm-up (T_warm)"), "",
     QT_TRANSLATE_NOOP("Field", "Latent frames observed before layers give up their history")},
    {"ispaSinkFrames", QT_TRANSLATE_NOOP("Field", "Sink frames of such layers"), "",
     QT_TRANSLATE_NOOP("Field", "First latent frames that a layer keeps which gave up its history")},
    {"ispaWindowFrames", QT_TRANSLATE_NOOP("Field", "Window frames of such layers"), "",
     QT_TRANSLATE_NOOP("Field", "Latest latent frames that a layer keeps which gave up its history")},
    {"ispaRung", QT_TRANSLATE_NOOP("Field", "Correction"), "",
     QT_TRANSLATE_NOOP("Field", "What stands in for the history of a layer that gave it up")},
    {"ispaSelect", QT_TRANSLATE_NOOP("Field", "Choice of layers"), "",
     QT_TRANSLATE_NOOP("Field", "How the layers are chosen that give up their history")},
    {"ispaControl", QT_TRANSLATE_NOOP("Field", "Spoil the correction"), "",
     QT_TRANSLATE_NOOP("Field", "Experiment: make the correction wrong in this way, to see that the right one matters")},
    {"ispaReabsorb", QT_TRANSLATE_NOOP("Field", "Learn anew"), "",
     QT_TRANSLATE_NOOP("Field", "Learn the correction anew when it no longer fits what is seen")},
    {"headMotion", QT_TRANSLATE_NOOP("Field", "Idle motion"), "",
     QT_TRANSLATE_NOOP("Field", "Liveliness of the head while nobody speaks")},
    {"blinks", QT_TRANSLATE_NOOP("Field", "Blinks"), "",
     QT_TRANSLATE_NOOP("Field", "Blink now and then")},
    {"nods", QT_TRANSLATE_NOOP("Field", "Nods"), "",
     QT_TRANSLATE_NOOP("Field", "How strongly the head follows the voice")},
    {"suppressNoise", QT_TRANSLATE_NOOP("Field", "Noise suppression"), "",
     QT_TRANSLATE_NOOP("Field", "Take steady noise off the voice; the voice comes 10 ms later")},
    {"suppressNoiseDb", QT_TRANSLATE_NOOP("Field", "Noise lowered by"), " dB",
     QT_TRANSLATE_NOOP("Field", "By how much steady noise is lowered")},
    {"automaticGain", QT_TRANSLATE_NOOP("Field", "Automatic loudness"), "",
     QT_TRANSLATE_NOOP("Field", "Bring the voice to one loudness; the voice comes 10 ms later")},
    {"automaticGainTargetDb", QT_TRANSLATE_NOOP("Field", "Loudness aimed at"), " dBFS",
     QT_TRANSLATE_NOOP("Field", "The loudness that the voice is brought to")},
    {"gate", QT_TRANSLATE_NOOP("Field", "Gate"), "",
     QT_TRANSLATE_NOOP("Field", "Silence what is quieter than a threshold")},
    {"gateThresholdDb", QT_TRANSLATE_NOOP("Field", "Gate opens above"), " dBFS",
     QT_TRANSLATE_NOOP("Field", "Peaks above this level open the gate")},
    {"gateAttackMs", QT_TRANSLATE_NOOP("Field", "Gate opens within"), " ms",
     QT_TRANSLATE_NOOP("Field", "Time in which the gate opens")},
    {"gateHoldMs", QT_TRANSLATE_NOOP("Field", "Gate stays open for"), " ms",
     QT_TRANSLATE_NOOP("Field", "Time for which the gate stays open behind the last peak")},
    {"gateReleaseMs", QT_TRANSLATE_NOOP("Field", "Gate closes within"), " ms",
     QT_TRANSLATE_NOOP("Field", "Time in which the gate closes")},
    {"gainDb", QT_TRANSLATE_NOOP("Field", "Gain"), " dB",
     QT_TRANSLATE_NOOP("Field", "Loudness added by hand")},
    {"muted", QT_TRANSLATE_NOOP("Field", "Muted"), "",
     QT_TRANSLATE_NOOP("Field", "Let nothing of the microphone through")},
    {"container", QT_TRANSLATE_NOOP("Field", "File format"), "",
     QT_TRANSLATE_NOOP("Field", "MP4 plays everywhere; MKV and MOV take more codecs")},
    {"videoCodec", QT_TRANSLATE_NOOP("Field", "Pictures"), "",
     QT_TRANSLATE_NOOP("Field", "How pictures are recorded")},
    {"audioCodec", QT_TRANSLATE_NOOP("Field", "Sound"), "",
     QT_TRANSLATE_NOOP("Field", "How sound is recorded")},
    {"encoder", QT_TRANSLATE_NOOP("Field", "Encoded by"), "",
     QT_TRANSLATE_NOOP("Field", "Who encodes the pictures; automatic takes the first that opens")},
    {"crf", QT_TRANSLATE_NOOP("Field", "Quality"), "",
     QT_TRANSLATE_NOOP("Field", "0 is best, 51 is worst, 18 looks like the original; ProRes and FFV1 have none")},
    {"preset", QT_TRANSLATE_NOOP("Field", "Time for size"), "",
     QT_TRANSLATE_NOOP("Field", "From ultrafast to veryslow: slower makes smaller files; H.264 and HEVC only")},
    {"streamEncoder", QT_TRANSLATE_NOOP("Field", "Encoded by"), "",
     QT_TRANSLATE_NOOP("Field", "Who encodes the stream's pictures; automatic takes the first that opens")},
    {"streamPreset", QT_TRANSLATE_NOOP("Field", "Time for quality"), "",
     QT_TRANSLATE_NOOP("Field", "From ultrafast to veryslow: slower looks better at the same rate")},
    {"streamVideoKilobits", QT_TRANSLATE_NOOP("Field", "Rate of pictures"), " kbit/s",
     QT_TRANSLATE_NOOP("Field", "Kilobits per second for the stream's pictures")},
    {"streamAudioKilobits", QT_TRANSLATE_NOOP("Field", "Rate of sound"), " kbit/s",
     QT_TRANSLATE_NOOP("Field", "Kilobits per second for the stream's sound")},
    {"srtLatencyMs", QT_TRANSLATE_NOOP("Field", "SRT delay"), " ms",
     QT_TRANSLATE_NOOP("Field", "Time in which SRT may send lost packets again")},
    {"firstRetryMs", QT_TRANSLATE_NOOP("Field", "First retry after"), " ms",
     QT_TRANSLATE_NOOP("Field", "Wait before a lost stream is connected again; it doubles with every attempt")},
    {"longestRetryMs", QT_TRANSLATE_NOOP("Field", "Longest wait for a retry"), " ms",
     QT_TRANSLATE_NOOP("Field", "Attempts to connect a lost stream again are never further apart")},
};

constexpr ChoiceWords kChoices[] = {
    {"appearance", "system", QT_TRANSLATE_NOOP("Field", "As the desktop")},
    {"appearance", "light", QT_TRANSLATE_NOOP("Field", "Light")},
    {"appearance", "dark", QT_TRANSLATE_NOOP("Field", "Dark")},
    {"language", "system", QT_TRANSLATE_NOOP("Field", "As the desktop")},
    {"language", "en", QT_TRANSLATE_NOOP("Field", "English")},
    {"language", "de", QT_TRANSLATE_NOOP("Field", "Deutsch")},
    {"identityFrom", "reference", QT_TRANSLATE_NOOP("Field", "The picture")},
    {"identityFrom", "history", QT_TRANSLATE_NOOP("Field", "The history")},
    {"kvPolicy", "sink-window", QT_TRANSLATE_NOOP("Field", "Sinks, window")},
    {"kvPolicy", "growing", QT_TRANSLATE_NOOP("Field", "Everything")},
    {"kvBits", "16", QT_TRANSLATE_NOOP("Field", "16, as computed")},
    {"kvBits", "8", QT_TRANSLATE_NOOP("Field", "8")},
    {"kvBits", "4", QT_TRANSLATE_NOOP("Field", "4")},
    {"kvEvict", "none", QT_TRANSLATE_NOOP("Field", "No")},
    {"kvEvict", "h2o", QT_TRANSLATE_NOOP("Field", "Heavy hitters stay (H2O)")},
    {"kvEvict", "snapkv", QT_TRANSLATE_NOOP("Field", "By the latest block (SnapKV)")},
    {"kvEvict", "uniform", QT_TRANSLATE_NOOP("Field", "Evenly spread stay")},
    {"kvEvict", "random", QT_TRANSLATE_NOOP("Field", "At random")},
    {"ispaRung", "auto", QT_TRANSLATE_NOOP("Field", "Automatic")},
    {"ispaRung", "none", QT_TRANSLATE_NOOP("Field", "None")},
    {"ispaRung", "bias", QT_TRANSLATE_NOOP("Field", "Bias")},
    {"ispaRung", "head-scale", QT_TRANSLATE_NOOP("Field", "Scale per head")},
    {"ispaRung", "channel-scale", QT_TRANSLATE_NOOP("Field", "Scale per channel")},
    {"ispaRung", "head-matrix", QT_TRANSLATE_NOOP("Field", "Matrix per head")},
    {"ispaRung", "dense", QT_TRANSLATE_NOOP("Field", "Dense matrix")},
    {"ispaRung", "low-rank", QT_TRANSLATE_NOOP("Field", "Low rank")},
    {"ispaRung", "hierarchical", QT_TRANSLATE_NOOP("Field", "Hierarchical")},
    {"ispaRung", "virtual", QT_TRANSLATE_NOOP("Field", "Virtual tokens")},
    {"ispaSelect", "residual", QT_TRANSLATE_NOOP("Field", "Least residual")},
    {"ispaSelect", "discrepancy", QT_TRANSLATE_NOOP("Field", "Least discrepancy")},
    {"ispaSelect", "mass", QT_TRANSLATE_NOOP("Field", "Least mass lost")},
    {"ispaSelect", "interleave", QT_TRANSLATE_NOOP("Field", "Spread evenly")},
    {"ispaSelect", "early", QT_TRANSLATE_NOOP("Field", "First layers")},
    {"ispaSelect", "late", QT_TRANSLATE_NOOP("Field", "Last layers")},
    {"ispaSelect", "random", QT_TRANSLATE_NOOP("Field", "At random")},
    {"ispaControl", "none", QT_TRANSLATE_NOOP("Field", "No")},
    {"ispaControl", "other-clip", QT_TRANSLATE_NOOP("Field", "Take another person's")},
    {"ispaControl", "flipped", QT_TRANSLATE_NOOP("Field", "Flip its sign")},
    {"ispaControl", "shuffled", QT_TRANSLATE_NOOP("Field", "Mix up its heads")},
    {"ispaControl", "query-scaling", QT_TRANSLATE_NOOP("Field", "Scale queries instead")},
    {"container", "mp4", QT_TRANSLATE_NOOP("Field", "MP4")},
    {"container", "mkv", QT_TRANSLATE_NOOP("Field", "Matroska (MKV)")},
    {"container", "mov", QT_TRANSLATE_NOOP("Field", "QuickTime (MOV)")},
    {"videoCodec", "h264", QT_TRANSLATE_NOOP("Field", "H.264")},
    {"videoCodec", "hevc", QT_TRANSLATE_NOOP("Field", "HEVC")},
    {"videoCodec", "av1", QT_TRANSLATE_NOOP("Field", "AV1")},
    {"videoCodec", "prores", QT_TRANSLATE_NOOP("Field", "ProRes 422")},
    {"videoCodec", "ffv1", QT_TRANSLATE_NOOP("Field", "FFV1, lossless")},
    {"audioCodec", "aac", QT_TRANSLATE_NOOP("Field", "AAC")},
    {"audioCodec", "opus", QT_TRANSLATE_NOOP("Field", "Opus")},
    {"audioCodec", "pcm", QT_TRANSLATE_NOOP("Field", "Uncompressed (PCM)")},
    {"encoder", "auto", QT_TRANSLATE_NOOP("Field", "Automatic")},
    {"encoder", "software", QT_TRANSLATE_NOOP("Field", "Processor")},
    {"encoder", "nvenc", QT_TRANSLATE_NOOP("Field", "NVIDIA card")},
    {"encoder", "vaapi", QT_TRANSLATE_NOOP("Field", "Intel or AMD card")},
    {"streamEncoder", "auto", QT_TRANSLATE_NOOP("Field", "Automatic")},
    {"streamEncoder", "software", QT_TRANSLATE_NOOP("Field", "Processor")},
    {"streamEncoder", "nvenc", QT_TRANSLATE_NOOP("Field", "NVIDIA card")},
    {"streamEncoder", "vaapi", QT_TRANSLATE_NOOP("Field", "Intel or AMD card")},
};
// clang-format on

const FieldWords* wordsOf(const QString& key)
{
    const auto* found =
        std::find_if(std::begin(kFields), std::end(kFields),
                     [&](const auto& words) { return key == QLatin1String(words.key); });
    return found == std::end(kFields) ? nullptr : found;
}

const ChoiceWords* wordsOf(const QString& key, const QString& choice)
{
    const auto* found =
        std::find_if(std::begin(kChoices), std::end(kChoices), [&](const auto& words) {
            return key == QLatin1String(words.key) && choice == QLatin1String(words.choice);
        });
    return found == std::end(kChoices) ? nullptr : found;
}

QString translated(const char* text)
{
    return QCoreApplication::translate("Field", text);
}

/// "kvWindowFrames" -> "Kv window frames"
QString labelMadeOf(const QString& key)
{
    QString label;
    for (const QChar letter : key) {
        if (letter.isUpper() && !label.isEmpty())
            label += QLatin1Char(' ');
        label += label.isEmpty() ? letter.toUpper() : letter.toLower();
    }
    return label;
}

} // namespace

QString fieldLabel(const QString& key)
{
    const FieldWords* words = wordsOf(key);
    return words ? translated(words->label) : labelMadeOf(key);
}

QString fieldUnit(const QString& key)
{
    const FieldWords* words = wordsOf(key);
    return words ? QString::fromUtf8(words->unit) : QString();
}

QString fieldHelp(const QString& key, const QString& otherwise)
{
    const FieldWords* words = wordsOf(key);
    return words ? translated(words->help) : otherwise;
}

QString choiceLabel(const QString& key, const QString& choice)
{
    const ChoiceWords* words = wordsOf(key, choice);
    return words ? translated(words->label) : choice;
}

bool hasFieldWords(const QString& key)
{
    return wordsOf(key) != nullptr;
}

bool hasChoiceWords(const QString& key, const QString& choice)
{
    return wordsOf(key, choice) != nullptr;
}

} // namespace imprint::ui
