#pragma once

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace imprint::app {

/// The file for measured figures. Opened before the first run: minutes of measuring must not end in a wrong file name.
class FigureFile {
public:
    /// path: empty for none. Throws Error(Io) if it cannot be written.
    explicit FigureFile(const std::string& path);

    /// Throws Error(Io) if not all of it reached the file.
    void write(const nlohmann::json& figures);

private:
    void check() const;

    std::string m_path;
    std::ofstream m_file;
};

} // namespace imprint::app
