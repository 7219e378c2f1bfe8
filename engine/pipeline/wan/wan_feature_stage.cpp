#include "engine/pipeline/wan/wan_feature_stage.h"

#include "engine/core/error.h"
#include "engine/core/log.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

std::vector<std::string> promptsOf(const SessionRequest& request)
{
    std::vector<std::string> prompts{request.config.prompt};
    for (const SettingsChange& change : request.changes)
        if (std::find(prompts.begin(), prompts.end(), change.config.prompt) == prompts.end())
            prompts.push_back(change.config.prompt);
    return prompts;
}

std::optional<BlockHearing> hearingOf(const VideoParts& parts)
{
    if (parts.voice() == nullptr)
        return std::nullopt;
    return std::optional<BlockHearing>(std::in_place, *parts.voice());
}

} // namespace

WanFeatureStage::WanFeatureStage(std::shared_ptr<const VideoParts> parts, SessionLine& line,
                                 const SessionRequest& request, const VideoRhythm& rhythm)
    : m_parts(std::move(parts))
    , m_line(line)
    , m_rhythm(rhythm)
    , m_hearing(hearingOf(*m_parts))
    // What is heard cannot be made before its time is over.
    , m_metronome(line.settings, rhythm, line.live && !m_hearing)
    , m_script(promptsOf(request))
{
}

void WanFeatureStage::begin(const Emit& emit)
{
    m_metronome.begin(conditioned(emit));
}

void WanFeatureStage::step(const AudioBlock& audio, const Emit& emit)
{
    if (m_hearing)
        m_hearing->push(audio.samples);
    m_metronome.step(audio, conditioned(emit));
    emitHeard(emit);
}

void WanFeatureStage::finish(const Emit& emit)
{
    if (m_hearing)
        m_hearing->end();
    m_metronome.finish(conditioned(emit));
    emitHeard(emit);
}

void WanFeatureStage::emitHeard(const Emit& emit)
{
    while (!m_unheard.empty()) {
        const std::int64_t block = m_unheard.front().block;
        const auto sound = m_hearing->next(m_rhythm.endFrame(block) - m_rhythm.firstFrame(block));
        if (!sound)
            return;
        WanConditioning conditioning = std::move(m_unheard.front());
        m_unheard.pop_front();
        conditioning.sound = *sound;
        emit(std::move(conditioning));
    }
}

BlockMetronome::Emit WanFeatureStage::conditioned(const Emit& emit)
{
    return [this, &emit](DueBlock due) {
        WanConditioning conditioning{.block = due.block,
                                     .videoFrames = due.videoFrames,
                                     .prompt = embedding(due.config->prompt)};
        conditioning.config = std::move(due.config);
        if (!m_hearing)
            return emit(std::move(conditioning));
        m_unheard.push_back(std::move(conditioning));
        return true;
    };
}

const at::Tensor& WanFeatureStage::embedding(const std::string& prompt)
{
    if (m_scripted.empty()) {
        const std::vector<at::Tensor> embeddings = read(m_script);
        for (std::size_t i = 0; i < m_script.size(); ++i)
            m_scripted.emplace(m_script[i], embeddings[i]);
    }
    if (const auto found = m_scripted.find(prompt); found != m_scripted.end())
        return found->second;
    if (!m_latest.defined() || m_latestPrompt != prompt) {
        m_latest = read({prompt}).front();
        m_latestPrompt = prompt;
    }
    return m_latest;
}

std::vector<at::Tensor> WanFeatureStage::read(const std::vector<std::string>& prompts) const
{
    const std::stop_token stop = m_line.stop.get_token();
    return m_parts->read(prompts, [&](std::int64_t done, std::int64_t all) {
        if (stop.stop_requested())
            throw Error(ErrorCode::Stopped, "reading the prompt was stopped");
        log(LogLevel::Debug, concat("The text encoder is through ", done, " of ", all, " blocks"));
    });
}

Ledger WanFeatureStage::ledger() const
{
    std::int64_t bytes = m_latest.defined() ? static_cast<std::int64_t>(m_latest.nbytes()) : 0;
    for (const auto& [prompt, embedding] : m_scripted)
        bytes += static_cast<std::int64_t>(embedding.nbytes());
    const auto count = static_cast<std::int64_t>(m_scripted.size()) + (m_latest.defined() ? 1 : 0);
    return {.entries = {{.consumer = MemoryConsumer::FeatureState,
                         .measuredBytes = bytes + (m_hearing ? m_hearing->stateBytes() : 0),
                         .predictedBytes = count * m_parts->embeddingBytes() +
                                           (m_hearing ? m_hearing->predictedStateBytes() : 0)}}};
}

} // namespace imprint::engine
