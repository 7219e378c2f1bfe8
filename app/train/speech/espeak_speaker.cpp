#include "app/train/speech/espeak_speaker.h"

#include "app/train/speech/message_socket.h"
#include "engine/core/error.h"

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <utility>

namespace imprint::train {
namespace {

constexpr int kPatienceMs = 60'000; // a sentence takes milliseconds
constexpr int kForEver = -1;

enum class Answer : std::int32_t { Sound, Failure };

std::string packRequest(const std::string& text, const EspeakVoice& voice)
{
    MessageWriter message;
    message.addText(text);
    message.addText(voice.name);
    message.add(voice.wordsPerMinute);
    message.add(voice.pitch);
    message.add(voice.pitchRange);
    return message.bytes();
}

std::string packSound(const LabelledSound& sound)
{
    MessageWriter message;
    message.add(Answer::Sound);
    message.add(sound.sampleRate);
    message.add(static_cast<std::uint64_t>(sound.samples.size()));
    message.addBytes(sound.samples.data(), sound.samples.size() * sizeof(float));
    message.add(static_cast<std::uint64_t>(sound.phonemes.size()));
    for (const PhonemeLabel& label : sound.phonemes) {
        message.addText(label.name);
        message.add(label.beginS);
        message.add(label.endS);
    }
    return message.bytes();
}

std::string packFailure(const Error& error)
{
    MessageWriter message;
    message.add(Answer::Failure);
    message.add(error.code());
    message.addText(error.what());
    message.addText(error.hint());
    return message.bytes();
}

LabelledSound unpackSound(MessageReader& message)
{
    LabelledSound sound;
    sound.sampleRate = message.take<int>();
    sound.samples.resize(message.take<std::uint64_t>());
    message.takeBytes(sound.samples.data(), sound.samples.size() * sizeof(float));
    sound.phonemes.resize(message.take<std::uint64_t>());
    for (PhonemeLabel& label : sound.phonemes) {
        label.name = message.takeText();
        label.beginS = message.take<double>();
        label.endS = message.take<double>();
    }
    return sound;
}

std::string answerTo(EspeakLibrary& library, std::string request)
{
    MessageReader message(std::move(request));
    const std::string text = message.takeText();
    EspeakVoice voice{.name = message.takeText()};
    voice.wordsPerMinute = message.take<int>();
    voice.pitch = message.take<int>();
    voice.pitchRange = message.take<int>();
    return packSound(library.speak(text, voice));
}

/// The child process: answers until its parent closes the connection. Its boundary for errors, as `main` is.
void serve(int socket)
{
    std::string request;
    try {
        EspeakLibrary library;
        while (receiveMessage(socket, request, kForEver))
            if (!sendMessage(socket, answerTo(library, std::move(request))))
                return;
    } catch (const Error& error) {
        sendMessage(socket, packFailure(error));
    } catch (const std::exception& error) {
        sendMessage(socket, packFailure(Error(ErrorCode::Internal, error.what())));
    }
}

std::array<int, 2> makeSocketPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw Error(ErrorCode::Io,
                    concat("no connection to espeak-ng can be made: ", std::strerror(errno)));
    return ends;
}

} // namespace

EspeakSpeaker::EspeakSpeaker()
{
    const std::array<int, 2> ends = makeSocketPair();
    m_pid = ::fork();
    if (m_pid == 0) {
        ::close(ends[0]);
        serve(ends[1]);
        ::_exit(0); // never back into the parent's code, nor its destructors
    }
    const int problem = errno;
    ::close(ends[1]);
    m_socket = ends[0];
    if (m_pid < 0) {
        ::close(m_socket);
        throw Error(ErrorCode::Io,
                    concat("no process for espeak-ng can be made: ", std::strerror(problem)));
    }
}

EspeakSpeaker::~EspeakSpeaker()
{
    ::close(m_socket);
    ::kill(m_pid, SIGKILL); // it has nothing to lose, and may hang
    ::waitpid(m_pid, nullptr, 0);
}

LabelledSound EspeakSpeaker::speak(const std::string& text, const EspeakVoice& voice)
{
    std::string bytes;
    if (!sendMessage(m_socket, packRequest(text, voice)) ||
        !receiveMessage(m_socket, bytes, kPatienceMs))
        throw Error(ErrorCode::Internal, concat("espeak-ng died or hangs at voice '", voice.name,
                                                "', text '", text, "'"));
    MessageReader message(std::move(bytes));
    if (message.take<Answer>() == Answer::Sound)
        return unpackSound(message);
    const auto code = message.take<ErrorCode>();
    const std::string what = message.takeText();
    throw Error(code, what, message.takeText());
}

} // namespace imprint::train
