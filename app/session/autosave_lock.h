#pragma once

#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// Marks an autosave file as some program's: a file beside it on which the kernel keeps a lock until that program ends, however
/// that happens. Thread: its owner's.
class AutosaveLock {
public:
    /// A new one, for a program of now. Throws Error(Io).
    static AutosaveLock make(const std::string& folder);
    /// One that another program left; nothing while that program runs. lockPath: ends in kEnding
    static std::optional<AutosaveLock> claim(const std::string& lockPath);

    /// All of a folder that other programs left. One that cannot be read holds none.
    static std::vector<AutosaveLock> claimAll(const std::string& folder);

    AutosaveLock(AutosaveLock&& other) noexcept;
    AutosaveLock& operator=(AutosaveLock&& other) noexcept;
    ~AutosaveLock();

    /// The file that it stands for.
    std::string filePath() const;
    /// Removes that file, if there is one, and the lock: both are of no use any more.
    void removeBoth();

    static constexpr char kEnding[] = ".lock";
    static constexpr char kFileEnding[] = ".autosave";

private:
    AutosaveLock(int descriptor, std::string path);
    static std::optional<AutosaveLock> lock(const std::string& path, int flags);

    int m_descriptor = -1;
    std::string m_path;
};

} // namespace imprint::app
