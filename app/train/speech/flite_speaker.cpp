#include "app/train/speech/flite_speaker.h"

#include "app/train/speech/program_output.h"
#include "app/train/speech/wav_sound.h"
#include "engine/core/error.h"

#include <stdlib.h>

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <sstream>

namespace imprint::train {
namespace {

/// A folder for the one file that flite insists on writing; gone with the object.
class ScratchFolder {
public:
    ScratchFolder()
    {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "imprint-speech-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            throw Error(ErrorCode::Io,
                        concat("no folder can be made at '", pattern, "': ", std::strerror(errno)),
                        "Check TMPDIR and the free space");
        m_path = pattern;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder()
    {
        std::error_code ignored; // a leftover among temporary files harms nobody
        std::filesystem::remove_all(m_path, ignored);
    }
    std::string file(const std::string& name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

Error strangeAnswer(const std::string& word)
{
    return {ErrorCode::Unsupported, concat("flite answered '", word, "' instead of phone:time"),
            "Use flite 2.2 (package flite)"};
}

/// "pau:0.193 b:0.217 ...": each phone with the time of its end.
std::vector<PhonemeLabel> parseLabels(const std::string& answer)
{
    std::vector<PhonemeLabel> labels;
    std::istringstream words(answer);
    double beginS = 0;
    for (std::string word; words >> word;) {
        const std::size_t colon = word.find(':');
        if (colon == std::string::npos)
            throw strangeAnswer(word);
        double endS = 0;
        const char* end = word.data() + word.size();
        const auto parsed = std::from_chars(word.data() + colon + 1, end, endS);
        if (parsed.ec != std::errc{} || parsed.ptr != end)
            throw strangeAnswer(word);
        labels.push_back({word.substr(0, colon), beginS, endS});
        beginS = endS;
    }
    return labels;
}

} // namespace

bool FliteSpeaker::isInstalled()
{
    return train::isInstalled("flite");
}

LabelledSound FliteSpeaker::speak(const std::string& text, const FliteVoice& voice) const
{
    const ScratchFolder folder;
    const std::string file = folder.file("sentence.wav");
    const std::string answer =
        outputOf({"flite", "-psdur", "-voice", voice.name, "--setf",
                  concat("duration_stretch=", voice.stretch), "-t", text, "-o", file});
    LabelledSound sound = readWav(file);
    sound.phonemes = parseLabels(answer);
    const int recordedRate = sound.sampleRate;
    // Whole hundreds keep the ratio to 16 kHz a simple one for the resampler.
    sound.sampleRate =
        100 *
        static_cast<int>(std::lround(static_cast<float>(recordedRate) * voice.tapeSpeed / 100));
    const double speed = static_cast<double>(sound.sampleRate) / recordedRate;
    for (PhonemeLabel& label : sound.phonemes) {
        label.beginS /= speed;
        label.endS /= speed;
    }
    return sound;
}

} // namespace imprint::train
