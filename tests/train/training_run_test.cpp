#include "tests/support/torch_test.h"

#include "app/train/optim/batch_source.h"
#include "app/train/optim/checkpoint.h"
#include "app/train/optim/training_run.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

#include <filesystem>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

/// Fits a line to random points: every step has points of its own.
class LineTask final : public TrainingTask {
public:
    Parameters initialWeights(std::uint64_t) const override
    {
        return {{"slope", at::zeros({1}).requires_grad_(true)},
                {"unused", at::ones({2}).requires_grad_(true)},
                {"zero", at::zeros({1}).requires_grad_(true)}};
    }
    TrainingRecipe recipe() const override
    {
        return {.optimiser = {.vectorRate = 0.1},
                .rate = {.warmUpSteps = 1, .decayShare = 1},
                .averaging = 0.9};
    }
    void prepare(const TrainingMoment& moment) override { m_prepared = moment.step; }

    Batch draw(const TrainingMoment& moment, int shard) const override
    {
        IMPRINT_ASSERT(m_prepared == moment.step);
        return {{"x", at::randn({16}, randomFor(moment.seed, "points", moment.step, shard))}};
    }

    at::Tensor loss(const Parameters& weights, const Batch& batch, const TrainingMoment&,
                    at::Generator, Figures& figures) const override
    {
        const at::Tensor& x = batch.at("x");
        const at::Tensor error = weights.at("slope") * x + weights.at("zero") - (2 * x + 1);
        figures["largest"].add(error.abs().max().item<double>());
        return broken ? error.mean() / at::zeros({}) : error.square().mean();
    }

    bool broken = false;

private:
    std::int64_t m_prepared = -1;
};

TrainingOutcome trainLine(const std::string& folder, std::int64_t stopAfter = 0,
                          std::uint64_t seed = 3)
{
    LineTask task;
    return runTraining(
        task, {.folder = folder, .name = "line", .seed = seed, .steps = 60, .logEvery = 5},
        [&](const LogRow& row, std::int64_t, double) { return row.step != stopAfter; });
}

bool sameLog(const std::vector<LogRow>& a, const std::vector<LogRow>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const LogRow& x, const LogRow& y) {
        if (x.step != y.step || x.figures.size() != y.figures.size())
            return false;
        for (const auto& [name, value] : x.figures) // a checkpoint keeps figures as floats
            if (static_cast<float>(value) != static_cast<float>(y.figures.at(name)))
                return false;
        return true;
    });
}

} // namespace

TEST_CASE("runTraining: lowers the loss and averages the weights", "[train][optim]")
{
    const TemporaryFolder folder;
    const TrainingOutcome outcome = trainLine(folder.path());
    CHECK(outcome.steps == 60);
    REQUIRE(outcome.log.size() == 12);
    CHECK(outcome.log.back().figures.at("loss") < 0.1 * outcome.log.front().figures.at("loss"));
    CHECK(outcome.average.at("slope").item<float>() == Approx(2).margin(0.3));
    CHECK(at::equal(outcome.average.at("unused"), at::ones({2})));
}

TEST_CASE("runTraining: at a lower rate the weights go less far", "[train][optim]")
{
    const auto slopeAfterOneStep = [](double rate) {
        const TemporaryFolder folder;
        LineTask task;
        return runTraining(task,
                           {.folder = folder.path(), .name = "line", .steps = 1, .rate = rate},
                           [](const LogRow&, std::int64_t, double) { return true; })
            .average.at("slope")
            .item<double>();
    };
    const double usual = slopeAfterOneStep(1);
    CHECK(usual > 0);
    CHECK(slopeAfterOneStep(0.25) == Approx(usual / 4));
}

TEST_CASE("runTraining: the same seed gives the same weights, another seed others",
          "[train][optim]")
{
    const TemporaryFolder first;
    const TemporaryFolder second;
    const TemporaryFolder third;
    const at::Tensor slope = trainLine(first.path()).average.at("slope");
    CHECK(at::equal(slope, trainLine(second.path()).average.at("slope")));
    CHECK_FALSE(at::equal(slope, trainLine(third.path(), 0, 4).average.at("slope")));
}

