#include "app/gui/memory_link.h"

#include "tests/ui/memory_fixture.h"
#include "ui/widgets/memory_bar.h"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// Six layers of 10 MB; a local one has 1 MB, and each sink takes 100 kB in every layer.
class LayeredModel : public EngineModel {
public:
    const ModelInfo& info() const override { return m_info; }
    std::unique_ptr<EngineSession> open(const SessionRequest&) const override { return nullptr; }
    Ledger forecast(const SessionRequest& request, double seconds) const override
    {
        if (request.config.ispaLayers > 6)
            throw Error(ErrorCode::BadConfig, "there are 6 layers", "Choose 0 to 6");
        CHECK(seconds == 30);
        CHECK(request.live);
        Ledger ledger;
        for (int layer = 0; layer < 6; ++layer) {
            const bool local = layer >= 6 - request.config.ispaLayers;
            const int sinks = local ? request.config.ispaSinkFrames : request.config.kvSinkFrames;
            ledger.add({.consumer = MemoryConsumer::KvCache,
                        .layer = layer,
                        .predictedBytes = (local ? 1'000'000 : 10'000'000) + sinks * 100'000});
        }
        return ledger;
    }

private:
    ModelInfo m_info;
};

bool says(const ui::MemoryDock& dock, const QString& text)
{
    const auto labels = dock.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && label->text().contains(text);
    });
}

QPushButton* button(const ui::MemoryDock& dock, const QString& text)
{
    for (QPushButton* each : dock.findChildren<QPushButton*>())
        if (each->text() == text)
            return each;
    return nullptr;
}

StudioSnapshot snapshotOf(int localLayers, std::int64_t blocks)
{
    const ui::MemoryMoment moment = memoryMoment(localLayers, blocks);
    StudioSnapshot snapshot;
    snapshot.format.framesPerSecond = 25;
    snapshot.stats.session = moment.stats;
    snapshot.stats.session.frames = 25 * 40;
    snapshot.ledger = moment.ledger;
    return snapshot;
}

} // namespace

TEST_CASE("MemoryLink: a forecast of both settings, and what sinks take in them", "[gui][memory]")
{
    ui::MemoryForecastAsk ask{.ticket = 5, .seconds = 30};
    ask.running.kvSinkFrames = 2;
    ask.running.ispaLayers = 1;
    ask.wished = ask.running;
    ask.wished.ispaLayers = 3;
    const ui::MemoryForecastAnswer answer = forecastAnswer(LayeredModel(), ask);
    CHECK(answer.ticket == 5);
    CHECK(answer.refusal.isEmpty());
    CHECK(answer.running.predictedBytes() == 5 * 10'200'000 + 1'100'000);
    CHECK(answer.wished.predictedBytes() == 3 * 10'200'000 + 3 * 1'100'000);
    const ui::SinkBytes sinks = ui::sinkBytes(answer.running, answer.runningWithoutSinks);
    CHECK(sinks.perFullLayer == 200'000);
    CHECK(sinks.perLocalLayer == 100'000);
}

TEST_CASE("MemoryLink: what a model refuses is an answer too", "[gui][memory]")
{
    ui::MemoryForecastAsk ask{.ticket = 6, .seconds = 30};
    ask.wished.ispaLayers = 9;
    const ui::MemoryForecastAnswer answer = forecastAnswer(LayeredModel(), ask);
    CHECK(answer.ticket == 6);
    CHECK(answer.refusal.contains(QStringLiteral("there are 6 layers")));
    CHECK(answer.refusal.contains(QStringLiteral("Choose 0 to 6")));
}

TEST_CASE("MemoryLink: figures reach the dock, and its wishes the studio", "[gui][memory]")
{
    Studio studio{StudioSettings()};
    SessionConfig config = growingConfig();
    config.prompt = "smiling";
    studio.changeConfig(config);
    ui::MemoryDock dock;
    MemoryLink link(dock, studio);
    dock.resize(360, 1000);
    dock.show();
    StudioSnapshot snapshot = snapshotOf(0, 100);
    snapshot.memory = mainMemory(std::nullopt);
    Q_EMIT studio.snapshotTaken(snapshot);
    CHECK(says(dock, QStringLiteral("Model and session: 117 MB")));
    CHECK(says(dock, QStringLiteral("Main memory"))); // of this machine, as it is
    CHECK(dock.findChild<ui::MemoryBar*>()->rectOf(ui::MemoryPart::App).width() > 0);
    snapshot.memory = {.graphicsCard = true,
                       .totalBytes = 24'000'000'000,
                       .availableBytes = 20'000'000'000,
                       .engineBytes = 1'000'000'000};
    Q_EMIT studio.snapshotTaken(snapshot);
    CHECK(says(dock, QStringLiteral("Memory of the graphics card: 20.0 GB free of 24.0 GB")));
    const auto& bar = *dock.findChild<ui::MemoryBar*>();
    CHECK(bar.rectOf(ui::MemoryPart::Others).width() >
          2 * bar.rectOf(ui::MemoryPart::EngineProgram).width());
    CHECK(bar.rectOf(ui::MemoryPart::App).width() == 0);
    snapshot.memory = {.graphicsCard = true}; // the driver tells nothing
    Q_EMIT studio.snapshotTaken(snapshot);
    CHECK_FALSE(says(dock, QStringLiteral("Main memory")));
    CHECK_FALSE(says(dock, QStringLiteral("graphics card")));

    QTest::mouseClick(button(dock, QStringLiteral("Half")), Qt::LeftButton);
    // No engine runs: the question is answered all the same.
    REQUIRE(
        QTest::qWaitFor([&] { return says(dock, QStringLiteral("No model is loaded")); }, 20'000));
    CHECK_FALSE(button(dock, QStringLiteral("Apply"))->isEnabled());
    QTest::mouseClick(button(dock, QStringLiteral("Find")), Qt::LeftButton);
    REQUIRE(
        QTest::qWaitFor([&] { return button(dock, QStringLiteral("Find"))->isEnabled(); }, 20'000));

    SessionConfig wished = growingConfig(3); // as the dock would, of an older prompt
    Q_EMIT dock.applyWished(wished, ui::ApplyWay::NextBlock);
    CHECK(studio.config().ispaLayers == 3);
    CHECK(studio.config().prompt == "smiling");
    wished.kvBits = KvBits::Eight;
    Q_EMIT dock.applyWished(wished, ui::ApplyWay::NewStart);
    CHECK(studio.config().kvBits == KvBits::Eight);
}
