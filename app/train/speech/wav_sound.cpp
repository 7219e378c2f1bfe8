#include "app/train/speech/wav_sound.h"

#include "engine/core/error.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string_view>

namespace imprint::train {
namespace {

class WavChunks {
public:
    WavChunks(std::string_view bytes, const std::string& path)
        : m_bytes(bytes)
        , m_path(path)
    {
        if (bytes.size() < 12 || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE")
            throw broken("is not a wav file");
    }

    /// Content of the first chunk of that name; what a cut file still has of it is an error.
    std::string_view find(std::string_view name) const
    {
        std::size_t position = 12;
        while (position + 8 <= m_bytes.size()) {
            const std::size_t size = number(m_bytes.substr(position + 4, 4));
            const std::size_t content = position + 8;
            if (m_bytes.substr(position, 4) == name) {
                if (size > m_bytes.size() - content)
                    throw broken("is cut short");
                return m_bytes.substr(content, size);
            }
            if (size > m_bytes.size() - content)
                break;
            position = content + size + size % 2;
        }
        throw broken(concat("has no chunk '", name, "'"));
    }

    Error broken(const std::string& what) const
    {
        return {ErrorCode::BadInput, concat("'", m_path, "' ", what)};
    }

    /// Little-endian, of any width up to four bytes.
    static std::uint32_t number(std::string_view bytes)
    {
        std::uint32_t value = 0;
        for (std::size_t i = bytes.size(); i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(bytes[i]);
        return value;
    }

private:
    std::string_view m_bytes;
    const std::string& m_path;
};

} // namespace

LabelledSound readWav(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::NotFound, concat("'", path, "' cannot be opened"));
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const WavChunks chunks(bytes, path);
    const std::string_view format = chunks.find("fmt ");
    constexpr std::uint32_t kPcm = 1;
    if (format.size() < 16 || WavChunks::number(format.substr(0, 2)) != kPcm ||
        WavChunks::number(format.substr(2, 2)) != 1 ||
        WavChunks::number(format.substr(14, 2)) != 16)
        throw chunks.broken("is not mono 16-bit PCM");
    LabelledSound sound;
    sound.sampleRate = static_cast<int>(WavChunks::number(format.substr(4, 4)));
    if (sound.sampleRate < 1000)
        throw chunks.broken(concat("has a sample rate of ", sound.sampleRate, " Hz"));
    const std::string_view data = chunks.find("data");
    for (std::size_t i = 0; i + 1 < data.size(); i += 2) {
        const auto sample = static_cast<std::int16_t>(WavChunks::number(data.substr(i, 2)));
        sound.samples.push_back(static_cast<float>(sample) / 32768.0F);
    }
    return sound;
}

} // namespace imprint::train
