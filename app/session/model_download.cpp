#include "app/session/model_download.h"

#include "app/session/file_hash.h"
#include "engine/core/whole_file.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSpareBytes = 64 << 20; // a disk is never filled to the last byte
constexpr long kConnectSeconds = 20;

using CurlPtr = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

std::int64_t freeBytesOf(const DownloadOptions& options, const std::string& folder)
{
    if (options.freeBytes)
        return options.freeBytes(folder);
    std::error_code failed;
    const fs::space_info space = fs::space(folder, failed);
    return failed ? 0 : static_cast<std::int64_t>(space.available);
}

/// The file that grows: opened for appending, and locked against another program that fetches the same.
class PartFile {
public:
    explicit PartFile(const std::string& path)
        : m_path(path)
        , m_file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644))
    {
        if (m_file < 0)
            fail("cannot be written");
        if (::flock(m_file, LOCK_EX | LOCK_NB) != 0) {
            ::close(m_file);
            throw Error(ErrorCode::Io, concat("'", m_path, "' is being fetched by another program"),
                        "Wait until that has ended");
        }
    }
    ~PartFile() { ::close(m_file); }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    std::int64_t size() const { return static_cast<std::int64_t>(::lseek(m_file, 0, SEEK_END)); }
    void append(const char* data, std::size_t count)
    {
        while (count > 0) {
            const ssize_t written = ::write(m_file, data, count);
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                fail("cannot be written further");
            data += written;
            count -= static_cast<std::size_t>(written);
        }
    }
    void clear()
    {
        if (::ftruncate(m_file, 0) != 0)
            fail("cannot be begun anew");
    }
    void flush()
    {
        if (::fsync(m_file) != 0)
            fail("cannot be written to the disk");
    }

private:
    [[noreturn]] void fail(const char* what) const
    {
        throw Error(ErrorCode::Io, concat("'", m_path, "' ", what, ": ", std::strerror(errno)),
                    "Make space on that disk, or check the rights of its folder");
    }

    const std::string m_path;
    const int m_file;
};

/// What a server says before the bytes.
struct Answer {
    long status = 0;
    std::int64_t length = -1;    ///< of this answer
    std::int64_t rangeFrom = -1; ///< of the first byte in the file
    std::int64_t fileBytes = -1; ///< of the whole file, where a range names it
    std::string sha256;          ///< of the whole file, as hubs name it; outlives a redirection
};

