#include "app/train/speech/mouth_script.h"

namespace imprint::train {

void appendVisemes(MouthScript& script, const std::vector<Viseme>& visemes, double beginS,
                   double endS)
{
    const double partS = (endS - beginS) / static_cast<double>(visemes.size());
    double fromS = beginS;
    for (const Viseme viseme : visemes) {
        script.visemes.push_back({viseme, fromS, fromS + partS});
        fromS += partS;
    }
}

} // namespace imprint::train
