#include "engine/pipeline/wan/video_decoder.h"

#include "engine/models/taehv/taehv.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wan_vae/wan_vae_forecast.h"

#include <array>
#include <span>
#include <string_view>

namespace imprint::engine {
namespace {

/// A stream of either network; they differ in the type of what they remember.
template <class Network>
class StreamOf final : public DecoderStream {
public:
    explicit StreamOf(const Network& network)
        : m_network(network)
    {
    }

    at::Tensor operator()(const at::Tensor& latents) override
    {
        return m_network(latents.to(at::kFloat), m_state);
    }

    std::int64_t bytes() const override { return m_state.bytes(); }

private:
    const Network& m_network;
    typename Network::State m_state;
};

FrameLineForecast forecastOf(const WanVaeConfig& config, std::int64_t rows, std::int64_t columns,
                             at::ScalarType type)
{
    return forecastWanVaeDecoder(config, {rows, columns}, type);
}

FrameLineForecast forecastOf(const TaehvConfig& config, std::int64_t rows, std::int64_t columns,
                             at::ScalarType type)
{
    return forecastTaehvDecoder(config, rows, columns, type);
}

std::int64_t framesPerLatentOf(const WanVaeConfig& config)
{
    return config.temporalFactor();
}

std::int64_t framesPerLatentOf(const TaehvConfig& config)
{
    return config.framesPerLatent();
}

template <class Network>
class DecoderOf final : public VideoDecoder {
public:
    template <class Config>
    DecoderOf(WeightFile& weights, const Config& config, at::ScalarType type)
        : m_network(weights, config)
        , m_type(type)
        , m_weightBytes(weights.bytesHandedOut())
    {
    }

    std::unique_ptr<DecoderStream> begin() const override
    {
        return std::make_unique<StreamOf<Network>>(m_network);
    }

    FrameLineForecast forecast(std::int64_t rows, std::int64_t columns) const override
    {
        return forecastOf(m_network.config(), rows, columns, m_type);
    }

    std::int64_t spatialFactor() const override { return m_network.config().spatialFactor(); }
    std::int64_t framesPerLatent() const override { return framesPerLatentOf(m_network.config()); }
    std::int64_t weightBytes() const override { return m_weightBytes; }

private:
    Network m_network;
    at::ScalarType m_type;
    std::int64_t m_weightBytes;
};

/// notDecoder: scopes of the file that belong to the encoder.
template <class Network, class Config>
std::shared_ptr<const VideoDecoder> load(WeightFile& weights, const Config& config,
                                         at::ScalarType type,
                                         std::span<const std::string_view> notDecoder)
{
    for (const std::string_view scope : notDecoder)
        weights.ignore(scope);
    auto decoder = std::make_shared<DecoderOf<Network>>(weights, config, type);
    weights.finish();
    return decoder;
}

} // namespace

std::shared_ptr<const VideoDecoder> loadVideoDecoder(const ModelFiles& files, ModelDecoder choice,
                                                     at::ScalarType type, LoadingShare& share)
{
    const ModelFile& file = files.need(roleOf(choice));
    WeightFile weights(file.path, share.optionsFor(file, type));
    if (choice == ModelDecoder::Full)
        return load<WanVaeDecoder>(weights, readWanVaeConfig(file.network, file.path), type,
                                   kWanVaeEncoderScopes);
    constexpr std::array<std::string_view, 1> kSmallEncoderScopes = {"encoder"};
    return load<TaehvDecoder>(weights, readTaehvConfig(file.network, file.path), type,
                              kSmallEncoderScopes);
}

std::string_view roleOf(ModelDecoder choice)
{
    return choice == ModelDecoder::Full ? "vae" : "small-decoder";
}

} // namespace imprint::engine
