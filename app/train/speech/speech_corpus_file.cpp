// One safetensors file: speech_mouth [values, 6] float32, speech_samples [values, 320] bytes (160 little-endian 16-bit
// samples), speech_ends [utterances] int64 (values up to the end of each), speech_voices [bytes] (names, each with "\n").
#include "app/train/speech/speech_corpus.h"

#include "engine/core/error.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/weight_file.h"

#include <ATen/ATen.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <map>
#include <type_traits>
#include <utility>

namespace imprint::train {
namespace {

static_assert(std::endian::native == std::endian::little,
              "samples are stored as they lie in memory");
static_assert(sizeof(engine::MouthPose) == 6 * sizeof(float), "poses are stored as six floats");
static_assert(std::is_trivially_copyable_v<engine::MouthPose>, "poses are copied as bytes");

constexpr std::int64_t kPoseParts = 6;
constexpr std::int64_t kHopBytes = kMouthHop * sizeof(std::int16_t);

/// The corpus as tensors while it is filled or emptied from front to back.
struct CorpusTensors {
    at::Tensor mouth;
    at::Tensor samples;
    at::Tensor ends;
    at::Tensor voices;
};

CorpusTensors allocate(std::int64_t values, std::int64_t utterances, std::int64_t voiceBytes)
{
    return {at::empty({values, kPoseParts}), at::empty({values, kHopBytes}, at::kByte),
            at::empty({utterances}, at::kLong), at::empty({voiceBytes}, at::kByte)};
}

Error notACorpus(const std::string& path, const std::string& why)
{
    return {ErrorCode::BadInput, concat("'", path, "' is no speech corpus: ", why),
            "Make the corpus again with `imprint-train`"};
}

/// Copies one stored tensor out of the file, after checking its type and shape (-1: any).
at::Tensor take(const engine::SafetensorsFile& file, const std::string& name, engine::DataType type,
                at::ScalarType scalarType, const std::vector<std::int64_t>& shape)
{
    const auto found = file.tensors().find(name);
    if (found == file.tensors().end())
        throw notACorpus(file.path(), concat("it has no tensor '", name, "'"));
    const engine::StoredTensor& stored = found->second;
    bool fits = stored.type == type && stored.shape.size() == shape.size();
    for (std::size_t i = 0; fits && i < shape.size(); ++i)
        fits = shape[i] < 0 || shape[i] == stored.shape[i];
    if (!fits)
        throw notACorpus(file.path(),
                         concat("tensor '", name, "' is ", engine::toString(stored.type), " ",
                                at::IntArrayRef(stored.shape), ", expected ",
                                engine::toString(type), " ", at::IntArrayRef(shape)));
    at::Tensor tensor = at::empty(stored.shape, scalarType);
    if (!stored.bytes.empty())
        std::memcpy(tensor.mutable_data_ptr(), stored.bytes.data(), stored.bytes.size());
    return tensor;
}

CorpusTensors readTensors(const std::string& path)
{
    const auto file = engine::SafetensorsFile::open(path);
    using engine::DataType;
    CorpusTensors tensors;
    tensors.mouth = take(file, "speech_mouth", DataType::F32, at::kFloat, {-1, kPoseParts});
    tensors.samples =
        take(file, "speech_samples", DataType::U8, at::kByte, {tensors.mouth.size(0), kHopBytes});
    tensors.ends = take(file, "speech_ends", DataType::I64, at::kLong, {-1});
    tensors.voices = take(file, "speech_voices", DataType::U8, at::kByte, {-1});
    if (!at::isfinite(tensors.mouth).all().item<bool>())
        throw notACorpus(path, "a mouth value is not a number");
    return tensors;
}

std::vector<std::string> splitVoices(const at::Tensor& voices)
{
    const auto* bytes = voices.const_data_ptr<std::uint8_t>();
    std::vector<std::string> names;
    std::string name;
    for (std::int64_t i = 0; i < voices.size(0); ++i) {
        if (bytes[i] == '\n')
            names.push_back(std::exchange(name, {}));
        else
            name.push_back(static_cast<char>(bytes[i]));
    }
    if (!name.empty())
        names.push_back(name); // unterminated: the count will not fit
    return names;
}

Utterance cutOut(const CorpusTensors& tensors, std::int64_t begin, std::int64_t end)
{
    Utterance utterance;
    const auto values = static_cast<std::size_t>(end - begin);
    utterance.mouth.resize(values);
    utterance.samples.resize(values * kMouthHop);
    std::memcpy(static_cast<void*>(utterance.mouth.data()),
                tensors.mouth.const_data_ptr<float>() + begin * kPoseParts,
                values * sizeof(engine::MouthPose));
    std::memcpy(utterance.samples.data(),
                tensors.samples.const_data_ptr<std::uint8_t>() + begin * kHopBytes,
                values * static_cast<std::size_t>(kHopBytes));
    return utterance;
}

} // namespace

void SpeechCorpus::write(const std::string& path) const
{
    std::int64_t values = 0;
    std::string voices;
    for (const Utterance& utterance : m_utterances) {
        values += static_cast<std::int64_t>(utterance.mouth.size());
        voices += utterance.voice + '\n';
    }
    const CorpusTensors tensors = allocate(values, static_cast<std::int64_t>(size()),
                                           static_cast<std::int64_t>(voices.size()));
    std::memcpy(tensors.voices.mutable_data_ptr(), voices.data(), voices.size());
    auto* mouth = tensors.mouth.mutable_data_ptr<float>();
    auto* samples = tensors.samples.mutable_data_ptr<std::uint8_t>();
    auto* ends = tensors.ends.mutable_data_ptr<std::int64_t>();
    std::int64_t written = 0;
    for (const Utterance& utterance : m_utterances) {
        const auto count = static_cast<std::int64_t>(utterance.mouth.size());
        std::memcpy(mouth + written * kPoseParts, utterance.mouth.data(),
                    utterance.mouth.size() * sizeof(engine::MouthPose));
        std::memcpy(samples + written * kHopBytes, utterance.samples.data(),
                    utterance.samples.size() * sizeof(std::int16_t));
        written += count;
        *ends++ = written;
    }
    engine::writeSafetensors(path, {{"speech_mouth", tensors.mouth},
                                    {"speech_samples", tensors.samples},
                                    {"speech_ends", tensors.ends},
                                    {"speech_voices", tensors.voices}});
}

SpeechCorpus SpeechCorpus::read(const std::string& path)
{
    const CorpusTensors tensors = readTensors(path);
    const std::vector<std::string> voices = splitVoices(tensors.voices);
    const auto* ends = tensors.ends.const_data_ptr<std::int64_t>();
    const std::int64_t count = tensors.ends.size(0);
    if (static_cast<std::int64_t>(voices.size()) != count)
        throw notACorpus(path, concat(voices.size(), " voices for ", count, " utterances"));
    std::vector<Utterance> utterances;
    std::int64_t begin = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        if (ends[i] <= begin || ends[i] > tensors.mouth.size(0))
            throw notACorpus(path, concat("utterance ", i, " ends at value ", ends[i]));
        utterances.push_back(cutOut(tensors, begin, ends[i]));
        utterances.back().voice = voices[static_cast<std::size_t>(i)];
        begin = ends[i];
    }
    if (begin != tensors.mouth.size(0))
        throw notACorpus(path, concat(tensors.mouth.size(0) - begin, " values belong to nobody"));
    return SpeechCorpus(std::move(utterances));
}

} // namespace imprint::train
