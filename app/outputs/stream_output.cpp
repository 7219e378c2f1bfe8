#include "app/outputs/stream_output.h"

#include "app/outputs/moment_timeline.h"
#include "app/outputs/stream_connection.h"
#include "engine/core/error.h"

#include <chrono>
#include <csignal>
#include <exception>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

namespace imprint::app {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kQueuedPictures = 32;
constexpr std::size_t kRoomAgain = 4;           // so few are left when pictures are taken up again
constexpr std::size_t kQueuedMoments = 10 * 25; // sound goes on for so many behind the pictures
constexpr milliseconds kGoodbyeTime{1500};
constexpr std::chrono::seconds kProvenTime{5}; // a connection that held so long is a good one

StreamSettings validated(StreamSettings settings)
{
    validate(settings);
    if (settings.width <= 0 || settings.height <= 0 || settings.width % 2 != 0 ||
        settings.height % 2 != 0 || settings.framesPerSecond <= 0)
        throw Error(ErrorCode::BadConfig,
                    concat("a stream of ", settings.width, "x", settings.height, " at ",
                           settings.framesPerSecond, " frames per second cannot be made"),
                    "Width and height must be even");
    if (!settings.authorityFile.empty() &&
        !std::filesystem::is_regular_file(settings.authorityFile))
        throw Error(
            ErrorCode::NotFound,
            concat("the stream's authority file '", settings.authorityFile, "' does not exist"),
            "Give the PEM file of who signed the server's certificate");
    validateFormat({.encoder = settings.encoder, .preset = settings.preset}, Container::Mp4);
    openStreamEncoder(settings, HeaderPlace::InContainer); // throws if it does not open
    return settings;
}

/// A write to a connection that the server has closed must be an error of that write, not the end of the process.
void ignoreBrokenPipes()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

StreamOutput::StreamOutput(const StreamSettings& settings)
    : m_settings(validated(settings))
    , m_address(parseStreamAddress(settings.url, settings.key))
    , m_queue(kQueuedPictures + kQueuedMoments)
    , m_stats{.state = "connecting"}
    , m_streamStats{.address = m_address.address}
    , m_thread([this](std::stop_token stop) { run(std::move(stop)); })
{
}

StreamOutput::~StreamOutput()
{
    finish();
}

void StreamOutput::push(std::shared_ptr<const LiveMoment> moment) noexcept
{
    if (!m_live) {
        ++m_offlineMoments;
        return;
    }
    const std::size_t waiting = m_queue.size();
    m_dropping = waiting >= kQueuedPictures || (m_dropping && waiting > kRoomAgain);
    if (m_dropping) {
        ++m_droppedPictures;
        moment = std::make_shared<const LiveMoment>(
            LiveMoment{.index = moment->index, .frame = nullptr, .sound = moment->sound});
    }
    if (!m_queue.tryPush(std::move(moment)))
        ++m_lostMoments;
}

void StreamOutput::finish()
{
    m_deadline.endBy(m_live ? kGoodbyeTime : milliseconds(0));
    m_ending = true;
    m_queue.close();
    m_thread.request_stop(); // ends the wait for a next attempt
    if (m_thread.joinable())
        m_thread.join();
}

void StreamOutput::run(std::stop_token stop)
{
    ignoreBrokenPipes();
    RetryDelay delay(milliseconds(m_settings.firstRetryMs),
                     milliseconds(m_settings.longestRetryMs));
    std::string reason = "none was made";
    try {
        while (!m_ending) {
            try {
                sendUntilEnd(delay);
                return;
            } catch (const Error& error) {
                if (error.code() != ErrorCode::Io)
                    throw;
                reason = error.what();
                waitToRetry(delay, reason, stop);
            }
        }
        setState(concat("ended without a connection: ", reason));
    } catch (const Error& error) {
        fail(error.oneLine());
    } catch (const std::exception& error) {
        fail(error.what());
    }
}

/// One connection. Throws Error(Io) when it is lost.
void StreamOutput::sendUntilEnd(RetryDelay& delay)
{
    StreamConnection connection(m_settings, m_address, m_deadline);
    {
        const std::scoped_lock lock(m_mutex);
        m_stats.state = "sending";
        m_streamStats.connected = true;
        m_streamStats.encoder = connection.encoder();
        ++m_streamStats.connections;
        m_rate = {};
    }
    clearQueue();
    m_live = true;
    const auto start = std::chrono::steady_clock::now();
    try {
        send(connection);
    } catch (...) {
        m_live = false;
        if (std::chrono::steady_clock::now() - start > kProvenTime)
            delay.reset();
        throw;
    }
    setState("ended");
}

void StreamOutput::send(StreamConnection& connection)
{
    MomentTimeline timeline;
    MomentSound sound(m_settings.framesPerSecond);
    std::int64_t nextPlace = 0; // of the picture that needs no key frame
    const auto noteSent = [&](std::int64_t pictures) {
        const std::scoped_lock lock(m_mutex);
        m_stats.moments += pictures;
        m_stats.bytes = m_bytesBefore + connection.bytes();
        m_rate.note(std::chrono::steady_clock::now(), connection.bytes());
    };
    while (const std::optional<Item> moment = m_queue.popWait(std::stop_token())) {
        const auto place = timeline.placeOf((*moment)->index, MomentTimeline::Recording::Runs);
        if (!place)
            continue;
        sound.writeUpTo(*place, (*moment)->sound,
                        [&](std::span<const float> samples) { connection.sendSound(samples); });
        const bool hasPicture = (*moment)->frame != nullptr;
        if (hasPicture) {
            connection.sendPicture(*(*moment)->frame, *place,
                                   *place == nextPlace ? KeyFrame::WhenDue : KeyFrame::Now);
            nextPlace = *place + 1;
        }
        noteSent(hasPicture ? 1 : 0);
    }
    connection.finish();
    noteSent(0);
}

void StreamOutput::waitToRetry(RetryDelay& delay, const std::string& reason, std::stop_token stop)
{
    clearQueue();
    const milliseconds wait = delay.next();
    std::unique_lock lock(m_mutex);
    m_bytesBefore = m_stats.bytes;
    m_streamStats.connected = false;
    m_stats.state = concat(m_streamStats.connections > 0 ? "reconnecting (" : "connecting (",
                           delay.attempts(), "): ", reason);
    m_retry.wait_for(lock, stop, wait, [] { return false; });
}

/// What is left of an earlier connection's time is of no use to a new one.
void StreamOutput::clearQueue()
{
    while (m_queue.size() > 0)
        m_queue.popWait(std::stop_token());
}

void StreamOutput::setState(std::string state)
{
    const std::scoped_lock lock(m_mutex);
    m_stats.state = std::move(state);
    m_streamStats.connected = false;
}

void StreamOutput::fail(const std::string& reason)
{
    m_live = false;
    setState(reason);
    const std::scoped_lock lock(m_mutex);
    m_stats.failed = true;
}

LiveOutputStats StreamOutput::stats() const
{
    const std::scoped_lock lock(m_mutex);
    LiveOutputStats stats = m_stats;
    stats.dropped = m_droppedPictures + m_lostMoments + m_offlineMoments;
    stats.queueDepth = static_cast<int>(m_queue.size());
    return stats;
}

StreamStats StreamOutput::streamStats() const
{
    const std::scoped_lock lock(m_mutex);
    StreamStats stats = m_streamStats;
    stats.kilobitsPerSecond = m_rate.kilobitsPerSecond(std::chrono::steady_clock::now());
    stats.droppedPictures = m_droppedPictures;
    stats.lostMoments = m_lostMoments;
    stats.offlineMoments = m_offlineMoments;
    return stats;
}

} // namespace imprint::app
