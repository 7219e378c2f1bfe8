#include "engine/models/puppet/puppet_view.h"

#include "engine/core/error.h"

#include <cmath>

namespace imprint::engine {
namespace {

constexpr int kLargestSize = 8192;

/// Written so that a NaN fails too.
bool staysOnStage(float centre, float halfExtent)
{
    return std::fabs(centre) + halfExtent <= kStageHalfExtent;
}

} // namespace

void validate(const PuppetView& view)
{
    if (view.size < 1 || view.size > kLargestSize)
        throw Error(ErrorCode::BadConfig, concat("picture size ", view.size, " cannot be painted"),
                    concat("Use 1 to ", kLargestSize, " pixels"));
    const float half = view.halfExtent;
    if (!(half > 0) || !staysOnStage(view.centreX, half) || !staysOnStage(view.centreY, half))
        throw Error(ErrorCode::BadConfig,
                    concat("a window of half extent ", half, " around (", view.centreX, ", ",
                           view.centreY, ") cannot be painted"),
                    concat("Stay within -", kStageHalfExtent, " .. ", kStageHalfExtent));
}

} // namespace imprint::engine
