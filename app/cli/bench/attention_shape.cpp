#include "app/cli/bench/attention_shape.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint::app {
namespace {

constexpr std::int64_t kWanTokens = 52 * 30; // 832×480, 16 pixels per token

AttentionShape wan(const char* name, std::int64_t layers, std::int64_t heads)
{
    return {
        .name = name,
        .layers = layers,
        .kv = {.tokensPerFrame = kWanTokens, .heads = heads, .headDim = 128, .type = at::kBFloat16},
        .latentsPerSecond = 16.0 / 4,
        .local = {.sinkFrames = 3, .windowFrames = 3, .blockFrames = 3}};
}

} // namespace

std::int64_t AttentionShape::frames(double seconds) const
{
    return static_cast<std::int64_t>(std::floor(seconds * latentsPerSecond));
}

const std::vector<AttentionShape>& attentionShapes()
{
    static const std::vector<AttentionShape> kShapes{
        {.name = "pocket",
         .layers = 6,
         .kv = {.tokensPerFrame = 64, .heads = 3, .headDim = 64, .type = at::kFloat},
         .latentsPerSecond = 25.0 / 4,
         .local = {.sinkFrames = 1, .windowFrames = 3, .blockFrames = 3}},
        wan("wan-1.3b", 30, 12),
        wan("wan-14b", 40, 40),
    };
    return kShapes;
}

const AttentionShape& attentionShape(std::string_view name)
{
    std::string possible;
    for (const AttentionShape& shape : attentionShapes()) {
        if (shape.name == name)
            return shape;
        possible += (possible.empty() ? "" : ", ") + shape.name;
    }
    throw Error(ErrorCode::BadConfig, concat("there is no attention shape '", name, "'"),
                "Use one of: " + possible);
}

} // namespace imprint::app
