#include "app/session/take_writer.h"

#include "app/session/frame_digest.h"
#include "audio/file/image_file.h"
#include "engine/core/error.h"
#include "engine/core/log.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <stop_token>
#include <system_error>
#include <utility>
#include <vector>

namespace imprint::app {

namespace fs = std::filesystem;

namespace {

/// Half a minute of sound in pieces of 10 ms, some 2 MB.
constexpr std::size_t kEvents = 3000;
constexpr std::int64_t kLongestSilence = 1 << 16; // samples that are written at once

/// Throws Error(BadInput | Io). Returns the file in it that the sound goes to.
std::string madeFolder(const std::string& folder)
{
    std::error_code problem;
    if (fs::create_directories(folder, problem))
        return takeSoundPath(folder);
    if (!problem)
        throw Error(ErrorCode::BadInput, concat("'", folder, "' exists already"),
                    "Give the take another name");
    throw Error(ErrorCode::Io,
                concat("the folder '", folder, "' cannot be made: ", problem.message()),
                "Check the path, its rights and the disk");
}

void copyPersona(const std::string& from, const std::string& to)
{
    std::error_code problem;
    fs::copy_file(from, to, problem);
    if (problem)
        throw Error(
            ErrorCode::Io,
            concat("the persona '", from, "' cannot be copied to '", to, "': ", problem.message()),
            "Check the path, its rights and the disk");
}

} // namespace

TakeWriter::TakeWriter(const std::string& folder, const TakeHeader& header,
                       const SessionRequest& request)
    : m_sound(madeFolder(folder))
    , m_events(kEvents)
    , m_stats{.state = "writing"}
{
    TakeHeader whole = header;
    std::error_code isName; // of a model, not a folder
    if (fs::is_directory(whole.model, isName))
        whole.model = fs::absolute(whole.model).string();
    whole.reference = request.reference.has_value();
    whole.persona = !request.persona.empty();
    if (whole.reference)
        audio::writePng(*request.reference, takeReferencePath(folder));
    if (whole.persona)
        copyPersona(request.persona, takePersonaPath(folder));
    m_script.open(takeScriptPath(folder), std::ios::binary);
    write(takeLine(whole));
    m_thread = std::thread([this] { run(); });
}

TakeWriter::~TakeWriter()
{
    finish();
}

int TakeWriter::begun(std::int64_t firstFrame, const SessionInfo& info,
                      const SessionConfig& settings)
{
    const std::scoped_lock lock(m_blockMutex);
    endBlock();
    if (!m_firstFrame) {
        m_firstFrame = firstFrame;
        m_firstSample = firstFrame * kEngineSampleRate / info.framesPerSecond;
    }
    push([&] {
        return takeLine(TakeSessionStart{.firstFrame = firstFrame - *m_firstFrame,
                                         .framesPerSecond = info.framesPerSecond,
                                         .firstBlockFrames = info.firstBlockFrames,
                                         .blockFrames = info.blockFrames},
                        settings);
    });
    return m_sessions++;
}

void TakeWriter::heard(AudioBlock block)
{
    const std::scoped_lock lock(m_blockMutex);
    block.firstSample -= m_firstSample;
    const std::int64_t early = std::max<std::int64_t>(0, -block.firstSample);
    if (early >= static_cast<std::int64_t>(block.samples.size()))
        return; // from before the take
    block.samples.erase(block.samples.begin(), block.samples.begin() + early);
    block.firstSample += early;
    push([&] { return std::move(block); });
}

void TakeWriter::changed(const TakeChange& change, const SessionConfig& settings)
{
    push([&] { return takeLine(change, settings); });
}

void TakeWriter::made(int session, const VideoFrame& frame)
{
    const std::scoped_lock lock(m_blockMutex);
    if (m_block && m_block->block != frame.block)
        endBlock();
    if (!m_block)
        m_block = TakeBlock{.session = session, .block = frame.block};
    ++m_block->frames;
    m_block->digest = digestWith(m_block->digest, frame);
    const std::scoped_lock statsLock(m_mutex);
    ++m_stats.moments;
}

void TakeWriter::endBlock()
{
    if (m_block)
        push([&] { return takeLine(*m_block); });
    m_block.reset();
}

/// A take that lost something is no take any more: it ends with what came before.
void TakeWriter::push(const std::function<Event()>& make)
{
    try {
        Event event = make();
        const std::scoped_lock lock(m_mutex);
        if (m_ended)
            return;
        if (m_events.tryPush(std::move(event)))
            return;
    } catch (const std::exception& problem) { // a prompt that is no text
        return end(problem.what());
    }
    end("the disk cannot follow");
}

void TakeWriter::end(const std::string& why)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (std::exchange(m_ended, true))
            return;
        m_stats.failed = true;
        m_stats.state = concat("ended: ", why);
    }
    log(LogLevel::Warning, concat("the take ended here: ", why));
    m_events.close();
}

/// Entry of the writing thread.
void TakeWriter::run()
{
    try {
        while (const auto event = m_events.popWait(std::stop_token()))
            write(*event);
    } catch (const std::exception& problem) {
        end(problem.what());
    }
}

void TakeWriter::write(const Event& event)
{
    if (const auto* line = std::get_if<std::string>(&event)) {
        m_script << *line << std::flush;
        if (!m_script)
            throw Error(ErrorCode::Io, "the script of the take cannot be written",
                        "Check that the disk has room and that you may write there");
    } else {
        const auto& block = std::get<AudioBlock>(event);
        while (m_sound.samples() < block.firstSample)
            m_sound.append(std::vector<float>(static_cast<std::size_t>(
                std::min(block.firstSample - m_sound.samples(), kLongestSilence))));
        m_sound.append(block.samples);
    }
}

void TakeWriter::finish()
{
    if (!m_thread.joinable())
        return;
    {
        const std::scoped_lock lock(m_blockMutex);
        endBlock();
    }
    {
        const std::scoped_lock lock(m_mutex);
        m_ended = true;
    }
    m_events.close();
    m_thread.join();
    const std::scoped_lock lock(m_mutex);
    if (!m_stats.failed)
        m_stats.state = "written";
}

LiveOutputStats TakeWriter::stats() const
{
    const std::scoped_lock lock(m_mutex);
    LiveOutputStats stats = m_stats;
    stats.queueDepth = static_cast<int>(m_events.size());
    return stats;
}

} // namespace imprint::app
