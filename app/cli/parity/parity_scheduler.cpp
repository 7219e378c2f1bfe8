#include "app/cli/parity/parity_components.h"

#include "engine/pipeline/wan/flow_schedule.h"

namespace imprint::app {
namespace {

at::Tensor warped(const engine::FlowSchedule& schedule, const std::vector<std::int64_t>& steps)
{
    return at::tensor(schedule.warped(steps), at::kFloat);
}

/// `one` of every row of a batch, each at its own time.
template <class Formula>
at::Tensor byRow(const at::Tensor& times, Formula&& one)
{
    std::vector<at::Tensor> rows;
    for (std::int64_t row = 0; row < times.size(0); ++row)
        rows.push_back(one(row, times[row].item<double>()));
    return at::stack(rows);
}

void addConfiguration(const ParityCase& parityCase, const std::string& name,
                      const nlohmann::json& config, TensorMap& got)
{
    const engine::FlowSchedule schedule(config.at("timestep_shift"));
    got[name + ".sigmas"] = schedule.sigmas();
    got[name + ".timesteps"] = schedule.times();
    for (const char* list : {"denoising_step_list", "denoising_step_list_first_chunk"})
        if (config.contains(list))
            got[name + "." + list] = warped(schedule, config.at(list));
    if (config.contains("krea_steps"))
        got[name + ".denoising_step_list"] =
            warped(schedule,
                   engine::evenSteps(config.at("krea_steps"), config.value("krea_strength", 1.0)));
    const auto input = [&](const char* part) { return parityCase.input(name + "." + part); };
    got[name + ".noisy"] = byRow(input("t"), [&](std::int64_t row, double time) {
        return schedule.noisy(input("clean")[row], input("noise")[row], time);
    });
    got[name + ".x0"] = byRow(input("t"), [&](std::int64_t row, double time) {
        return schedule.clean(input("xt")[row], input("flow")[row], time);
    });
}

} // namespace

TensorMap runSchedulerCase(const ParityCase& parityCase)
{
    TensorMap got;
    for (const auto& [name, config] : parityCase.config.at("configs").items())
        addConfiguration(parityCase, name, config, got);
    return got;
}

} // namespace imprint::app
