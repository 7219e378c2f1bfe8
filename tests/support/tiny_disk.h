#pragma once

#include <sys/mount.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

namespace imprint::test {

/// A file system of `kilobytes` in memory, on an empty folder. Needs root. Thread: its owner's.
class TinyDisk {
public:
    TinyDisk(std::string folder, std::int64_t kilobytes)
        : m_folder(std::move(folder))
    {
        const std::string size = "size=" + std::to_string(kilobytes) + "k";
        m_mounted = ::mount("none", m_folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
    }
    ~TinyDisk()
    {
        if (m_mounted)
            ::umount2(m_folder.c_str(), MNT_DETACH);
    }
    TinyDisk(const TinyDisk&) = delete;
    TinyDisk& operator=(const TinyDisk&) = delete;

    /// Whether it could not be made; prints why, for ctest to call the test skipped.
    bool skipped() const
    {
        if (!m_mounted)
            std::puts("[skipped] a small file system can only be mounted by root");
        return !m_mounted;
    }

private:
    std::string m_folder;
    bool m_mounted = false;
};

} // namespace imprint::test
