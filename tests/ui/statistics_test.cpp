#include "ui/docks/statistics_dock.h"
#include "ui/models/item_roles.h"
#include "ui/models/stage_judge.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace imprint;
using namespace imprint::ui;

namespace {

using Fatal = QAbstractItemModelTester;
constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

SessionStats pocketStats()
{
    SessionStats stats;
    stats.features = {.totalMs = 33, .worstMs = 9.5, .blocks = 10};
    stats.denoise = {.totalMs = 400, .worstMs = 55, .blocks = 10};
    stats.decode = {.totalMs = 620, .worstMs = 80, .blocks = 10};
    stats.blocks = 11;
    stats.frames = 37;
    stats.firstFrameMs = 428.7;
    stats.droppedBlocks = 2;
    stats.featureQueue = 1;
    stats.latentQueue = 2;
    stats.frameQueue = 3;
    return stats;
}

StageFigures stageNamed(const char* key, std::optional<std::int64_t> lost = std::nullopt)
{
    return {.key = QString::fromLatin1(key), .name = QString::fromLatin1(key), .lost = lost};
}

QString cell(const QAbstractItemModel& model, int row, StageColumn column)
{
    return model.index(row, static_cast<int>(column)).data().toString();
}

} // namespace

TEST_CASE("Statistics: every stage of the engine that works, from its field list", "[ui]")
{
    const auto stages = engineStages(pocketStats(), 160);
    REQUIRE(stages.size() == 3); // what has no block is not there: context, draw
    CHECK(stages[0].key == QStringLiteral("features"));
    CHECK(stages[0].name == QStringLiteral("Features"));
    CHECK(stages[0].meanMs == Approx(3.3));
    CHECK(stages[0].worstMs == Approx(9.5));
    CHECK_FALSE(stages[0].queue);
    CHECK(stages[1].queue == 1); // what waits for the generator
    CHECK(stages[2].queue == 2);
    CHECK(stages[1].budgetMs == Approx(160));
    CHECK_FALSE(engineStages(pocketStats(), 0)[0].budgetMs);
    for (const StageFigures& stage : stages)
        CHECK_FALSE(stage.help.isEmpty());
}

TEST_CASE("Statistics: the other figures of the engine, each once", "[ui]")
{
    QStringList lines;
    for (const RunFigure& figure : engineFigures(pocketStats()))
        lines << figure.name + QStringLiteral(" = ") + figure.value;
    CHECK(lines == QStringList{QStringLiteral("Blocks made = 11"),
                               QStringLiteral("Pictures made = 37"),
                               QStringLiteral("First picture after = 429 ms"),
                               QStringLiteral("Blocks skipped = 2"),
                               QStringLiteral("Blocks on the way = 3")});
}

TEST_CASE("StageJudge: losses count while they are fresh", "[ui]")
{
    StageJudge judge;
    CHECK(judge.judge(stageNamed("camera", 0), 1) == StageVerdict::Good);
    CHECK(judge.judge(stageNamed("camera", 2), 2) == StageVerdict::Losing);
    CHECK(judge.judge(stageNamed("stream", 0), 2) == StageVerdict::Good); // another's are its own
    CHECK(judge.judge(stageNamed("camera", 2), 6.9) == StageVerdict::Losing);
    CHECK(judge.judge(stageNamed("camera", 2), 7.1) == StageVerdict::Good);
    CHECK(judge.judge(stageNamed("camera", 0), 0.5) == StageVerdict::Good); // another run
    CHECK(judge.judge(stageNamed("camera", 1), 0.6) == StageVerdict::Losing);
}

TEST_CASE("StageJudge: slow, idle and broken stages", "[ui]")
{
    StageJudge judge;
    StageFigures stage = stageNamed("denoise");
    stage.meanMs = 159;
    stage.budgetMs = 160;
    CHECK(judge.judge(stage, 1) == StageVerdict::Good);
    stage.meanMs = 160;
    CHECK(judge.judge(stage, 1) == StageVerdict::Slow);
    stage.working = false;
    CHECK(judge.judge(stage, 1) == StageVerdict::Idle);
    stage.trouble = QStringLiteral("the engine process ended");
    CHECK(judge.judge(stage, 1) == StageVerdict::Broken);
    CHECK_FALSE(severityOf(StageVerdict::Idle));
    CHECK(severityOf(StageVerdict::Broken) == Severity::Error);
}

