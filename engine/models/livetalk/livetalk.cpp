#include "engine/models/livetalk/livetalk.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

// What is heard first comes behind block 1, which is in front of block 2.
constexpr std::size_t kFirstBlock = 1;

const WanDitConfig& checked(const WanDitConfig& network)
{
    if (network.inChannels != 2 * network.outChannels + 1)
        throw Error(ErrorCode::BadConfig,
                    concat("the network takes ", network.inChannels, " channels and gives ",
                           network.outChannels),
                    "It must take noise and reference of as many, and one more");
    return network;
}

} // namespace

LiveTalk::LiveTalk(WeightReader& weights, const std::string& scope, const LiveTalkConfig& config)
    : m_network(weights, scope, checked(config.network))
    , m_sound(weights, scope, config.sound, config.network.dim, config.network.layers)
{
}

TokenChange soundBetweenBlocks(const at::Tensor& spread)
{
    return [perBlock = spread.unsqueeze(2)](std::size_t block, const at::Tensor& tokens) {
        const auto heard = static_cast<std::size_t>(perBlock.size(0));
        if (block < kFirstBlock || block >= kFirstBlock + heard)
            return tokens;
        return tokens + perBlock[static_cast<std::int64_t>(block - kFirstBlock)]; // [F, 1, dim]
    };
}

} // namespace imprint::engine
