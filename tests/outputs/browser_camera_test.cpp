#include "app/outputs/pipewire/pipewire_camera.h"

#include "tests/outputs/steady_pusher.h"
#include "tests/support/child_process.h"
#include "tests/support/file_bytes.h"
#include "tests/support/pipewire_server.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 480;
constexpr int kRate = 25;

/// Programs that D-Bus starts and PATH does not know. Nothing if it is not installed.
std::optional<std::string> serviceProgram(const std::string& name)
{
    for (const char* folder : {"/usr/libexec/", "/usr/lib/xdg-desktop-portal/"})
        if (std::filesystem::exists(folder + name))
            return folder + name;
    std::printf("[skipped] the program %s is not installed\n", name.c_str());
    return std::nullopt;
}

/// What lets a browser ask for cameras of PipeWire: a screen, the portal, and a permission that somebody gave before.
class Portal {
public:
    struct Programs {
        std::string store;
        std::string gtk;
        std::string portal;
    };

    Portal(const PipeWireServer& server, const Programs& programs)
        : m_server(server)
        , m_screen({"Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"},
                   {}, server.folder() / "screen.log")
        , m_environment(server.environment())
    {
        m_environment.push_back("DISPLAY=:" + displayNumber());
        m_environment.emplace_back("XDG_CURRENT_DESKTOP=GTK");
        start(programs.store);
        waitForName("org.freedesktop.impl.portal.PermissionStore");
        REQUIRE(call({"--dest", "org.freedesktop.impl.portal.PermissionStore", "--object-path",
                      "/org/freedesktop/impl/portal/PermissionStore", "--method",
                      "org.freedesktop.impl.portal.PermissionStore.SetPermission", "devices",
                      "true", "camera", "", "['yes']"}));
        start(programs.gtk);
        waitForName("org.freedesktop.impl.portal.desktop.gtk");
        start(programs.portal);
        waitForName("org.freedesktop.portal.Desktop");
    }

    const std::vector<std::string>& environment() const { return m_environment; }

private:
    std::string displayNumber() const
    {
        std::string number;
        waitFor("a screen", [&] {
            number = readBytes(m_server.folder() / "screen.log");
            return number.ends_with('\n');
        });
        const std::size_t end = number.size() - 1;
        const std::size_t begin = number.rfind('\n', end - 1);
        return number.substr(begin == std::string::npos ? 0 : begin + 1, end - begin - 1);
    }

    void start(const std::string& program)
    {
        m_services.emplace_back(std::vector<std::string>{program}, m_environment,
                                m_server.folder() / "portal.log");
    }

    bool call(std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"gdbus", "call", "--session"});
        return runCaptured(words, m_environment).exitCode == 0;
    }

    void waitForName(const std::string& name) const
    {
        waitFor(name, [&] {
            return runCaptured({"gdbus", "call", "--session", "--dest", "org.freedesktop.DBus",
                                "--object-path", "/org/freedesktop/DBus", "--method",
                                "org.freedesktop.DBus.NameHasOwner", name},
                               m_environment)
                       .out.find("true") != std::string::npos;
        });
    }

    const PipeWireServer& m_server;
    Companion m_screen;
    std::vector<std::string> m_environment;
    std::vector<Companion> m_services;
};

/// What the page says on the console, which the browser prints among much else.
std::optional<nlohmann::json> saidByPage(const std::string& log)
{
    const std::size_t begin = log.find("IMPRINT {");
    const std::size_t end = log.find("}\", source", begin);
    if (begin == std::string::npos || end == std::string::npos)
        return std::nullopt;
    return nlohmann::json::parse(log.substr(begin + 8, end - begin - 7));
}

struct Count {
    int missing = 0;
    int doubled = 0;
    int unreadable = 0;
};

Count count(const std::vector<int>& numbers)
{
    Count count;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        count.unreadable += numbers[i] < 0 ? 1 : 0;
        const int step = i == 0 ? 1 : numbers[i] - numbers[i - 1];
        count.doubled += step == 0 ? 1 : 0;
        count.missing += step > 1 ? step - 1 : 0;
    }
    return count;
}

} // namespace

TEST_CASE("PipeWireCamera: a real browser reads it through the portal", "[pipewire][browser]")
{
    if (PipeWireServer::skipped({"chromium", "Xvfb", "gdbus"}))
        return;
    const auto store = serviceProgram("xdg-permission-store");
    const auto gtk = store ? serviceProgram("xdg-desktop-portal-gtk") : std::nullopt;
    const auto portal = gtk ? serviceProgram("xdg-desktop-portal") : std::nullopt;
    if (!portal)
        return;
    const PipeWireServer server;
    PipeWireCamera camera(
        std::make_shared<const PipeWireLibrary>(),
        {.width = kWidth, .height = kHeight, .framesPerSecond = kRate},
        {.nodeName = "cam", .server = server.socket()});
    const SteadyPusher session({&camera}, kRate, [](std::int64_t index) {
        return barcodeMoment(index, kWidth, kHeight, kRate);
    });
    server.waitForNode("cam");
    const Portal desktop(server, {.store = *store, .gtk = *gtk, .portal = *portal});

    const std::string log = server.folder() / "browser.log";
    const Companion browser(
        {"chromium", "--no-sandbox", "--no-first-run", "--disable-gpu",
         "--user-data-dir=" + server.folder() / "profile", "--enable-features=WebRtcPipeWireCamera",
         "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
         "--enable-logging=stderr",
         "file://" IMPRINT_SOURCE_DIR "/tests/outputs/browser_camera.html"},
        desktop.environment(), log);
    std::optional<nlohmann::json> said;
    const bool heard = eventually(
        [&] {
            said = saidByPage(readBytes(log));
            return said.has_value();
        },
        std::chrono::minutes(2));
    INFO(readBytes(log).substr(0, 20'000) << readBytes(server.folder() / "portal.log"));
    REQUIRE(heard);
    REQUIRE_FALSE(said->contains("trouble"));
    const auto numbers = said->at("numbers").get<std::vector<int>>();
    const Count seen = count(numbers);
    std::printf("the browser read %zu pictures of %dx%d from '%s': %d missing, %d doubled\n",
                numbers.size(), said->at("width").get<int>(), said->at("height").get<int>(),
                said->at("camera").get<std::string>().c_str(), seen.missing, seen.doubled);
    CHECK(said->at("camera") == "Imprint camera");
    CHECK(said->at("width") == kWidth);
    CHECK(said->at("height") == kHeight);
    CHECK(seen.unreadable == 0);
    CHECK(seen.doubled <= 2);
    // A browser that shares two cores with a build shows fewer pictures than it gets; in order they are always.
    CHECK(seen.missing <= static_cast<int>(numbers.size()) / 4);
    CHECK(std::is_sorted(numbers.begin(), numbers.end()));
    CHECK(camera.stats().dropped <= static_cast<std::int64_t>(numbers.size()) / 4);
}
