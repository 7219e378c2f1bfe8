#pragma once

#include "app/outputs/movie_format.h"
#include "audio/dsp/voice_settings.h"
#include "engine/core/session_config.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

/// What a creator has set up, as one file that ends in .imprint: JSON, with the reference picture inside, so that nothing is
/// lost when the picture's own file is moved. No secret is ever in it.
namespace imprint::app {

inline constexpr int kProjectVersion = 1;

/// A file with a picture, and what was in it.
struct ImageCopy {
    std::string path; ///< as its user chose it; empty: it never was a file
    std::shared_ptr<const std::string>
        bytes; ///< PNG, JPEG or what else there was; null: no picture

    friend bool operator==(const ImageCopy& a, const ImageCopy& b);
};

/// Who is seen.
struct Character {
    std::string name;
    std::string consent; ///< who allowed the use of this face, and how
    std::string persona; ///< file of a persona to begin with; empty: none
    ImageCopy picture;

    friend bool operator==(const Character&, const Character&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, Character>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"name", "Name of the character"}, c.name);
    visit(Field{"consent", "Who allowed the use of this face, and how"}, c.consent);
    visit(Field{"persona", "File of a persona to begin with"}, c.persona);
    visit(Field{"picturePath", "File that the reference picture came from"}, c.picture.path);
}

/// A row of the prompt timeline: words that count from a time on.
struct PromptAt {
    double seconds = 0;
    std::string text;

    friend bool operator==(const PromptAt&, const PromptAt&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, PromptAt>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"seconds", "Time from which on the words count"}, c.seconds, Range{0.0, 360'000.0});
    visit(Field{"text", "Words that describe the character"}, c.text);
}

enum class SoundFrom { Microphone, File };

constexpr std::array<EnumName<SoundFrom>, 2> enumNames(SoundFrom)
{
    return {{{SoundFrom::Microphone, "microphone"}, {SoundFrom::File, "file"}}};
}

struct SoundChoice {
    SoundFrom from = SoundFrom::Microphone;
    std::string microphone; ///< empty: the default one
    std::string file;
    bool loop = false; ///< the file begins anew at its end

    friend bool operator==(const SoundChoice&, const SoundChoice&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, SoundChoice>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"from", "Where the voice comes from"}, c.from);
    visit(Field{"microphone", "Name of the microphone"}, c.microphone);
    visit(Field{"file", "Sound file in the microphone's place"}, c.file);
    visit(Field{"loop", "Whether the file begins anew at its end"}, c.loop);
}

struct OutputChoice {
    MovieFormat format;
    std::string cameraName = "Imprint camera";
    std::string streamUrl; ///< what is secret in it is not stored: see writeProject
    int voiceOffsetMs = 0; ///< by which the virtual microphone is later than the camera

    friend bool operator==(const OutputChoice&, const OutputChoice&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, OutputChoice>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"cameraName", "Name of the virtual camera"}, c.cameraName);
    visit(Field{"streamUrl", "Address of the stream, without its key"}, c.streamUrl);
    visit(Field{"voiceOffsetMs", "By how much the virtual microphone is later than the camera"},
          c.voiceOffsetMs, Range{-10'000, 10'000});
}

/// What its user can take back.
struct ProjectEdits {
    SessionConfig settings;
    Character character;
    audio::VoiceSettings voice;
    std::vector<PromptAt> timeline; ///< in the order of their times

    friend bool operator==(const ProjectEdits&, const ProjectEdits&) = default;
};

/// A value; copies share the picture.
struct Project {
    std::string model; ///< a name, or a folder
    ProjectEdits edits;
    SoundChoice sound;
    OutputChoice outputs;
    std::string window; ///< the window's own bytes: places of docks
    std::string
        unknown; ///< JSON that a newer version wrote and this one only keeps; empty: nothing

    friend bool operator==(const Project&, const Project&) = default;
};

/// Throws Error(BadConfig) for a value out of its range: what is written can be read. Text that is not UTF-8, as the names of
/// files may be, gets replacement characters. Of a stream's address only what is known to be harmless is written.
std::string projectText(const Project& project);

/// where  (usually the file) stands in messages
/// Keys that mean nothing here are kept in `unknown`. Throws Error(BadInput | BadConfig | Unsupported).
Project parseProject(const std::string& text, const std::string& where);

/// Replaces the file in one step, or not at all. Throws Error(BadConfig | Io).
void writeProject(const std::string& path, const Project& project);

/// Throws Error(NotFound | Io | BadInput | BadConfig | Unsupported) naming the file.
Project readProject(const std::string& path);

/// A stream's address without what may be secret in it: user, query, and all but the first part of an RTMP path, for its last
/// may be the key. Empty if it is no address (yet).
std::string harmlessStreamUrl(const std::string& url);

} // namespace imprint::app
