#include "app/doctor/disk_checks.h"

#include "app/doctor/plain_words.h"

#include <fmt/format.h>

#include <unistd.h>

#include <filesystem>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kNoRecordingBytes = 200'000'000; // below it live ends a recording
constexpr std::int64_t kLittleBytes = 2'000'000'000;

} // namespace

DiskFindings findDisk()
{
    const fs::path folder = fs::current_path();
    return {.folder = folder.string(),
            .freeBytes = static_cast<std::int64_t>(fs::space(folder).available),
            .writable = ::access(folder.c_str(), W_OK) == 0};
}

RecordingsFindings findRecordings()
{
    return {.folder = fs::current_path().string(), .unfinished = findUnfinishedRecordings(".")};
}

Check judge(const DiskFindings& disk)
{
    Check check{.found = {concat(bytesInWords(disk.freeBytes), " free in ", disk.folder)}};
    if (disk.freeBytes < kNoRecordingBytes) {
        check.verdict = Verdict::Broken;
        check.found.push_back("too little to record here: a recording stops at " +
                              bytesInWords(kNoRecordingBytes));
    } else if (!disk.writable) {
        check.verdict = Verdict::Note;
        check.found.emplace_back("this user may not write here");
    } else if (disk.freeBytes < kLittleBytes) {
        check.verdict = Verdict::Note;
        check.found.emplace_back("little for a long recording");
    }
    if (check.verdict != Verdict::Ok)
        check.mend = {"free some space, or record elsewhere: --record FOLDER/take.mp4"};
    return check;
}

Check judge(const RecordingsFindings& recordings)
{
    if (recordings.unfinished.empty())
        return {.found = {"none is unfinished in " + recordings.folder}};
    Check check{.verdict = Verdict::Note,
                .found = {countInWords(recordings.unfinished.size(), "recording") +
                          " that a crash left unfinished: playable, but hard to seek in"},
                .mend = {"imprint-cli recover --all"}};
    for (const UnfinishedRecording& recording : recordings.unfinished)
        check.found.push_back(fmt::format("{}, {:.1f} s, {}",
                                          fs::path(recording.path).filename().string(),
                                          recording.seconds, bytesInWords(recording.bytes)));
    return check;
}

} // namespace imprint::app
