#include "app/doctor/torch_check.h"

#include <cstdlib>

namespace imprint::app {

std::vector<std::string> forcedBlas()
{
    std::vector<std::string> forced;
    for (const char* name : {"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"})
        if (const char* value = std::getenv(name))
            forced.push_back(concat(name, "=", value));
    return forced;
}

Check judge(const TorchFindings& torch)
{
    Check check{.found = {concat("LibTorch ", torch.version, ", computes with ", torch.kernels,
                                 ", ", torch.threads, torch.threads == 1 ? " thread" : " threads",
                                 " per stage")}};
    if (!torch.computes) {
        check.verdict = Verdict::Broken;
        check.found.emplace_back("it multiplies wrongly: the library is damaged");
        check.mend = {"installer/run.sh setup    fetches it anew (remove its folder before)"};
        return check;
    }
    for (const std::string& setting : torch.forced) {
        check.verdict = Verdict::Note;
        check.found.push_back(concat(setting, " is set, which can halve the speed"));
        check.mend.push_back(concat("unset ", setting.substr(0, setting.find('='))));
    }
    return check;
}

} // namespace imprint::app