std::int64_t numberAt(std::string_view text)
{
    std::int64_t value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void readHeader(Answer& answer, std::string line)
{
    std::transform(line.begin(), line.end(), line.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const auto valueOf = [&](std::string_view name) -> std::optional<std::string> {
        if (!line.starts_with(name))
            return std::nullopt;
        std::string value = line.substr(name.size());
        std::erase_if(value, [](char letter) {
            return letter == ' ' || letter == '"' || letter == '\r' || letter == '\n';
        });
        return value;
    };
    if (line.starts_with("http/"))
        answer = {.status = static_cast<long>(numberAt(line.substr(line.find(' ') + 1))),
                  .sha256 = answer.sha256};
    else if (const auto length = valueOf("content-length:"))
        answer.length = numberAt(*length);
    else if (const auto range = valueOf("content-range:"); range && range->starts_with("bytes")) {
        answer.rangeFrom = numberAt(std::string_view(*range).substr(5));
        answer.fileBytes = numberAt(std::string_view(*range).substr(range->find('/') + 1));
    } else if (const auto tag = valueOf("x-linked-etag:"); tag && tag->size() == 64)
        answer.sha256 = *tag;
}

/// One request, which appends to the part.
class Transfer {
public:
    Transfer(const ModelDownload& file, PartFile& part, const std::string& folder,
             const DownloadOptions& options,
             const std::function<void(std::int64_t, std::int64_t)>& progress, std::stop_token stop)
        : m_file(file)
        , m_part(part)
        , m_folder(folder)
        , m_options(options)
        , m_progress(progress)
        , m_stop(std::move(stop))
        , m_size(part.size())
    {
    }

    /// Returns whether the file is whole. Throws what stands in the way of another attempt.
    bool run()
    {
        const CurlPtr curl(curl_easy_init(), &curl_easy_cleanup);
        IMPRINT_ASSERT(curl);
        setUp(curl.get());
        const CURLcode code = curl_easy_perform(curl.get());
        if (m_failure)
            std::rethrow_exception(m_failure);
        if (m_stop.stop_requested())
            return false;
        return judge(code);
    }

    const std::string& problem() const { return m_problem; }
    const std::string& sha256() const { return m_answer.sha256; }

private:
    void setUp(CURL* curl)
    {
        const auto set = [&](CURLoption option, auto value) {
            const CURLcode code = curl_easy_setopt(curl, option, value);
            IMPRINT_ASSERT(code == CURLE_OK, "option ", option, ": ", curl_easy_strerror(code));
        };
        set(CURLOPT_URL, m_file.address.c_str());
        const char* protocols = m_options.onlyEncrypted ? "https" : "http,https";
        set(CURLOPT_PROTOCOLS_STR, protocols);
        set(CURLOPT_REDIR_PROTOCOLS_STR, protocols);
        set(CURLOPT_FOLLOWLOCATION, 1L);
        set(CURLOPT_MAXREDIRS, 8L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
        set(CURLOPT_LOW_SPEED_LIMIT, 1L);
        set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(m_options.silence.count()));
        set(CURLOPT_USERAGENT, "Imprint");
        set(CURLOPT_ERRORBUFFER, m_errorText.data());
        if (m_size > 0)
            set(CURLOPT_RANGE, concat(m_size, "-").c_str());
        set(CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
        set(CURLOPT_HEADERDATA, static_cast<void*>(this));
        set(CURLOPT_WRITEFUNCTION, &Transfer::onBody);
        set(CURLOPT_WRITEDATA, static_cast<void*>(this));
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &Transfer::onProgress);
        set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
    }

    static std::size_t onHeader(char* data, std::size_t, std::size_t count, void* self)
    {
        readHeader(static_cast<Transfer*>(self)->m_answer, std::string(data, count));
        return count;
    }

    static std::size_t onBody(char* data, std::size_t, std::size_t count, void* self)
    {
        return static_cast<Transfer*>(self)->take(data, count) ? count : 0;
    }

    static int onProgress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
    {
        return static_cast<Transfer*>(self)->m_stop.stop_requested() ? 1 : 0;
    }

    /// A C library calls this: what is thrown has to wait until it has returned.
    bool take(const char* data, std::size_t count)
    {
        try {
            if (!std::exchange(m_begun, true) && !begin())
                return false;
            if (!wantsBody())
                return true; // a page that explains a refusal
            m_part.append(data, count);
            m_size += static_cast<std::int64_t>(count);
            m_progress(m_size, m_total);
            return true;
        } catch (...) {
            m_failure = std::current_exception();
            return false;
        }
    }

    bool wantsBody() const { return m_answer.status == 200 || m_answer.status == 206; }

    /// Before the first byte is written: does it go on where the part ends, and is there space for the rest?
    bool begin()
    {
        if (!wantsBody())
            return true;
        if (m_answer.status == 206 && m_answer.rangeFrom != m_size) {
            m_problem = "the server sent another part of the file than it was asked for";
            return false;
        }
        if (m_answer.status == 200 && m_size > 0) { // it does not know ranges
            m_part.clear();
            m_size = 0;
        }
        m_total = m_answer.fileBytes > 0 ? m_answer.fileBytes
                  : m_answer.length >= 0 ? m_size + m_answer.length
                                         : 0;
        const std::int64_t missing = std::max(m_total, m_file.aboutBytes) - m_size;
        const std::int64_t space = freeBytesOf(m_options, m_folder) - kSpareBytes;
        if (missing > space)
            throw Error(ErrorCode::Io,
                        concat("'", m_file.place, "' needs ", missing / 1'000'000 + 1,
                               " MB more, and '", m_folder, "' has space for ",
                               std::max<std::int64_t>(0, space) / 1'000'000, " MB"),
                        "Make space on that disk; what is here already is kept");
        return true;
    }

    bool judge(CURLcode code)
    {
        if (m_answer.status == 416 && m_answer.fileBytes == m_size && m_size > 0)
            return true; // nothing was missing but the last step
        if (m_answer.status == 401 || m_answer.status == 403)
            throw Error(
                ErrorCode::Io,
                concat("'", m_file.address, "' is not given to everybody (", m_answer.status, ")"),
                "Accept its licence at the hub, and fetch it by hand from there");
        if (m_answer.status >= 400 && m_answer.status < 500 && m_answer.status != 416 &&
            m_answer.status != 408 && m_answer.status != 429)
            throw Error(ErrorCode::Io,
                        concat("'", m_file.address, "' cannot be had (", m_answer.status, ")"),
                        "It may have been moved or renamed");
        if (code == CURLE_OK && wantsBody() && m_begun && (m_total == 0 || m_size == m_total))
            return true;
        if (m_problem.empty())
            m_problem = m_errorText[0] != 0 ? std::string(m_errorText.data())
                        : code != CURLE_OK  ? std::string(curl_easy_strerror(code))
                        : m_size < m_total  ? std::string("the file ended too early")
                                            : concat("the server answered ", m_answer.status);
        return false;
    }

    const ModelDownload& m_file;
    PartFile& m_part;
    const std::string& m_folder;
    const DownloadOptions& m_options;
    const std::function<void(std::int64_t, std::int64_t)>& m_progress;
    const std::stop_token m_stop;
    std::int64_t m_size; // of the part
    std::int64_t m_total = 0;
    Answer m_answer;
    bool m_begun = false;
    std::string m_problem;
    std::exception_ptr m_failure;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
};

void waitFor(std::chrono::milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

/// Attempts until the file is whole; each that brought something sets the count back. Returns the hub's hash, nothing if stopped.
std::optional<std::string>
fetchWhole(const ModelDownload& file, PartFile& part, const std::string& folder,
           const DownloadOptions& options,
           const std::function<void(std::int64_t, std::int64_t)>& progress,
           const std::stop_token& stop)
{
    std::string problem;
    auto pause = options.pauseBetween;
    for (int attempt = 0; attempt < options.attempts; ++attempt) {
        const std::int64_t before = part.size();
        Transfer transfer(file, part, folder, options, progress, stop);
        if (transfer.run())
            return transfer.sha256();
        if (stop.stop_requested())
            return std::nullopt;
        problem = transfer.problem();
        if (part.size() > before) {
            attempt = -1;
            pause = options.pauseBetween;
        }
        waitFor(pause, stop);
        pause *= 2;
    }
    if (stop.stop_requested())
        return std::nullopt;
    throw Error(ErrorCode::Io, concat("'", file.address, "' could not be fetched: ", problem),
                "Try again: it goes on where it was broken off");
}

std::string hashFileOf(const std::string& place)
{
    return place + ".sha256";
}

std::string keptHash(const std::string& place)
{
    std::string hash;
    std::ifstream(hashFileOf(place)) >> hash;
    return hash;
}

} // namespace

DownloadEnd downloadFile(const ModelDownload& file, const std::string& folder,
                         const DownloadOptions& options,
                         const std::function<void(std::int64_t, std::int64_t)>& progress,
                         std::stop_token stop)
{
    const fs::path place = fs::path(folder) / file.place;
    std::error_code failed;
    if (fs::exists(place, failed))
        return DownloadEnd::Whole;
    fs::create_directories(place.parent_path(), failed);
    if (failed)
        throw Error(ErrorCode::Io, concat("'", place.parent_path().string(), "' cannot be made"),
                    "Check the rights of the folder above it");
    const std::string part = place.string() + ".part";
    PartFile growing(part);
    const auto named = fetchWhole(file, growing, folder, options, progress, stop);
    if (!named)
        return DownloadEnd::Paused;
    growing.flush();
    const std::string hash = hashOfFile(
        part, [](std::int64_t) {}, stop);
    const std::string& expected = file.sha256.empty() ? *named : file.sha256;
    if (!expected.empty() && hash != expected) {
        fs::rename(part, place.string() + ".damaged");
        throw Error(
            ErrorCode::BadInput,
            concat("'", file.place, "' arrived damaged: its SHA-256 is ", hash, " and not ",
                   expected),
            "Try again: it begins anew. What came is kept beside it, for whoever wants to look");
    }
    writeWholeFile(hashFileOf(place.string()), [&](std::ostream& out) { out << hash << '\n'; });
    fs::rename(part, place);
    return DownloadEnd::Whole;
}

ModelDownloader::ModelDownloader(std::string folder, DownloadOptions options)
    : m_folder(std::move(folder))
    , m_options(std::move(options))
    , m_thread([this](std::stop_token stop) { work(stop); })
{
}

ModelDownloader::~ModelDownloader()
{
    m_thread.request_stop();
    const std::lock_guard lock(m_mutex);
    m_stopCurrent.request_stop();
}

void ModelDownloader::start(const KnownModel& model)
{
    enqueue({.model = model});
}

void ModelDownloader::verify(const KnownModel& model)
{
    enqueue({.model = model, .verifies = true});
}

void ModelDownloader::enqueue(Job job)
{
    const std::lock_guard lock(m_mutex);
    const auto same = [&](const Job& other) { return other.model.name == job.model.name; };
    if (m_current == job.model.name || std::any_of(m_jobs.begin(), m_jobs.end(), same))
        return;
    ModelTransfer& transfer = transferOf(job.model.name);
    transfer = {.name = job.model.name};
    m_jobs.push_back(std::move(job));
    m_changed.notify_all();
}

void ModelDownloader::pause(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_jobs, [&](const Job& job) { return job.model.name == name; });
    if (m_current == name)
        m_stopCurrent.request_stop();
    else if (ModelTransfer& transfer = transferOf(name); transfer.phase == DownloadPhase::Waiting)
        transfer.phase = DownloadPhase::Paused;
}

std::vector<ModelTransfer> ModelDownloader::transfers() const
{
    const std::lock_guard lock(m_mutex);
    return m_transfers;
}

ModelTransfer& ModelDownloader::transferOf(const std::string& name)
{
    const auto found = std::find_if(m_transfers.begin(), m_transfers.end(),
                                    [&](const ModelTransfer& one) { return one.name == name; });
    if (found != m_transfers.end())
        return *found;
    return m_transfers.emplace_back(ModelTransfer{.name = name});
}

void ModelDownloader::change(const std::string& name, const std::function<void(ModelTransfer&)>& by)
{
    const std::lock_guard lock(m_mutex);
    by(transferOf(name));
}

void ModelDownloader::work(std::stop_token stop)
{
    while (true) {
        Job job;
        std::stop_token stopJob;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [&] { return !m_jobs.empty(); }))
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_current = job.model.name;
            m_stopCurrent = std::stop_source();
            stopJob = m_stopCurrent.get_token();
            m_rateTime = {};
        }
        // The destructor may have asked between the two.
        if (!stop.stop_requested())
            run(job, stopJob);
        const std::lock_guard lock(m_mutex);
        m_current.clear();
    }
}

