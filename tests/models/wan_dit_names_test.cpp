#include "tests/support/torch_test.h"

#include "engine/models/wan_dit/wan_dit.h"
#include "engine/weights/weight_listing.h"

using namespace imprint;
using namespace imprint::engine;

namespace {

using Shape = std::vector<std::int64_t>;

WeightListing listingOf(std::int64_t dim, std::int64_t ffnDim, std::int64_t heads,
                        std::int64_t layers)
{
    WanDitConfig config;
    config.dim = dim;
    config.ffnDim = ffnDim;
    config.heads = heads;
    config.layers = layers;
    config.inChannels = 16;
    config.outChannels = 16;
    config.textDim = 4096;
    config.timeDim = 256;
    WeightListing listing;
    const WanDit dit(listing, "", config);
    return listing;
}

} // namespace

TEST_CASE("WanDit: the published sizes ask for the published tensors", "[models]")
{
    // Counts of wan-causal.md section 2.1, checked against the published files.
    const WeightListing small = listingOf(1536, 8960, 12, 30);
    CHECK(small.shapes().size() == 825);
    CHECK(small.parameters() == 1'418'996'800);
    const WeightListing large = listingOf(5120, 13824, 40, 40);
    CHECK(large.shapes().size() == 1095);
    CHECK(large.parameters() == 14'288'491'584);
}

TEST_CASE("WanDit: tensors have the published names and shapes", "[models]")
{
    const auto listing = listingOf(1536, 8960, 12, 30);
    const auto& shapes = listing.shapes();
    CHECK(shapes.at("patch_embedding.weight") == Shape{1536, 16, 1, 2, 2});
    CHECK(shapes.at("text_embedding.0.weight") == Shape{1536, 4096});
    CHECK(shapes.at("time_projection.1.bias") == Shape{6 * 1536});
    CHECK(shapes.at("head.head.weight") == Shape{64, 1536});
    CHECK(shapes.at("head.modulation") == Shape{1, 2, 1536});
    CHECK(shapes.at("blocks.29.modulation") == Shape{1, 6, 1536});
    CHECK(shapes.at("blocks.29.cross_attn.norm_k.weight") == Shape{1536});
    CHECK(shapes.at("blocks.29.norm3.bias") == Shape{1536});
    CHECK(shapes.at("blocks.29.ffn.2.weight") == Shape{1536, 8960});
    CHECK_FALSE(shapes.contains("blocks.30.modulation"));
}
