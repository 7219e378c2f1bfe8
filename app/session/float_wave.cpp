#include "app/session/float_wave.h"

#include "engine/core/audio_block.h"
#include "engine/core/error.h"

#include <algorithm>
#include <bit>
#include <filesystem>
#include <limits>

namespace imprint::app {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are written as they lie there");

constexpr std::int64_t kSampleBytes = sizeof(float);
constexpr std::int64_t kHeaderBytes = 58;
constexpr std::int64_t kGreatestSize = std::numeric_limits<std::uint32_t>::max();

void put(std::string& bytes, std::int64_t value, int size)
{
    for (int i = 0; i < size; ++i)
        bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

/// Sizes that do not fit (after 18 hours) are the greatest there is, which readers take for "to the end".
std::string headerOf(std::int64_t samples)
{
    const std::int64_t dataBytes = samples * kSampleBytes;
    std::string bytes = "RIFF";
    put(bytes, std::min(kHeaderBytes - 8 + dataBytes, kGreatestSize), 4);
    bytes += "WAVEfmt ";
    put(bytes, 18, 4);
    put(bytes, 3, 2); // floats
    put(bytes, 1, 2); // channel
    put(bytes, kEngineSampleRate, 4);
    put(bytes, kEngineSampleRate * kSampleBytes, 4);
    put(bytes, kSampleBytes, 2);
    put(bytes, 8 * kSampleBytes, 2);
    put(bytes, 0, 2); // no extension
    bytes += "fact";
    put(bytes, 4, 4);
    put(bytes, std::min(samples, kGreatestSize), 4);
    bytes += "data";
    put(bytes, std::min(dataBytes, kGreatestSize), 4);
    return bytes;
}

} // namespace

FloatWave::FloatWave(const std::string& path)
    : m_path(path)
    , m_file(path, std::ios::binary | std::ios::trunc)
{
    writeHeader();
    requireWritten();
}

void FloatWave::append(std::span<const float> samples)
{
    m_file.seekp(kHeaderBytes + m_samples * kSampleBytes);
    m_file.write(reinterpret_cast<const char*>(samples.data()),
                 static_cast<std::streamsize>(samples.size_bytes()));
    m_samples += static_cast<std::int64_t>(samples.size());
    writeHeader();
    requireWritten();
}

void FloatWave::writeHeader()
{
    const std::string header = headerOf(m_samples);
    m_file.seekp(0);
    m_file.write(header.data(), static_cast<std::streamsize>(header.size()));
    m_file.flush();
}

void FloatWave::requireWritten() const
{
    if (!m_file)
        throw Error(ErrorCode::Io, concat("'", m_path, "' cannot be written"),
                    "Check that the disk has room and that you may write there");
}

std::int64_t samplesOfFloatWave(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Error(ErrorCode::NotFound, concat("'", path, "' cannot be opened"),
                    "The folder is no whole take");
    std::string header(static_cast<std::size_t>(kHeaderBytes), '\0');
    file.read(header.data(), static_cast<std::streamsize>(header.size()));
    std::error_code ignored; // the size is then none that fits
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(path, ignored));
    const std::int64_t samples = (bytes - kHeaderBytes) / kSampleBytes;
    // One piece may lie behind what the header of a killed program says.
    std::uint32_t said = 0;
    for (std::size_t i = 0; i < 4; ++i)
        said |= static_cast<std::uint32_t>(static_cast<unsigned char>(header[54 + i])) << (8 * i);
    const std::int64_t known = said == kGreatestSize ? samples : said / kSampleBytes;
    if (!file || known > samples || header != headerOf(known))
        throw Error(ErrorCode::BadInput, concat("'", path, "' is damaged, or no sound of a take"),
                    "Only the files that Imprint wrote can be rendered again");
    return known;
}

} // namespace imprint::app
