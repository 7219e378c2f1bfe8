#pragma once

#include "engine/link/failure.h"
#include "engine/link/wire_values.h"

#include <string>

namespace imprint::link {

/// A place for a file that only this process needs, gone with the object: models read and write personas by name.
class PrivateFile {
public:
    /// Throws Error(Io).
    PrivateFile();
    ~PrivateFile();
    PrivateFile(const PrivateFile&) = delete;
    PrivateFile& operator=(const PrivateFile&) = delete;

    const std::string& path() const { return m_path; }

    void write(const Bytes& bytes) const; ///< Throws Error(Io)
    Bytes read() const;                   ///< Throws Error(Io)

    /// Runs `action`; an Error from it speaks of `name`, as the user knows the file, and not of our place.
    template <class Action>
    auto named(const std::string& name, Action&& action) const
    {
        try {
            return action();
        } catch (const Error& problem) {
            throw Error(problem.code(), renamed(problem.what(), name),
                        renamed(problem.hint(), name));
        }
    }

private:
    std::string renamed(std::string text, const std::string& name) const;

    std::string m_folder;
    std::string m_path;
};

} // namespace imprint::link
