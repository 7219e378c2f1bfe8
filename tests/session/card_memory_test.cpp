#include "app/session/card_memory.h"
#include "tests/support/environment_variable.h"

#include <catch2/catch.hpp>

#include <unistd.h>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr int kEngine = 222;
constexpr int kStranger = 444;
const MachineMemory kUnknown{.graphicsCard = true};

/// A driver with these cards (fake_nvml.cpp).
class FakeCards {
public:
    explicit FakeCards(const std::string& cards)
        : m_variable("IMPRINT_FAKE_CARDS", cards)
    {
    }

    MachineMemory of(int process) const { return memory.of(process); }

    const CardMemory memory{IMPRINT_FAKE_NVML};

private:
    EnvironmentVariable m_variable;
};

} // namespace

TEST_CASE("CardMemory: the card that a process computes on, and who else is there", "[memory]")
{
    const FakeCards cards("24000 20000 111:500; 80000 30000 333:37000 222:12000");
    const MachineMemory engine = cards.of(kEngine);
    CHECK(engine == MachineMemory{.graphicsCard = true,
                                  .totalBytes = 80'000,
                                  .availableBytes = 30'000,
                                  .engineBytes = 12'000});
    CHECK(engine.otherBytes() == 38'000); // with what the driver itself keeps
    CHECK(cards.of(111).totalBytes == 24'000);
    CHECK(cards.of(111).otherBytes() == 3'500);
    CHECK(cards.of(kStranger) == kUnknown); // which of the two cannot be told
}

TEST_CASE("CardMemory: what this process holds counts once, whether it computes or draws",
          "[memory]")
{
    const std::string own = std::to_string(getpid());
    const FakeCards cards("24000 20000 222:1000 " + own + ":300 draws:" + own + ":500");
    CHECK(cards.of(kEngine).appBytes == 500);
    CHECK(cards.of(kEngine).otherBytes() == 2'500);
}

TEST_CASE("CardMemory: a driver that does not know everything", "[memory]")
{
    const FakeCards silent("24000 20000 222:?; 8000 8000");
    CHECK(silent.of(kEngine).totalBytes == 24'000);
    CHECK(silent.of(kEngine).engineBytes == 0);

    std::string many = "24000 20000";
    for (int process = 1000; process < 1200; ++process)
        many += " " + std::to_string(process) + ":1";
    const FakeCards crowded(many + " 222:700; 8000 8000");
    CHECK(crowded.of(kEngine).engineBytes == 700);
}

TEST_CASE("CardMemory: without library, driver or card nothing is known", "[memory]")
{
    CHECK(CardMemory("libnvidia-ml-of-nobody.so.1").of(kEngine) == kUnknown);
    CHECK(CardMemory("libm.so.6").of(kEngine) == kUnknown); // another library
    CHECK(CardMemory(IMPRINT_FAKE_NVML).of(kEngine) == kUnknown);
    CHECK(FakeCards("").of(kEngine) == kUnknown);
}

TEST_CASE("engineMemory: of the card, or of this machine", "[memory]")
{
    const FakeCards cards("24000 20000 999:100"); // as in a container: other numbers
    const MachineMemory card = engineMemory("cuda:0", kEngine, 1'000, cards.memory);
    CHECK(card.graphicsCard);
    CHECK(card.totalBytes == 24'000);
    CHECK(card.engineBytes == 1'000); // its ledger knows
    CHECK(card.otherBytes() == 3'000);
    CHECK(engineMemory("cuda:0", kEngine, 1'000, CardMemory("libm.so.6")) == kUnknown);

    for (const MachineMemory& main :
         {engineMemory("cpu", getpid(), 0, cards.memory),
          engineMemory("cuda:0", std::nullopt, 0, cards.memory)}) { // on another machine
        CHECK_FALSE(main.graphicsCard);
        CHECK(main.totalBytes > 100'000'000);
    }
    CHECK(engineMemory("cpu", getpid(), 0, cards.memory).engineBytes > 0);
}