void ModelDownloader::run(const Job& job, std::stop_token stop)
{
    try {
        job.verifies ? check(job.model, stop) : fetch(job.model, stop);
    } catch (const Error& error) { // ends this model alone; the next one has its turn
        change(job.model.name, [&](ModelTransfer& transfer) {
            const bool stopped = error.code() == ErrorCode::Stopped;
            transfer.phase = stopped ? DownloadPhase::Paused : DownloadPhase::Failed;
            transfer.bytesPerSecond = 0;
            transfer.secondsLeft = -1;
            if (!stopped) {
                transfer.problem = error.what();
                transfer.hint = error.hint();
            }
        });
    }
}

void ModelDownloader::fetch(const KnownModel& model, std::stop_token stop)
{
    change(model.name, [](ModelTransfer& transfer) { transfer.phase = DownloadPhase::Fetching; });
    for (std::size_t i = 0; i < model.downloads.size(); ++i) {
        const ModelDownload& file = model.downloads[i];
        std::int64_t others = 0; // of the files before this one, and the sizes of those behind it
        std::int64_t rest = 0;
        for (std::size_t other = 0; other < model.downloads.size(); ++other) {
            std::error_code none;
            const auto bytes =
                fs::file_size(fs::path(m_folder) / model.downloads[other].place, none);
            if (other != i && !none)
                others += static_cast<std::int64_t>(bytes);
            else if (other != i)
                rest += model.downloads[other].aboutBytes;
        }
        const auto progress = [&](std::int64_t done, std::int64_t total) {
            noteProgress(model.name, others + done, others + rest + std::max(total, done));
        };
        if (downloadFile(file, m_folder, m_options, progress, stop) == DownloadEnd::Paused)
            throw Error(ErrorCode::Stopped, "paused");
    }
    change(model.name, [](ModelTransfer& transfer) {
        transfer.phase = DownloadPhase::Whole;
        transfer.doneBytes = transfer.totalBytes =
            std::max(transfer.doneBytes, transfer.totalBytes);
        transfer.secondsLeft = -1;
    });
}

