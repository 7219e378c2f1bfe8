#include "engine/pipeline/prompt_embeddings.h"

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/sha256.h"
#include "engine/weights/weight_file.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <span>
#include <system_error>

namespace imprint::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTensor = "prompt_embedding";
constexpr const char* kHash = "sha256"; // of the tensor's bytes, in the file's texts
constexpr const char* kSuffix = ".safetensors";

std::string hashOf(std::string_view text)
{
    return sha256Of(std::as_bytes(std::span(text.data(), text.size())));
}

std::string hashOf(const at::Tensor& tensor)
{
    return sha256Of({static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()});
}

/// The rows up to the last one that is not zero; one at least.
at::Tensor withoutPadding(const at::Tensor& embedding)
{
    const at::Tensor real = embedding.ne(0).any(1).nonzero();
    const std::int64_t count = real.size(0) == 0 ? 1 : real[-1].item<std::int64_t>() + 1;
    return embedding.narrow(0, 0, count).cpu().contiguous();
}

[[noreturn]] void damaged(const std::string& what)
{
    throw Error(ErrorCode::BadInput, what);
}

struct KeptFile {
    fs::path path;
    fs::file_time_type used;
    std::int64_t bytes = 0;
};

/// The files of a cache's folder, the one unused for the longest first. Files that go meanwhile are passed over.
std::vector<KeptFile> keptFiles(const std::string& folder)
{
    std::vector<KeptFile> files;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        std::error_code gone;
        const auto used = entry.last_write_time(gone);
        const auto bytes = gone ? 0 : entry.file_size(gone);
        if (!gone && entry.path().extension() == kSuffix)
            files.push_back({entry.path(), used, static_cast<std::int64_t>(bytes)});
    }
    std::sort(files.begin(), files.end(),
              [](const KeptFile& a, const KeptFile& b) { return a.used < b.used; });
    return files;
}

} // namespace

PromptEmbeddings::PromptEmbeddings(PromptCacheSettings settings, PromptEncoding encode)
    : m_settings(std::move(settings))
    , m_encode(std::move(encode))
{
    IMPRINT_ASSERT(!m_settings.folder.empty() && !m_settings.encoder.empty());
}

std::vector<at::Tensor> PromptEmbeddings::operator()(const std::vector<std::string>& cleaned) const
{
    std::map<std::string, at::Tensor> known;
    std::vector<std::string> missing;
    std::vector<std::string> paths;
    for (const std::string& prompt : cleaned) {
        paths.push_back(pathOf(prompt));
        if (known.contains(prompt) ||
            std::find(missing.begin(), missing.end(), prompt) != missing.end())
            continue;
        if (const auto kept = read(paths.back()))
            known.emplace(prompt, *kept);
        else
            missing.push_back(prompt);
    }
    if (!missing.empty()) {
        const std::vector<at::Tensor> made = m_encode(missing);
        IMPRINT_ASSERT(made.size() == missing.size());
        for (std::size_t i = 0; i < made.size(); ++i) {
            if (made[i].sizes() != at::IntArrayRef({m_settings.rows, m_settings.width}))
                throw Error(ErrorCode::BadShape,
                            concat("the embedding of a prompt has shape ", made[i].sizes(),
                                   ", expected [", m_settings.rows, ", ", m_settings.width, "]"));
            keep(pathOf(missing[i]), made[i]);
            known.emplace(missing[i], made[i]);
        }
        forgetOldest(paths);
    }
    std::vector<at::Tensor> embeddings;
    for (const std::string& prompt : cleaned)
        embeddings.push_back(known.at(prompt));
    return embeddings;
}

bool PromptEmbeddings::has(const std::vector<std::string>& cleaned) const
{
    return std::all_of(cleaned.begin(), cleaned.end(),
                       [this](const std::string& prompt) { return fs::exists(pathOf(prompt)); });
}

std::string PromptEmbeddings::pathOf(const std::string& prompt) const
{
    const std::string key = concat("imprint prompt embedding 1\n", m_settings.encoder, "\n",
                                   m_settings.rows, " ", m_settings.width, "\n", prompt);
    return m_settings.folder + "/" + hashOf(key) + kSuffix;
}

std::optional<at::Tensor> PromptEmbeddings::read(const std::string& path) const
{
    if (!fs::exists(path))
        return {};
    try {
        at::Tensor embedding = readWhole(path);
        std::error_code
            ignored; // it was used now; where that cannot be noted it is forgotten earlier
        fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
        return embedding;
    } catch (const Error& problem) { // the encoder makes it anew
        log(LogLevel::Warning,
            concat("A kept prompt cannot be used and is encoded again: ", problem.oneLine()));
        return {};
    }
}

at::Tensor PromptEmbeddings::readWhole(const std::string& path) const
{
    const auto texts = SafetensorsFile::open(path).metadata();
    const auto tensors = readAllTensors(path);
    const auto found = tensors.find(kTensor);
    const auto hash = texts.find(kHash);
    if (found == tensors.end() || hash == texts.end())
        damaged(concat("'", path, "' holds no embedding"));
    const at::Tensor& rows = found->second;
    const bool fits = rows.dim() == 2 && rows.size(0) >= 1 && rows.size(0) <= m_settings.rows &&
                      rows.size(1) == m_settings.width && rows.is_floating_point();
    if (!fits)
        damaged(concat("'", path, "' has shape ", rows.sizes()));
    if (hashOf(rows) != hash->second)
        damaged(concat("'", path, "' is not what was written"));
    return at::constant_pad_nd(rows, {0, 0, 0, m_settings.rows - rows.size(0)});
}

void PromptEmbeddings::keep(const std::string& path, const at::Tensor& embedding) const
{
    try {
        std::error_code ignored; // writing says so
        fs::create_directories(m_settings.folder, ignored);
        const at::Tensor rows = withoutPadding(embedding);
        writeSafetensors(path, {{kTensor, rows}}, {{kHash, hashOf(rows)}});
    } catch (const Error& problem) { // the embedding is here; next time it is made again
        log(LogLevel::Warning, concat("An encoded prompt is not kept: ", problem.oneLine()));
    }
}

void PromptEmbeddings::forgetOldest(const std::vector<std::string>& spared) const
{
    const std::vector<KeptFile> files = keptFiles(m_settings.folder);
    std::int64_t bytes = 0;
    for (const KeptFile& file : files)
        bytes += file.bytes;
    for (const KeptFile& file : files) {
        if (bytes <= m_settings.limitBytes)
            return;
        if (std::find(spared.begin(), spared.end(), file.path.string()) != spared.end())
            continue;            // in use: a limit below one prompt would keep nothing
        std::error_code ignored; // another process may have deleted it
        fs::remove(file.path, ignored);
        bytes -= file.bytes;
    }
}

} // namespace imprint::engine