TEST_CASE("runTraining: after a break it goes on as if there had been none", "[train][optim]")
{
    const TemporaryFolder whole;
    const TemporaryFolder broken;
    const TrainingOutcome expected = trainLine(whole.path());
    const TrainingOutcome part = trainLine(broken.path(), 20);
    CHECK(part.steps == 20);
    const TrainingOutcome resumed = trainLine(broken.path());
    CHECK(resumed.steps == 60);
    CHECK(sameLog(resumed.log, expected.log));
    for (const auto& [name, tensor] : expected.average)
        CHECK(at::equal(tensor, resumed.average.at(name)));
}

TEST_CASE("runTraining: told to stop between two rows of the log, it goes on without a trace",
          "[train][optim]")
{
    const TemporaryFolder whole;
    const TemporaryFolder broken;
    const TrainingOutcome expected = trainLine(whole.path());
    for (const int steps : {0, 7, 23}) { // a row is the mean of five steps
        LineTask task;
        int asked = 0;
        const TrainingOutcome part =
            runTraining(task,
                        {.folder = broken.path(),
                         .name = "line",
                         .seed = 3,
                         .steps = 60,
                         .logEvery = 5,
                         .stopRequested = [&] { return asked++ >= steps; }},
                        [](const LogRow&, std::int64_t, double) { return true; });
        CHECK(part.plannedSteps == 60);
        CHECK(part.steps < 60);
    }
    const TrainingOutcome resumed = trainLine(broken.path());
    CHECK(resumed.steps == 60);
    CHECK(sameLog(resumed.log, expected.log));
    for (const auto& [name, tensor] : expected.average)
        CHECK(at::equal(tensor, resumed.average.at(name)));
}

TEST_CASE("runTraining: refuses to go on with other settings", "[train][optim]")
{
    const TemporaryFolder folder;
    trainLine(folder.path(), 20);
    const CaughtError problem = errorOf([&] { trainLine(folder.path(), 0, 4); });
    CHECK(problem.code == ErrorCode::BadConfig);
    CHECK(problem.names("seed 3"));
}

TEST_CASE("runTraining: a damaged checkpoint is named, not trained over", "[train][optim]")
{
    const TemporaryFolder folder;
    trainLine(folder.path(), 20);
    const std::string path = folder / "line.checkpoint.safetensors";
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    const auto before = std::filesystem::file_size(path);
    CHECK(errorOf([&] { trainLine(folder.path()); }).names(path));
    CHECK(std::filesystem::file_size(path) == before);
}

TEST_CASE("runTraining: a loss that is no number ends it and says at which step", "[train][optim]")
{
    const TemporaryFolder folder;
    LineTask task;
    task.broken = true;
    const CaughtError problem = errorOf([&] {
        runTraining(task, {.folder = folder.path(), .name = "line", .steps = 3},
                    [](const LogRow&, std::int64_t, double) { return true; });
    });
    CHECK(problem.names("step 0"));
}

TEST_CASE("runTraining: fits its steps to the time it was given", "[train][optim]")
{
    const TemporaryFolder folder;
    LineTask task;
    const TrainingOutcome outcome =
        runTraining(task, {.folder = folder.path(), .name = "line", .minutes = 0.01},
                    [](const LogRow&, std::int64_t, double) { return true; });
    CHECK(outcome.steps >= 5);
    CHECK(outcome.seconds < 5); // 0.6 s, if nothing else runs
}

TEST_CASE("computeGradient: the mean over shards, as one graph would give it", "[train][optim]")
{
    LineTask task;
    const TrainingMoment moment{.step = 7, .steps = 60, .seed = 3};
    const Parameters weights = task.initialWeights(3);
    const StepGradient got =
        computeGradient(task, weights, moment, BatchSource(task, at::kCPU).take(moment));
    double slope = 0;
    for (int shard = 0; shard < 2; ++shard) {
        const at::Tensor x = at::randn({16}, randomFor(3, "points", 7, shard));
        slope += 0.5 * (2 * (-(2 * x + 1)) * x).mean().item<double>();
    }
    CHECK(got.gradients.at("slope").item<double>() == Approx(slope).epsilon(1e-5));
    CHECK(at::equal(got.gradients.at("unused"), at::zeros({2})));
    CHECK(got.figures.at("largest").count == 2);
}
