#include "engine/core/fitting_model.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::test;

namespace {

/// Takes 5 MB, whatever the settings.
class PlainModel : public EngineModel {
public:
    const ModelInfo& info() const override { return m_info; }
    std::unique_ptr<EngineSession> open(const SessionRequest&) const override { return nullptr; }
    Ledger forecast(const SessionRequest&, double) const override
    {
        Ledger ledger;
        ledger.add({.consumer = MemoryConsumer::Weights, .predictedBytes = 5'000'000});
        return ledger;
    }

private:
    ModelInfo m_info;
};

/// Knows a setting for every target.
class ThriftyModel : public PlainModel, public FittingModel {
public:
    FittedSettings fit(const SessionRequest& request, std::optional<double>,
                       const MemoryWish&) const override
    {
        FittedSettings fitted{.config = request.config, .turned = {"4 bits"}};
        fitted.config.kvBits = KvBits::Four;
        return fitted;
    }
};

} // namespace

TEST_CASE("FittingModel: a model without such settings takes what it takes", "[core][memory]")
{
    const PlainModel model;
    SessionRequest request;
    request.config.ispaLayers = 2;
    CHECK(fitToMemory(model, request, 10, {}).config == request.config);
    const FittedSettings enough =
        fitToMemory(model, request, std::nullopt, {.targetBytes = 5'000'000});
    CHECK(enough.config == request.config);
    CHECK(enough.turned.empty());
    const auto problem =
        errorOf([&] { fitToMemory(model, request, 10, {.targetBytes = 4'999'999}); });
    CHECK(problem.code == ErrorCode::BadConfig);
    CHECK(problem.names("The smallest that works is 5 MB"));
    // Nothing is passed over: who wants layers chosen is told that there are none.
    const auto none = errorOf([&] { fitToMemory(model, request, 10, {.chooseIspaLayers = true}); });
    CHECK(none.code == ErrorCode::Unsupported);
    CHECK(none.names("no layers that could give up their history"));
}

TEST_CASE("FittingModel: one that has them is asked", "[core][memory]")
{
    const ThriftyModel model;
    CHECK(fitToMemory(model, {}, 10, {.targetBytes = 1}).config.kvBits == KvBits::Four);
}

TEST_CASE("FittingModel: a refusal names what the smallest needs", "[core][memory]")
{
    const auto problem = errorOf([] { refuseMemory(1'000'000, 2'340'001, {"a", "b"}); });
    CHECK(problem.names("cannot work in 1 MB"));
    CHECK(problem.names("The smallest that works is 2.4 MB: a, b"));
}
