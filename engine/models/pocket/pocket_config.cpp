#include "engine/models/pocket/pocket_config.h"

#include "engine/models/pocket/motion_track.h"
#include "engine/weights/config_json.h"
#include "engine/weights/strict_json.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr const char* kHint = "Reinstall the model";

const nlohmann::json& member(const nlohmann::json& json, const char* key)
{
    const auto found = json.find(key);
    if (found == json.end())
        throw Error(ErrorCode::BadConfig, concat("setting '", key, "' is missing"), kHint);
    return *found;
}

void require(bool holds, const char* key, const nlohmann::json& value)
{
    if (!holds)
        throw Error(ErrorCode::BadConfig,
                    concat("setting '", key, "' cannot be ", printable(value.dump())), kHint);
}

const nlohmann::json& section(const nlohmann::json& json, const char* key)
{
    const nlohmann::json& value = member(json, key);
    require(value.is_object(), key, value);
    return value;
}

template <class T>
void read(const nlohmann::json& json, const char* key, T& result)
{
    const nlohmann::json& value = member(json, key);
    require(jsonFits<T>(value), key, value);
    result = value.get<T>();
}

template <class T>
std::vector<T> listOf(const nlohmann::json& json, const char* key)
{
    const nlohmann::json& value = member(json, key);
    require(value.is_array() && std::all_of(value.begin(), value.end(), jsonFits<T>), key, value);
    return value.get<std::vector<T>>();
}

template <class T, std::size_t count>
void read(const nlohmann::json& json, const char* key, std::array<T, count>& result)
{
    const std::vector<T> values = listOf<T>(json, key);
    require(values.size() == count, key, member(json, key));
    std::copy(values.begin(), values.end(), result.begin());
}

void readFrame(const nlohmann::json& json, PocketConfig& c)
{
    std::array<std::int64_t, 2> frame{};
    std::array<std::int64_t, 2> grid{};
    read(json, "name", c.name);
    read(json, "version", c.version);
    read(json, "frame", frame);
    read(json, "fps", c.framesPerSecond);
    const nlohmann::json& latent = section(json, "latent");
    read(latent, "channels", c.latent.channels);
    read(latent, "grid", grid);
    read(latent, "spatial", c.latent.spatial);
    read(latent, "temporal", c.latent.temporal);
    c.width = frame[0];
    c.height = frame[1];
    c.latent.rows = grid[0];
    c.latent.columns = grid[1];
    if (json.contains("audio")) // came with version 2
        read(section(json, "audio"), "residual_blocks", c.audioBlocks);
    // These two came with version 1.
    if (json.contains("head_motion"))
        read(json, "head_motion", c.headMotion);
    if (json.contains("decoder")) {
        const nlohmann::json& decoder = section(json, "decoder");
        read(decoder, "reference_detail", c.referenceDetail);
        if (decoder.contains("face_controls")) // came with version 4
            read(decoder, "face_controls", c.faceControls);
        if (decoder.contains("moving_face")) // came with version 8
            read(decoder, "moving_face", c.movingFace);
    }
    c.attributes = listOf<std::string>(json, "attributes");
}

PocketConfig parseConfig(const nlohmann::json& json, const std::string& path)
{
    PocketConfig c;
    nlohmann::json generator;
    namingFile(path, [&] {
        readFrame(json, c);
        generator = section(json, "generator");
        read(generator, "rope_pairs", c.rotaryPairs);
        read(generator, "rope_theta", c.rotaryTheta);
        if (generator.contains("posed_reference")) // came with version 1
            read(generator, "posed_reference", c.posedReference);
        if (generator.contains("colourless_anchors")) // came with version 2
            read(generator, "colourless_anchors", c.colourlessAnchors);
    });
    generator.erase("rope_pairs");
    generator.erase("rope_theta");
    generator.erase("posed_reference");
    generator.erase("colourless_anchors");
    fromJson(generator, c.generator, path);
    return c;
}

void check(const PocketConfig& c, const std::string& path)
{
    const auto agree = [&](bool holds, const char* what) {
        if (!holds)
            throw Error(ErrorCode::BadConfig, concat("'", path, "': ", what), kHint);
    };
    const auto& g = c.generator;
    agree(c.latent.channels > 0 && c.latent.spatial > 0 && c.latent.temporal > 0,
          "sizes of the latent must be positive");
    agree(c.width == c.latent.columns * c.latent.spatial &&
              c.height == c.latent.rows * c.latent.spatial,
          "frame, grid and spatial factor disagree");
    agree(c.framesPerSecond > 0 && c.framesPerSecond <= 240, "fps is out of range");
    agree(g.tokensPerFrame * g.patch * g.patch == c.latent.rows * c.latent.columns,
          "tokens_per_frame, patch and grid disagree");
    agree(g.dim % (2 * g.heads) == 0, "dim does not split into heads of even width");
    agree(2 * (c.rotaryPairs[0] + c.rotaryPairs[1] + c.rotaryPairs[2]) * g.heads == g.dim,
          "rope_pairs do not fill a head");
    agree(g.motionDim == MotionTrack::kWidth || g.motionDim == MotionTrack::kWidthWithMouths,
          "motion_dim is neither without nor with mouths");
    agree(c.audioBlocks >= 1 && c.audioBlocks <= 16, "audio.residual_blocks is out of range");
    agree(c.headMotion >= 0 && c.headMotion <= 1.2, "head_motion is out of range");
    agree(c.posedReference || !c.referenceDetail,
          "decoder.reference_detail needs generator.posed_reference");
    agree(c.referenceDetail || !c.movingFace, "decoder.moving_face needs decoder.reference_detail");
    agree(!c.faceControls || (c.referenceDetail && g.motionDim == MotionTrack::kWidthWithMouths),
          "decoder.face_controls needs decoder.reference_detail and a motion_dim with mouths");
    agree(c.posedReference || !c.colourlessAnchors,
          "generator.colourless_anchors needs generator.posed_reference");
    agree(!c.attributes.empty(), "attributes are missing");
}

} // namespace

std::int64_t PocketConfig::attributeIndex(const std::string& word) const
{
    const auto found = std::find(attributes.begin(), attributes.end(), word);
    return found == attributes.end() ? 0 : found - attributes.begin();
}

PocketConfig readPocketConfig(const std::string& directory)
{
    const std::string path = directory + "/config.json";
    const PocketConfig config = parseConfig(readStrictJson(path), path);
    check(config, path);
    return config;
}

} // namespace imprint::engine
