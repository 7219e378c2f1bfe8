#pragma once

#include "app/doctor/check.h"
#include "app/outputs/movie_recovery.h"

#include <cstdint>

namespace imprint::app {

struct DiskFindings {
    std::string folder;
    std::int64_t freeBytes = 0; ///< for this user
    bool writable = false;
};

struct RecordingsFindings {
    std::string folder;
    std::vector<UnfinishedRecording> unfinished;
};

/// Of the current folder.
DiskFindings findDisk();
RecordingsFindings findRecordings();

Check judge(const DiskFindings& disk);
Check judge(const RecordingsFindings& recordings);

} // namespace imprint::app
