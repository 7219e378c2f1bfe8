#include "app/train/pictures.h"
#include "engine/core/error.h"
#include "engine/core/log.h"

namespace imprint::train {

void drawLossCurves(const std::string& pngPath, const std::string&, const std::vector<LogRow>&)
{
    log(LogLevel::Info, concat("'", pngPath, "' is not drawn: this build has no cairo"));
}

void renderTruth(const SpeechCorpus&, const std::string&, int, int, std::uint64_t)
{
    throw Error(ErrorCode::Unsupported, "this build cannot draw pictures: it has no cairo",
                "Install libcairo2-dev and build with IMPRINT_MEDIA");
}

} // namespace imprint::train
