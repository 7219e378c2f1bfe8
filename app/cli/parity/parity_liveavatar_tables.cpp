#include "app/cli/parity/parity_components.h"

#include "app/cli/parity/keys_table.h"
#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/models/liveavatar/picture_size.h"
#include "engine/models/wav2vec2/video_frames.h"
#include "engine/models/wav2vec2/wav2vec2_config.h"
#include "engine/pipeline/liveavatar/avatar_recipe.h"
#include "engine/weights/strict_json.h"

#include <algorithm>

namespace imprint::app {
namespace {

/// A table of rows, each an entry of its own, so that a report says which differs.
/// computed: a row of the case -> what it should say.
template <class Computed>
void addRows(const ParityCase& parityCase, Computed&& computed, ParityTable& table)
{
    const nlohmann::json& rows = parityCase.document.at("rows");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string name = concat("row ", i);
        table.expected[name] = rows.at(i);
        table.got[name] = computed(rows.at(i));
    }
}

/// One way to cut a sound into clips: what the network gets of so many states.
nlohmann::json clipsRow(const nlohmann::json& asked, std::int64_t states)
{
    const std::int64_t rate = asked.at("fps");
    const std::int64_t perClip = asked.at("batch_frames");
    const std::int64_t clips = engine::clipsOf(states, rate, perClip);
    const std::vector<std::int64_t> heard = engine::statesOfPictures(clips * perClip, rate);
    nlohmann::json row = asked;
    row["num_repeat"] = clips;
    row["frames"] = heard.size();
    row["non_zero_frames"] = std::count_if(heard.begin(), heard.end(),
                                           [&](std::int64_t state) { return state < states; });
    return row;
}

nlohmann::json soundRow(const nlohmann::json& asked)
{
    const std::int64_t frames = engine::Wav2Vec2Config().framesOf(asked.at("samples"));
    const std::int64_t states = engine::statesOf(frames);
    nlohmann::json row = asked;
    row["conv_frames"] = frames;
    row["frames_30hz"] = states;
    for (nlohmann::json& clips : row.at("clips"))
        clips = clipsRow(clips, states);
    return row;
}

/// "704*384"
std::int64_t areaOf(const std::string& budget)
{
    const std::size_t times = budget.find('*');
    if (times == std::string::npos)
        throw Error(ErrorCode::BadInput, concat("'", budget, "' is no area"));
    return std::stoll(budget.substr(0, times)) * std::stoll(budget.substr(times + 1));
}

nlohmann::json sizeRow(const nlohmann::json& asked)
{
    nlohmann::json row = asked;
    const std::int64_t area = areaOf(asked.at("budget"));
    const engine::PictureSize size = engine::videoSizeFor(
        {.height = asked.at("picture_hw").at(0), .width = asked.at("picture_hw").at(1)}, area);
    row["area"] = area;
    row["generated_hw"] = {size.height, size.width};
    return row;
}

} // namespace

ParityTable runLiveAvatarFrameTableCase(const ParityCase& parityCase)
{
    ParityTable table;
    for (const auto& [rate, states] : parityCase.document.at("sample_index").items()) {
        const std::string name = "sample_index " + rate;
        table.expected[name] = states;
        table.got[name] =
            engine::statesOfPictures(static_cast<std::int64_t>(states.size()), std::stoll(rate));
    }
    addRows(parityCase, soundRow, table);
    return table;
}

ParityTable runLiveAvatarSizeTableCase(const ParityCase& parityCase)
{
    ParityTable table;
    addRows(parityCase, sizeRow, table);
    return table;
}

ParityTable runLiveAvatarKeysCase(const ParityCase& parityCase)
{
    // The case states no sizes: it is of the published network.
    const std::string manifest = resourceDirectory() + "/manifests/liveavatar.json";
    const engine::LiveAvatarConfig config =
        engine::readAvatarRecipe(engine::readStrictJson(manifest).at("recipe"), manifest).network;
    engine::WeightListing listing;
    const engine::LiveAvatarDit dit(listing, config);
    ParityTable table = keysTable(parityCase, listing);
    table.expected["injected_block_id"] = parityCase.config.at("injected_block_id");
    for (std::size_t rank = 0; rank < config.parts.injectedAfter.size(); ++rank)
        table.got["injected_block_id"][std::to_string(config.parts.injectedAfter[rank])] = rank;
    return table;
}

} // namespace imprint::app