void ModelDownloader::check(const KnownModel& model, std::stop_token stop)
{
    change(model.name, [](ModelTransfer& transfer) { transfer.phase = DownloadPhase::Checking; });
    const DownloadState state = downloadState(model, m_folder);
    std::int64_t before = 0;
    for (const ModelDownload& file : model.downloads) {
        const std::string place = (fs::path(m_folder) / file.place).string();
        const std::string expected = file.sha256.empty() ? keptHash(place) : file.sha256;
        std::int64_t bytes = 0;
        const std::string hash = hashOfFile(
            place,
            [&](std::int64_t done) {
                bytes = done;
                noteProgress(model.name, before + done, state.havingBytes);
            },
            stop);
        before += bytes;
        if (expected.empty())
            throw Error(ErrorCode::NotFound,
                        concat("nothing tells what the SHA-256 of '", file.place,
                               "' must be; it is ", hash),
                        "Compare it with what the hub shows for that file");
        if (hash != expected)
            throw Error(ErrorCode::BadInput, concat("'", file.place, "' is damaged or was changed"),
                        "Move it away and fetch it again");
    }
    change(model.name, [](ModelTransfer& transfer) { transfer.phase = DownloadPhase::Whole; });
}

void ModelDownloader::noteProgress(const std::string& name, std::int64_t done, std::int64_t total)
{
    const std::lock_guard lock(m_mutex);
    ModelTransfer& transfer = transferOf(name);
    transfer.doneBytes = done;
    transfer.totalBytes = total;
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - m_rateTime).count();
    if (m_rateTime == std::chrono::steady_clock::time_point{}) {
        m_rateTime = now;
        m_rateBytes = done;
    } else if (seconds >= 0.5) {
        const double rate = static_cast<double>(done - m_rateBytes) / seconds;
        transfer.bytesPerSecond =
            transfer.bytesPerSecond == 0 ? rate : 0.7 * transfer.bytesPerSecond + 0.3 * rate;
        transfer.secondsLeft = transfer.bytesPerSecond > 0
                                   ? static_cast<double>(total - done) / transfer.bytesPerSecond
                                   : -1;
        m_rateTime = now;
        m_rateBytes = done;
    }
}

} // namespace imprint::app
