#include "app/session/models/file_connections.h"

#include "app/session/models/range_request.h"
#include "engine/core/error.h"

#include <algorithm>
#include <list>
#include <memory>

namespace imprint::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kKeepEvery = std::chrono::seconds(1);
constexpr int kPollMs = 1000; // a stop wakes it earlier

struct MultiCloser {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using MultiPtr = std::unique_ptr<CURLM, MultiCloser>;

void require(CURLMcode code)
{
    IMPRINT_ASSERT(code == CURLM_OK, curl_multi_strerror(code));
}

/// One connection at work on one part. A part keeps its lane, and with it the count of its failures, until it is whole.
struct Lane {
    std::size_t part = 0;
    std::unique_ptr<RangeRequest> request; ///< null: it waits for its next attempt
    std::int64_t from = 0;                 ///< what the request began at
    std::string problem;                   ///< of our own, with this answer
    bool dropped = false;                  ///< nobody wants its bytes any more
    int failures = 0;
    Clock::time_point startAt{};
    std::chrono::milliseconds pause{0};
};

/// All connections of one file, driven by one thread.
class FileConnections {
public:
    FileConnections(const ModelDownload& file, PartFile& parts, const std::string& folder,
                    const DownloadOptions& options,
                    const std::function<void(std::int64_t, std::int64_t)>& progress)
        : m_file(file)
        , m_parts(parts)
        , m_folder(folder)
        , m_options(options)
        , m_progress(progress)
        , m_address(addressThrough(options.hub, file.address))
        , m_multi(curl_multi_init())
        , m_sha256(parts.sha256())
    {
        IMPRINT_ASSERT(m_multi);
    }

    ~FileConnections()
    {
        for (Lane& lane : m_lanes)
            detach(lane);
    }
    FileConnections(const FileConnections&) = delete;
    FileConnections& operator=(const FileConnections&) = delete;

    /// Returns whether the file is whole, or was stopped before.
    bool run(const std::stop_token& stop)
    {
        const std::stop_callback wake(stop, [this] { curl_multi_wakeup(m_multi.get()); });
        Clock::time_point keptAt = Clock::now();
        while (!m_ended && !m_parts.whole()) {
            if (stop.stop_requested())
                return false;
            openLanes();
            startLanes();
            drive();
            if (Clock::now() - keptAt > kKeepEvery) {
                m_parts.keep();
                keptAt = Clock::now();
            }
        }
        return true;
    }

    const std::string& sha256() const { return m_sha256; }

private:
    bool isTaken(std::size_t part) const
    {
        return std::any_of(m_lanes.begin(), m_lanes.end(),
                           [&](const Lane& lane) { return !lane.dropped && lane.part == part; });
    }

    /// One until the first answer has told size and habits of the server.
    void openLanes()
    {
        const bool several = m_parts.isLaidOut() && m_sendsParts;
        const auto wanted = static_cast<std::size_t>(several ? m_options.connections : 1);
        for (std::size_t part = 0; part < m_parts.parts().size() && m_lanes.size() < wanted; ++part)
            if (!m_parts.parts()[part].whole() && !isTaken(part)) {
                Lane& lane = m_lanes.emplace_back();
                lane.part = part;
                lane.pause = m_options.pauseBetween;
            }
    }

    void startLanes()
    {
        m_lanes.remove_if([](const Lane& lane) { return lane.dropped && !lane.request; });
        for (Lane& lane : m_lanes)
            if (!lane.request && Clock::now() >= lane.startAt)
                start(lane);
    }

    void start(Lane& lane)
    {
        const FilePart& part = m_parts.parts()[lane.part];
        lane.from = part.at();
        lane.problem.clear();
        RangeWish wish{.address = m_address,
                       .token = tokenFor(m_options.hub, m_file.address),
                       .from = lane.from,
                       .to = {},
                       .silence = m_options.silence};
        wish.schemes = schemesFor(wish.address);
        if (m_parts.parts().size() > 1)
            wish.to = part.end;
        else if (!m_parts.isLaidOut() && lane.from == 0 && m_file.aboutBytes > m_options.partBytes)
            wish.to =
                m_options.partBytes; // whoever answers this with a part can send others beside it
        lane.request = std::make_unique<RangeRequest>(
            wish, RangeRequest::Listener{
                      [this, &lane](const HttpAnswer& answer) { return accept(lane, answer); },
                      [this, &lane](const char* data, std::size_t count) {
                          return take(lane, data, count);
                      }});
        require(curl_multi_add_handle(m_multi.get(), lane.request->handle()));
    }

