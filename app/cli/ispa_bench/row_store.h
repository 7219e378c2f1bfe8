#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace imprint::app {

/// What was measured so far, a file per session, each written as a whole: a bench that is broken off, however that
/// happens, loses the session under way alone, and several processes may measure into one folder.
class RowStore {
public:
    /// folder: is made if it is missing. Throws Error(Io).
    explicit RowStore(std::string folder);

    /// What was kept under this name, if it was measured under the same key (rowKey); nothing else is.
    /// Throws Error(BadInput) for a damaged file.
    std::optional<nlohmann::json> find(const std::string& name, const std::string& key) const;

    /// Takes the place of what was kept under this name. name: parts of it may be divided by '/'. Throws Error(Io).
    void write(const std::string& name, const std::string& key, const nlohmann::json& row) const;

private:
    std::string pathOf(const std::string& name) const;

    std::string m_folder;
};

} // namespace imprint::app
