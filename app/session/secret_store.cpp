#include "app/session/secret_store.h"

#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/weights/config_json.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <ostream>
#include <utility>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerAlone = 0600;

[[noreturn]] void failToWrite(const std::string& file, int reason)
{
    throw Error(ErrorCode::Io, concat("'", file, "' cannot be written: ", std::strerror(reason)),
                "Check the folder, its rights and the free space");
}

/// Beside its place first, so that a full disk costs no secret that was kept before; that file is made here, for its rights.
void writeForOwner(const std::string& file, const std::string& text)
{
    const std::string part = file + ".part";
    std::error_code ignored; // what an earlier try left could have other rights
    fs::remove(part, ignored);
    const int descriptor =
        ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerAlone);
    if (descriptor < 0)
        failToWrite(file, errno);
    ::close(descriptor);
    writeWholeFile(file, [&text](std::ostream& out) { out << text; });
}

} // namespace

std::map<std::string, std::string> SecretStore::all() const
{
    std::map<std::string, std::string> secrets;
    std::error_code ignored; // what cannot be asked is met when it is read
    if (!fs::exists(m_file, ignored))
        return secrets;
    const nlohmann::json json = engine::readStrictJson(m_file);
    for (const auto& item : json.items())
        if (item.value().is_string())
            secrets.emplace(item.key(), item.value().get<std::string>());
    return secrets;
}

std::string SecretStore::read(const std::string& name) const
{
    const auto secrets = all();
    const auto found = secrets.find(name);
    return found == secrets.end() ? std::string() : found->second;
}

void SecretStore::keep(const std::string& name, const std::string& secret)
{
    std::map<std::string, std::string> secrets = all();
    const bool changed =
        secret.empty() ? secrets.erase(name) > 0 : std::exchange(secrets[name], secret) != secret;
    if (!changed)
        return;
    if (secrets.empty()) {
        std::error_code problem;
        if (!fs::remove(m_file, problem))
            failToWrite(m_file, problem.value());
        return;
    }
    std::error_code ignored; // writing tells what is wrong with it
    fs::create_directories(fs::path(m_file).parent_path(), ignored);
    writeForOwner(m_file, nlohmann::json(secrets).dump());
}

} // namespace imprint::app
