#include "app/train/speech/viseme.h"

#include "engine/core/error.h"

#include <array>
#include <cstddef>

namespace imprint::train {
namespace {

// Rows in the order of the enum: open, wide, round, teeth, tongue, press; dominance, decay.
constexpr auto kShapes = std::to_array<VisemeShape>({
    {{0, 0, 0, 0, 0, 0}, 0.55F, 0.10F},                     // Silence
    {{0, 0.05F, 0.05F, 0, 0, 1}, 4.0F, 0.035F},             // LipsClosed
    {{0.10F, 0.15F, 0, 1, 0, 0.15F}, 2.5F, 0.045F},         // LipOnTeeth
    {{0.22F, 0.15F, 0, 0.80F, 0.80F, 0}, 1.5F, 0.05F},      // TongueTeeth
    {{0.18F, 0.25F, 0, 0.85F, 0.25F, 0}, 1.1F, 0.05F},      // Alveolar
    {{0.30F, 0.10F, 0, 0.50F, 0.90F, 0}, 1.1F, 0.05F},      // Lateral
    {{0.22F, -0.10F, 0.50F, 0.40F, 0.20F, 0}, 1.0F, 0.06F}, // Rhotic
    {{0.22F, -0.10F, 0.65F, 0.90F, 0, 0}, 1.6F, 0.06F},     // Hushing
    {{0.28F, 0.10F, 0, 0.35F, 0.10F, 0}, 0.5F, 0.05F},      // Throat
    {{0.12F, -0.30F, 1, 0, 0, 0.10F}, 2.0F, 0.06F},         // LipGlide
    {{0.18F, 0.60F, 0, 0.60F, 0.20F, 0}, 1.0F, 0.06F},      // Palatal
    {{0.88F, 0.25F, 0, 0.45F, 0.35F, 0}, 1.5F, 0.07F},      // OpenFront
    {{0.95F, 0, 0.10F, 0.35F, 0.35F, 0}, 1.5F, 0.07F},      // OpenBack
    {{0.58F, 0.50F, 0, 0.70F, 0.30F, 0}, 1.4F, 0.07F},      // MidFront
    {{0.32F, 0.60F, 0, 0.75F, 0.25F, 0}, 1.2F, 0.06F},      // NearClose
    {{0.26F, 1, 0, 0.80F, 0.25F, 0}, 1.5F, 0.07F},          // CloseFront
    {{0.42F, 0.10F, 0.10F, 0.45F, 0.20F, 0}, 0.9F, 0.06F},  // Neutral
    {{0.68F, -0.20F, 0.65F, 0.10F, 0.15F, 0}, 1.5F, 0.07F}, // MidBack
    {{0.48F, -0.30F, 0.90F, 0, 0.10F, 0}, 1.5F, 0.07F},     // MidRound
    {{0.24F, -0.30F, 1, 0, 0, 0}, 1.6F, 0.07F},             // CloseRound
    {{0.22F, -0.10F, 1, 0.20F, 0.10F, 0}, 1.5F, 0.07F},     // FrontRound
});

static_assert(kShapes.size() == static_cast<std::size_t>(Viseme::FrontRound) + 1);

} // namespace

const VisemeShape& shapeOf(Viseme viseme)
{
    const auto row = static_cast<std::size_t>(viseme);
    IMPRINT_ASSERT(row < kShapes.size(), "viseme ", row);
    return kShapes[row];
}

} // namespace imprint::train
