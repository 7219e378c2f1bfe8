#include "engine/pipeline/wan/video_decoder.h"

#include "engine/models/taehv/taehv.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wan_vae/wan_vae_forecast.h"

#include <utility>

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

class FullDecoder final : public VideoDecoder {
public:
    FullDecoder(WeightFile& weights, const WanVaeConfig& config, at::ScalarType type)
        : m_network(weights, config)
        , m_type(type)
        , m_weightBytes(weights.bytesHandedOut())
    {
    }

    std::unique_ptr<DecoderStream> begin() const override
    {
        return std::make_unique<StreamOf<WanVaeDecoder>>(m_network);
    }

    FrameLineForecast forecast(std::int64_t rows, std::int64_t columns) const override
    {
        return forecastWanVaeDecoder(m_network.config(), {rows, columns}, m_type);
    }

    std::int64_t spatialFactor() const override { return m_network.config().spatialFactor(); }
    std::int64_t framesPerLatent() const override { return m_network.config().temporalFactor(); }
    std::int64_t weightBytes() const override { return m_weightBytes; }

private:
    WanVaeDecoder m_network;
    at::ScalarType m_type;
    std::int64_t m_weightBytes;
};

class SmallDecoder final : public VideoDecoder {
public:
    SmallDecoder(WeightFile& weights, const TaehvConfig& config, at::ScalarType type)
        : m_network(weights, config)
        , m_type(type)
        , m_weightBytes(weights.bytesHandedOut())
    {
    }

    std::unique_ptr<DecoderStream> begin() const override
    {
        return std::make_unique<StreamOf<TaehvDecoder>>(m_network);
    }

    FrameLineForecast forecast(std::int64_t rows, std::int64_t columns) const override
    {
        return forecastTaehvDecoder(m_network.config(), rows, columns, m_type);
    }

    std::int64_t spatialFactor() const override { return m_network.config().spatialFactor(); }
    std::int64_t framesPerLatent() const override { return m_network.config().framesPerLatent(); }
    std::int64_t weightBytes() const override { return m_weightBytes; }

private:
    TaehvDecoder m_network;
    at::ScalarType m_type;
    std::int64_t m_weightBytes;
};

std::shared_ptr<const VideoDecoder> loadFull(const ModelFile& file, at::ScalarType type,
                                             LoadingShare& share)
{
    WeightFile weights(file.path, share.optionsFor(file, type));
    for (const std::string_view scope : kWanVaeEncoderScopes)
        weights.ignore(scope);
    auto decoder =
        std::make_shared<FullDecoder>(weights, readWanVaeConfig(file.network, file.path), type);
    weights.finish();
    return decoder;
}

std::shared_ptr<const VideoDecoder> loadSmall(const ModelFile& file, at::ScalarType type,
                                              LoadingShare& share)
{
    WeightFile weights(file.path, share.optionsFor(file, type));
    weights.ignore("encoder");
    auto decoder =
        std::make_shared<SmallDecoder>(weights, readTaehvConfig(file.network, file.path), type);
    weights.finish();
    return decoder;
}

} // namespace

std::shared_ptr<const VideoDecoder> loadVideoDecoder(const ModelFiles& files, ModelDecoder choice,
                                                     at::ScalarType type, LoadingShare& share)
{
    const ModelFile& file = files.need(roleOf(choice));
    return choice == ModelDecoder::Full ? loadFull(file, type, share)
                                        : loadSmall(file, type, share);
}

std::string_view roleOf(ModelDecoder choice)
{
    return choice == ModelDecoder::Full ? "vae" : "small-decoder";
}

} // namespace imprint::engine
