#pragma once

#include <map>
#include <string>

namespace imprint::app {

/// Secrets in a file that only its user can read, unencrypted: for machines without a key store. Thread: one.
class SecretStore {
public:
    explicit SecretStore(std::string file)
        : m_file(std::move(file))
    {
    }

    const std::string& file() const { return m_file; }

    /// Empty: there is none. Throws Error(Io | BadInput) naming the file.
    std::string read(const std::string& name) const;

    /// An empty secret is forgotten; with the last one the file goes. The file is made for its user alone before a secret is
    /// in it. Throws Error(Io | BadInput).
    void keep(const std::string& name, const std::string& secret);

private:
    std::map<std::string, std::string> all() const;

    const std::string m_file;
};

} // namespace imprint::app
