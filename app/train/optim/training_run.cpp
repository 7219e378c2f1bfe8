#include "app/train/optim/training_run.h"

#include "app/train/optim/batch_source.h"
#include "app/train/optim/checkpoint.h"
#include "engine/core/error.h"
#include "engine/core/stopwatch.h"

#include <algorithm>
#include <c10/core/GradMode.h>
#include <cmath>
#include <limits>

namespace imprint::train {
namespace {

/// Steps from which the speed is measured; the first one is slower, it fills caches.
constexpr std::int64_t kWarmSteps = 2;
constexpr std::int64_t kMeasuredSteps = 12;

/// One training, between its checkpoints.
class Run {
public:
    Run(TrainingTask& task, const TrainingRunSettings& settings)
        : m_task(task)
        , m_recipe(task.recipe())
        , m_settings(settings)
        , m_path(settings.folder + "/" + settings.name)
        , m_batches(task, settings.device)
        , m_weights(trainableCopy(onDevice(
              beginningWith(settings.from, task.initialWeights(settings.seed)), settings.device)))
        , m_optimiser(optimiserSettings(), m_weights)
        , m_average(detachedCopy(m_weights))
    {
        if (const auto found = readCheckpoint(m_path))
            restore(*found);
        else
            m_steps = settings.steps;
    }

    TrainingOutcome train(const TrainingProgress& progress)
    {
        if (m_steps == 0)
            m_steps = planSteps();
        // Data of the first step may take long: not part of a step's time.
        m_batches.prepare(moment());
        m_firstStep = m_step;
        m_sinceFirstStep.restartMs();
        bool going = !stopRequested();
        if (!going)
            save();
        while (going && m_step < m_steps) {
            doStep();
            going = !stopRequested();
            if (m_step % m_settings.logEvery == 0 || m_step == m_steps)
                going = logRow(progress) && going;
            if (!going || m_step == m_steps ||
                m_sinceCheckpoint.elapsedMs() > m_settings.checkpointMinutes * 60'000)
                save();
        }
        return {.average = onDevice(m_average, at::kCPU),
                .log = m_log,
                .steps = m_step,
                .plannedSteps = m_steps,
                .seconds = m_watch.elapsedMs() / 1000};
    }

private:
    bool stopRequested() const { return m_settings.stopRequested && m_settings.stopRequested(); }

    /// One thread feeds a GPU best.
    MuonAdamSettings optimiserSettings() const
    {
        MuonAdamSettings settings = m_recipe.optimiser;
        if (!m_settings.device.is_cpu())
            settings.threads = 1;
        return settings;
    }

    TrainingMoment moment() const
    {
        return {
            .step = m_step, .steps = std::max<std::int64_t>(m_steps, 1), .seed = m_settings.seed};
    }

    void restore(const Checkpoint& found)
    {
        if (found.seed != m_settings.seed ||
            (m_settings.steps > 0 && found.steps != m_settings.steps))
            throw Error(ErrorCode::BadConfig,
                        concat("'", m_path, "' was begun with seed ", found.seed, " for ",
                               found.steps, " steps"),
                        "Use the same settings, or an empty folder");
        m_step = found.step;
        m_steps = found.steps;
        m_log = found.log;
        m_figures = found.figures;
        m_weights = trainableCopy(onDevice(found.weights, m_settings.device));
        m_average = onDevice(found.average, m_settings.device);
        m_optimiser.restore(found.optimiser);
    }

    /// How many steps fit in the time; the steps that are measured change nothing.
    std::int64_t planSteps()
    {
        TrainingMoment measured{.steps = std::numeric_limits<std::int32_t>::max(),
                                .seed = m_settings.seed};
        m_batches.prepare(measured); // as above
        MuonAdam optimiser(optimiserSettings(), m_weights);
        Parameters weights = trainableCopy(m_weights);
        Stopwatch watch;
        for (; measured.step < kWarmSteps + kMeasuredSteps; ++measured.step) {
            if (measured.step == kWarmSteps)
                watch.restartMs();
            const std::vector<Batch> batches = m_batches.take(measured);
            optimiser.step(weights, computeGradient(m_task, weights, measured, batches).gradients,
                           0);
        }
        const double perStep = watch.elapsedMs() / static_cast<double>(kMeasuredSteps);
        const double left = m_settings.minutes * 60'000 - m_watch.elapsedMs();
        return std::max<std::int64_t>(1, std::llround(left / perStep));
    }

    void doStep()
    {
        const StepGradient gradient =
            computeGradient(m_task, m_weights, moment(), m_batches.take(moment()));
        const double loss = gradient.figures.at("loss").value();
        if (!std::isfinite(loss))
            throw Error(ErrorCode::Internal,
                        concat("training of ", m_settings.name, ": the loss of step ", m_step,
                               " is ", loss),
                        "The last checkpoint is sound; a smaller learning rate may help");
        m_optimiser.step(m_weights, gradient.gradients,
                         m_settings.rate * m_recipe.rate.at(m_step, m_steps));
        average();
        for (const auto& [name, mean] : gradient.figures)
            m_figures[name].add(mean.value(), mean.count);
        ++m_step;
    }

    /// The average forgets the first, bad weights sooner.
    void average()
    {
        const c10::NoGradGuard noGraph;
        const auto done = static_cast<double>(m_step);
        const double keep = std::min(m_recipe.averaging, (1 + done) / (10 + done));
        for (auto& [name, tensor] : m_average)
            tensor.lerp_(m_weights.at(name), 1 - keep);
    }

    bool logRow(const TrainingProgress& progress)
    {
        LogRow row{.step = m_step};
        for (const auto& [name, mean] : m_figures)
            row.figures[name] = mean.value();
        m_figures.clear();
        m_log.push_back(row);
        const double perStep =
            m_sinceFirstStep.elapsedMs() / 1000 / static_cast<double>(m_step - m_firstStep);
        return progress(row, m_steps, perStep * static_cast<double>(m_steps - m_step));
    }

    void save()
    {
        writeCheckpoint(m_path, {.step = m_step,
                                 .steps = m_steps,
                                 .seed = m_settings.seed,
                                 .weights = m_weights,
                                 .average = m_average,
                                 .optimiser = m_optimiser.state(),
                                 .log = m_log,
                                 .figures = m_figures});
        m_sinceCheckpoint.restartMs();
    }

    TrainingTask& m_task;
    TrainingRecipe m_recipe;
    TrainingRunSettings m_settings;
    std::string m_path;
    BatchSource m_batches;
    Parameters m_weights;
    MuonAdam m_optimiser;
    Parameters m_average;
    Figures m_figures; // since the last row of the log
    std::vector<LogRow> m_log;
    std::int64_t m_step = 0;
    std::int64_t m_steps = 0;
    std::int64_t m_firstStep = 0; // of this call
    Stopwatch m_watch;
    Stopwatch m_sinceFirstStep;
    Stopwatch m_sinceCheckpoint;
};

} // namespace

TrainingOutcome runTraining(TrainingTask& task, const TrainingRunSettings& settings,
                            const TrainingProgress& progress)
{
    if (settings.steps <= 0 && settings.minutes <= 0)
        throw Error(ErrorCode::BadConfig,
                    concat("training of ", settings.name, ": no time and no steps were given"),
                    "Give minutes or steps above 0");
    return Run(task, settings).train(progress);
}

} // namespace imprint::train
