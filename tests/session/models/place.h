#pragma once

#include "app/session/models/file_hash.h"
#include "app/session/models/file_transfer.h"
#include "tests/session/models/file_server.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace imprint::test {

/// 100,000 bytes, no two thousand of which are alike.
inline std::string content()
{
    std::string text;
    for (unsigned i = 0; text.size() < 100'000; ++i)
        text += static_cast<char>((i * 2654435761U) >> 24);
    return text;
}

/// A folder of models with the place of one file.
class Place {
public:
    std::string folder() const { return m_folder.path(); }
    std::string file(const std::string& suffix = "") const
    {
        return m_folder / ("m/model.bin" + suffix);
    }
    bool has(const std::string& suffix = "") const { return std::filesystem::exists(file(suffix)); }
    std::string text(const std::string& suffix = "") const
    {
        return has(suffix) ? readBytes(file(suffix)) : std::string();
    }
    void write(const std::string& suffix, const std::string& what) const
    {
        std::filesystem::create_directories(m_folder / "m");
        writeBytes(file(suffix), what);
    }

private:
    TemporaryFolder m_folder;
};

inline std::string hashOf(const std::string& text)
{
    const Place place;
    place.write("", text);
    return app::hashOfFile(place.file(), [](std::int64_t) {}, {});
}

inline app::ModelDownload wish(const FileServer& server, std::string sha256 = {})
{
    app::ModelDownload file;
    file.address = server.address();
    file.place = "m/model.bin";
    file.sha256 = std::move(sha256);
    return file;
}

/// Little patience.
inline app::DownloadOptions quickOptions()
{
    app::DownloadOptions options;
    options.attempts = 3;
    options.pauseBetween = std::chrono::milliseconds(1);
    options.silence = std::chrono::seconds(20);
    return options;
}

inline app::DownloadEnd fetch(const Place& place, const app::ModelDownload& file,
                              const app::DownloadOptions& how = quickOptions())
{
    return app::downloadFile(file, place.folder(), how, [](std::int64_t, std::int64_t) {}, {});
}

} // namespace imprint::test
