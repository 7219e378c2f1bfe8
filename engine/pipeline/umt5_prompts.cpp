#include "engine/pipeline/umt5_prompts.h"

#include "engine/core/error.h"
#include "engine/models/umt5/umt5_tokenizer.h"
#include "engine/weights/sha256.h"
#include "engine/weights/weight_file.h"

#include <memory>
#include <utility>

namespace imprint::engine {
namespace {

/// All that an embedding depends on apart from its prompt.
std::string encoderIdentity(const Umt5Files& files)
{
    return concat(files.weightsHash, " ", sha256OfFile(files.tokenizerFolder + "/spiece.model"),
                  " ", sha256OfFile(files.tokenizerFolder + "/tokenizer.json"), " ",
                  c10::toString(files.type));
}

} // namespace

Umt5Prompts::Umt5Prompts(Umt5Files files, const PromptCachePlace& place)
    : m_files(std::move(files))
{
    IMPRINT_ASSERT(!m_files.weightsHash.empty());
    m_cache.folder = place.folder;
    m_cache.encoder = encoderIdentity(m_files);
    m_cache.rows = m_files.config.textLength;
    m_cache.width = m_files.config.dim;
    m_cache.limitBytes = place.limitBytes;
}

std::vector<at::Tensor> Umt5Prompts::operator()(const std::vector<std::string>& prompts,
                                                const BlockProgress& progress) const
{
    std::vector<std::string> cleaned;
    for (const std::string& prompt : prompts)
        cleaned.push_back(m_clean(prompt));
    const PromptEmbeddings embeddings(m_cache, [&](const std::vector<std::string>& missing) {
        return encode(missing, progress);
    });
    return embeddings(cleaned);
}

std::vector<at::Tensor> Umt5Prompts::encode(const std::vector<std::string>& cleaned,
                                            const BlockProgress& progress) const
{
    const Umt5Tokenizer tokenize(m_files.tokenizerFolder);
    std::vector<PromptIds> ids;
    for (const std::string& prompt : cleaned)
        ids.push_back(tokenize(tokenize.withoutSpecialTexts(prompt),
                               static_cast<std::size_t>(m_files.config.textLength)));
    WeightFile weights(m_files.weights, m_files.type);
    std::vector<at::Tensor> embeddings =
        encodeBlockByBlock(weights, "", m_files.config, ids, progress);
    weights.finish();
    return embeddings;
}

OpenPromptReader openUmt5Prompts(PromptCachePlace place)
{
    return [place = std::move(place)](const Umt5Files& files) -> PromptReader {
        const auto prompts = std::make_shared<const Umt5Prompts>(files, place);
        return [prompts](const std::vector<std::string>& texts, const BlockProgress& progress) {
            return (*prompts)(texts, progress);
        };
    };
}

} // namespace imprint::engine
