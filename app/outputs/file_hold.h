#pragma once

#include <string>

namespace imprint::app {

/// Tells other processes that a file is being worked on: an advisory lock, which ends with the object or the process,
/// however that dies. Thread: its owner's.
class FileHold {
public:
    FileHold() = default;

    /// Creates the file. Throws Error(BadInput) if it exists, Error(Io) if it cannot be created.
    static FileHold create(const std::string& path);

    /// Throws Error(BadInput) if another process holds it, Error(Io) if it cannot be opened.
    static FileHold existing(const std::string& path);

    FileHold(FileHold&& other) noexcept;
    FileHold& operator=(FileHold&& other) noexcept;
    ~FileHold();

    void release() noexcept;

private:
    explicit FileHold(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    int m_descriptor = -1;
};

} // namespace imprint::app
