#pragma once

#include "engine/models/puppet/puppet_look.h"

#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

enum class Presentation { Any, Feminine, Masculine };
enum class Age { Any, Child, Old };

/// What a prompt asked for. Everything left empty comes from the seed.
struct CharacterRequest {
    std::optional<SkinColor> skin;
    std::optional<HairColor> hair;
    std::optional<EyeColor> eyes;
    std::optional<ClothesColor> clothesColor;
    std::optional<ClothesColor> trim;
    std::optional<BackgroundColor> background;
    std::optional<RimColor> rim;
    std::optional<HairStyle> hairStyle;
    std::optional<Glasses> glasses;
    std::optional<Clothes> clothes;
    std::optional<Pattern> pattern;
    std::optional<Accessory> accessory;
    std::optional<Beard> beard;
    std::optional<MovingObjects> objects;
    std::optional<Mood> mood;
    std::optional<bool> freckles;
    std::optional<bool> blush;
    std::optional<bool> lipstick;
    Presentation presentation =
        Presentation::Any;                 ///< steers hair style, beard and lips, if not asked for
    Age age = Age::Any;                    ///< steers proportions and the colour of the hair
    std::vector<std::string> unknownWords; ///< words that had no effect, in their order
};

} // namespace imprint::engine