TEST_CASE("StageModel: rows stay while their stages do", "[ui][model]")
{
    StageModel model;
    const Fatal tester(&model, kFatal);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    StatisticsView view{.seconds = 1, .stages = engineStages(pocketStats(), 160)};
    view.stages.push_back(stageNamed("camera", 1250));
    model.setView(view);
    CHECK(resets.count() == 1);
    CHECK(model.rowCount() == 4);
    CHECK(cell(model, 1, StageColumn::Mean) == QStringLiteral("40.0"));
    CHECK(cell(model, 1, StageColumn::Worst) == QStringLiteral("55.0"));
    CHECK(cell(model, 1, StageColumn::Queue) == QStringLiteral("1"));
    CHECK(cell(model, 1, StageColumn::Lost).isEmpty());
    CHECK(cell(model, 3, StageColumn::Lost) == QStringLiteral("1250"));
    CHECK(cell(model, 3, StageColumn::Mean).isEmpty());

    view.stages[1].meanMs = 123.4;
    model.setView(view);
    CHECK(resets.count() == 1);
    CHECK(changes.count() == 1);
    CHECK(cell(model, 1, StageColumn::Mean) == QStringLiteral("123"));
    view.stages.erase(view.stages.begin());
    model.setView(view);
    CHECK(resets.count() == 2);
    CHECK(cell(model, 0, StageColumn::Stage) == QStringLiteral("Denoise"));
    model.setView({});
    CHECK(model.rowCount() == 0);
}

TEST_CASE("StageModel: what is thought of a stage is a sign, a word and a tip", "[ui][model]")
{
    StageModel model;
    StageFigures camera = stageNamed("camera", 0);
    model.setView({.seconds = 1, .stages = {camera}});
    const QModelIndex index = model.index(0, 0);
    CHECK(index.data(kSeverityRole).toInt() == static_cast<int>(Severity::Good));
    camera.trouble = QStringLiteral("no PipeWire");
    model.setView({.seconds = 2, .stages = {camera}});
    CHECK(index.data(kSeverityRole).toInt() == static_cast<int>(Severity::Error));
    CHECK(index.data(Qt::AccessibleTextRole).toString() == QStringLiteral("camera: not working"));
    CHECK(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("no PipeWire")));
}

TEST_CASE("FigureModel: names and values", "[ui][model]")
{
    FigureModel model;
    const Fatal tester(&model, kFatal);
    RunFigure delay{.name = QStringLiteral("Delay"), .value = QStringLiteral("392 ms")};
    model.setFigures({delay});
    CHECK(model.index(0, 1).data().toString() == QStringLiteral("392 ms"));
    CHECK_FALSE(model.index(0, 1).data(kSeverityRole).isValid());
    delay.severity = Severity::Warning;
    model.setFigures({delay, delay});
    CHECK(model.rowCount() == 2);
    CHECK(model.index(1, 1).data(kSeverityRole).toInt() == static_cast<int>(Severity::Warning));
    model.setFigures({});
    CHECK(model.rowCount() == 0);
}

TEST_CASE("StatisticsDock: shows what it is told and copies it as text", "[ui][dock]")
{
    StatisticsDock dock;
    dock.resize(360, 500);
    dock.show();
    auto* copy = dock.findChild<QPushButton*>(QStringLiteral("copy"));
    const auto tables = dock.findChildren<QTreeView*>();
    REQUIRE(tables.size() == 2);
    CHECK_FALSE(tables[0]->isVisible());
    CHECK_FALSE(copy->isEnabled()); // nothing to copy yet

    StatisticsView view{.seconds = 12, .stages = engineStages(pocketStats(), 160)};
    view.figures = engineFigures(pocketStats());
    dock.setView(view);
    CHECK(tables[0]->isVisible());
    QTest::mouseClick(copy, Qt::LeftButton);
    const QString text = QGuiApplication::clipboard()->text();
    CHECK(text.contains(QStringLiteral("after 0:12\n")));
    CHECK(text.contains(QStringLiteral("Denoise: mean 40.0 ms, worst 55.0 ms, queue 1, lost –\n")));
    CHECK(text.contains(QStringLiteral("Blocks skipped: 2\n")));
}