    void detach(Lane& lane)
    {
        if (lane.request)
            curl_multi_remove_handle(m_multi.get(), lane.request->handle());
        lane.request.reset();
    }

    void drive()
    {
        int running = 0;
        require(curl_multi_perform(m_multi.get(), &running));
        int left = 0;
        bool settled = false;
        while (const CURLMsg* message = curl_multi_info_read(m_multi.get(), &left))
            if (message->msg == CURLMSG_DONE) {
                settle(message->easy_handle, message->data.result);
                settled = true;
            }
        if (!settled)
            require(curl_multi_poll(m_multi.get(), nullptr, 0, pollMs(), nullptr));
    }

    int pollMs() const
    {
        auto wait = std::chrono::milliseconds(kPollMs);
        for (const Lane& lane : m_lanes)
            if (!lane.request)
                wait = std::min(wait, std::chrono::duration_cast<std::chrono::milliseconds>(
                                          lane.startAt - Clock::now()));
        return static_cast<int>(std::max<std::int64_t>(0, wait.count()));
    }

    /// Before the first byte of an answer is written: are they the bytes that were asked for, and is there space for the rest?
    bool accept(Lane& lane, const HttpAnswer& answer)
    {
        if (lane.dropped)
            return false;
        if (answer.status == 206 && answer.rangeFrom != lane.from) {
            lane.problem = "the server sent another part of the file than it was asked for";
            return false;
        }
        requireExpected(answer);
        if (m_parts.isLaidOut() && isOther(answer)) {
            if (m_answered) {
                lane.problem = "the server names another size or hash than before";
                return false;
            }
            beginAnew(lane); // it was replaced since the first parts came
            if (lane.from > 0) {
                lane.problem = "the file was replaced on the hub";
                return false;
            }
        }
        m_answered = true;
        if (!answer.sha256.empty())
            m_sha256 = answer.sha256;
        if (answer.status == 200)
            takeWhole(lane);
        const std::int64_t whole =
            answer.wholeBytes() < 0 ? m_file.aboutBytes : answer.wholeBytes();
        requireSpace(whole - m_parts.doneBytes(), concat("'", m_file.place, "'"), m_folder,
                     m_options);
        layOut(lane, answer);
        return true;
    }

    /// What the manifest says is believed before what a server says.
    void requireExpected(const HttpAnswer& answer) const
    {
        const std::int64_t bytes = answer.wholeBytes();
        const bool otherSize = m_file.exactBytes && bytes >= 0 && bytes != m_file.aboutBytes;
        const bool otherHash =
            !m_file.sha256.empty() && !answer.sha256.empty() && m_file.sha256 != answer.sha256;
        if (otherSize || otherHash)
            throw Error(ErrorCode::BadInput,
                        concat("'", m_address, "' is another file than Imprint knows of: ",
                               otherSize ? concat(bytes, " bytes in place of ", m_file.aboutBytes)
                                         : concat("SHA-256 ", answer.sha256, " in place of ",
                                                  m_file.sha256)),
                        "Its publisher has replaced it, or the mirror is no copy of the hub");
    }

    bool isOther(const HttpAnswer& answer) const
    {
        const std::int64_t bytes = answer.wholeBytes();
        return (bytes >= 0 && bytes != m_parts.bytes()) ||
               (!answer.sha256.empty() && !m_parts.sha256().empty() &&
                answer.sha256 != m_parts.sha256());
    }

    void beginAnew(Lane& lane)
    {
        for (Lane& other : m_lanes)
            other.dropped = &other != &lane;
        m_parts.beginAnew();
        lane.part = 0;
    }

    /// The server has sent the whole file in place of a part: it does not know parts, and nobody else need ask it for one.
    void takeWhole(Lane& lane)
    {
        m_sendsParts = false;
        if (m_parts.doneBytes() > 0 || m_parts.parts().size() > 1)
            beginAnew(lane);
    }

    void layOut(Lane& lane, const HttpAnswer& answer)
    {
        const std::int64_t bytes = answer.wholeBytes();
        if (m_parts.isLaidOut() || bytes < 0)
            return;
        const std::int64_t partBytes = m_sendsParts ? m_options.partBytes : bytes;
        m_parts.layOut(bytes, std::max<std::int64_t>(1, partBytes), m_sha256);
        const auto& parts = m_parts.parts();
        while (lane.part + 1 < parts.size() && parts[lane.part].whole())
            ++lane.part;
    }

