#include "app/session/models/model_removal.h"

#include "app/session/models/part_file.h"
#include "engine/core/error.h"
#include "tests/session/models/written_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

KnownModel model(const std::string& name)
{
    KnownModel made;
    made.name = name;
    made.downloads.resize(2);
    made.downloads[0].place = name + "/weights/w.pt";
    made.downloads[1].place = "parts/shared.pt";
    return made;
}

const std::vector<KnownModel> kBoth = {model("one"), model("two")};

bool contains(const std::vector<std::string>& files, const std::string& name)
{
    return std::find(files.begin(), files.end(), name) != files.end();
}

} // namespace

TEST_CASE("Model removal: everything that a download left goes, and nothing else",
          "[models][removal]")
{
    const WrittenFolder folder;
    folder.write("one/weights/w.pt", "12345");
    folder.write("one/weights/w.pt.sha256", "hash");
    folder.write("one/weights/w.pt.damaged", "1");
    folder.write("one/mine.txt", "a note");
    folder.write("parts/shared.pt", "123");
    folder.write("two.txt", "not a model's");
    const Removal removal = planRemoval(kBoth[0], kBoth, folder.path());
    CHECK(removal.files.size() == 4);
    CHECK(removal.bytes == 5 + 4 + 1 + 3);
    CHECK(removal.kept.empty());
    remove(removal, folder.path());
    CHECK_FALSE(folder.has("one/weights"));
    CHECK(folder.has("one/mine.txt"));
    CHECK_FALSE(folder.has("parts"));
    CHECK(folder.has("two.txt"));
    CHECK(folder.has(""));
}

TEST_CASE("Model removal: a shared file stays while another model needs it", "[models][removal]")
{
    const std::string own =
        GENERATE("two/weights/w.pt", "two/weights/w.pt.part"); // whole, or only begun
    const WrittenFolder folder;
    folder.write("one/weights/w.pt", "12345");
    folder.write("parts/shared.pt", "123");
    folder.write(own, "12");
    Removal removal = planRemoval(kBoth[0], kBoth, folder.path());
    CHECK(removal.kept == std::vector<std::string>{"parts/shared.pt"});
    CHECK(removal.bytes == 5);
    remove(removal, folder.path());
    CHECK(folder.has("parts/shared.pt"));
    CHECK_FALSE(folder.has("one"));
    removal = planRemoval(kBoth[1], kBoth, folder.path());
    CHECK(contains(removal.files, "parts/shared.pt")); // nobody else is left
    remove(removal, folder.path());
    CHECK_FALSE(folder.has("parts"));
}

TEST_CASE("Model removal: a part with gaps is counted by what is in it", "[models][removal]")
{
    const WrittenFolder folder;
    folder.write("one/weights/w.pt.part", std::string(90, 'x'));
    const std::string kept = R"({"bytes": 100, "part_bytes": 50, "sha256": "", "done": [5, 40]})";
    folder.write("one/weights/w.pt.part.json", kept);
    const Removal removal = planRemoval(kBoth[0], kBoth, folder.path());
    CHECK(removal.bytes == 45 + static_cast<std::int64_t>(kept.size()));
    remove(removal, folder.path());
    CHECK_FALSE(folder.has("one"));
}

TEST_CASE("Model removal: what another program is fetching is left alone", "[models][removal]")
{
    const WrittenFolder folder;
    folder.write("one/weights/w.pt.part", "123");
    folder.write("parts/shared.pt", "123");
    const Removal removal = planRemoval(kBoth[0], kBoth, folder.path());
    {
        const PartFile fetching(folder / "one/weights/w.pt");
        CHECK_THROWS_WITH(remove(removal, folder.path()), Catch::Contains("another program"));
        CHECK(folder.has("parts/shared.pt"));
    }
    remove(removal, folder.path());
    CHECK_FALSE(folder.has("one"));
}