    bool take(Lane& lane, const char* data, std::size_t count)
    {
        if (lane.dropped)
            return false;
        const FilePart& part = m_parts.parts()[lane.part];
        const auto room = static_cast<std::uint64_t>(part.end - part.at());
        const std::size_t taken = std::min<std::uint64_t>(count, room);
        m_parts.write(lane.part, data, taken);
        m_progress(m_parts.doneBytes(), m_parts.bytes());
        return taken == count; // what follows belongs to another part
    }

    void settle(CURL* handle, CURLcode code)
    {
        const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(), [&](const Lane& one) {
            return one.request && one.request->handle() == handle;
        });
        IMPRINT_ASSERT(lane != m_lanes.end());
        const bool wasDropped = lane->dropped;
        std::string said;
        if (!wasDropped)
            said = lane->request->outcome(code);
        const HttpAnswer answer = lane->request->answer();
        detach(*lane);
        if (wasDropped) {
            m_lanes.erase(lane);
            return;
        }
        requireGiven(answer);
        if (isWhole(*lane, answer, said)) {
            m_lanes.erase(lane);
            return;
        }
        if (answer.status == 416 && m_parts.isLaidOut() && !m_answered)
            beginAnew(*lane); // it was replaced by a shorter one since the first parts came
        fail(*lane, lane->problem.empty() ? problemOf(answer, said) : lane->problem);
    }

    bool isWhole(const Lane& lane, const HttpAnswer& answer, const std::string& said)
    {
        const std::int64_t here = m_parts.doneBytes();
        if (m_parts.isLaidOut())
            return m_parts.whole() || m_parts.parts()[lane.part].whole();
        if (answer.status == 416 && answer.fileBytes == here && here > 0)
            return m_ended = true; // nothing was missing but the last step
        return m_ended = said.empty() && lane.problem.empty() && answer.hasBytes();
    }

    /// Throws for an answer that another attempt would not change.
    void requireGiven(const HttpAnswer& answer) const
    {
        if (answer.status == 401 || answer.status == 403)
            refuse(answer.status);
        const bool final = answer.status >= 400 && answer.status < 500 && answer.status != 416 &&
                           answer.status != 408 && answer.status != 429;
        if (final)
            throw Error(ErrorCode::Io,
                        concat("'", m_address, "' cannot be had (", answer.status, ")"),
                        "It may have been moved or renamed");
    }

    [[noreturn]] void refuse(long status) const
    {
        const bool shown = !tokenFor(m_options.hub, m_file.address).empty();
        const std::string page = m_file.page.empty() ? std::string("its page") : m_file.page;
        throw Error(ErrorCode::Io,
                    concat("'", m_address, "' is not given to everybody (", status,
                           shown ? "), and the token was not enough" : ")"),
                    shown ? concat("Accept its licence at ", page,
                                   " with the token's account, and let the token read it")
                          : concat("Accept its licence at ", page,
                                   ", and give a token of that account: HF_TOKEN in the "
                                   "environment, or --token-file"));
    }

    static std::string problemOf(const HttpAnswer& answer, const std::string& said)
    {
        if (!said.empty())
            return said;
        return answer.hasBytes() ? "the file ended too early"
                                 : concat("the server answered ", answer.status);
    }

    /// Its part is tried again after a pause, and one that brought something has used up no attempt.
    void fail(Lane& lane, const std::string& problem)
    {
        const FilePart& part = m_parts.parts()[lane.part];
        if (part.at() > lane.from) {
            lane.failures = 0;
            lane.pause = m_options.pauseBetween;
        }
        if (++lane.failures >= m_options.attempts)
            throw Error(ErrorCode::Io, concat("'", m_address, "' could not be fetched: ", problem),
                        "Try again: it goes on where it was broken off");
        lane.startAt = Clock::now() + lane.pause;
        lane.pause *= 2;
    }

    const ModelDownload& m_file;
    PartFile& m_parts;
    const std::string& m_folder;
    const DownloadOptions& m_options;
    const std::function<void(std::int64_t, std::int64_t)>& m_progress;
    const std::string m_address; // that is asked
    const MultiPtr m_multi;
    std::list<Lane> m_lanes; // their addresses stay
    std::string m_sha256;    // that the hub names; empty: none
    bool m_answered = false; // by a server, since this began
    bool m_sendsParts = true;
    bool m_ended = false; // a file whose size nobody told came to its end
};

} // namespace

std::optional<std::string>
fetchParts(const ModelDownload& file, PartFile& parts, const std::string& folder,
           const DownloadOptions& options,
           const std::function<void(std::int64_t, std::int64_t)>& progress,
           const std::stop_token& stop)
{
    FileConnections connections(file, parts, folder, options, progress);
    if (!connections.run(stop))
        return std::nullopt;
    return connections.sha256();
}

} // namespace imprint::app
