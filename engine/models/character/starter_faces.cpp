#include "engine/models/character/starter_faces.h"

#include "engine/models/character/character.h"
#include "engine/models/character/character_prompt.h"
#include "engine/models/puppet/puppet_renderer.h"

#include <array>

namespace imprint::engine {
namespace {

constexpr auto kFaces = std::to_array<StarterFace>({
    {"Ada", "woman, brown skin, black bun, gold round glasses, teal shirt, orange background", 10},
    {"Ben", "man, light skin, short brown hair, beard, navy hoodie, blue sky, clouds", 20},
    {"Cleo", "woman, dark skin, curly black hair, earrings, yellow t-shirt, purple background", 35},
    {"Dino", "boy, peach skin, spiky blond hair, freckles, red hoodie, green hills", 43},
    {"Emi", "girl, porcelain skin, black bob, red bow, pink jumper, pink background, bubbles", 51},
    {"Finn", "man, peach skin, ginger curly hair, red beard, green sweater, teal background", 61},
    {"Gus", "old man, tan skin, bald, grey moustache, square glasses, blue shirt, grey background",
     70},
    {"Hana", "woman, light skin, long black hair, white shirt, night sky, stars", 83},
    {"Ivy",
     "woman, porcelain skin, long red hair, green eyes, freckles, green turtleneck, yellow "
     "background",
     90},
    {"Jo", "person, olive skin, short purple hair, headphones, black hoodie, night sky, dots", 100},
    {"Kofi", "man, deep skin, short black hair, orange t-shirt, yellow background, disc, smiling",
     110},
    {"Lila", "girl, brown skin, black pigtails, yellow hoodie, blue sky, clouds, smiling", 120},
    {"Max", "boy, tan skin, short brown hair, green beanie, blue t-shirt, orange background", 131},
    {"Nina",
     "woman, peach skin, blond bob, blue eyes, red lipstick, red turtleneck, teal background", 143},
    {"Omar",
     "man, olive skin, short black hair, black beard, white shirt, teal background, stripes", 155},
    {"Pia",
     "girl, light skin, blonde pigtails, round glasses, purple t-shirt, green background, dots",
     160},
    {"Quin",
     "person, peach skin, teal spiky hair, cat ears, black t-shirt, purple background, stars", 171},
    {"Rosa",
     "grandmother, olive skin, grey bun, round glasses, purple jumper, pink background, smiling",
     180},
    {"Sami", "man, brown skin, curly brown hair, black sunglasses, red shirt, sunset background",
     190},
    {"Tara", "woman, tan skin, long chestnut hair, amber eyes, orange shirt, blue sky, hills", 200},
    {"Uma", "woman, deep skin, bald, earrings, lipstick, teal turtleneck, red background", 210},
    {"Vito",
     "old man, light skin, curly grey hair, grey beard, grey jumper, blue background, clouds", 221},
    {"Willa", "woman, dark skin, long pink hair, pink headphones, white hoodie, night sky, disc",
     233},
    {"Zoe", "girl, tan skin, blue bob, cat ears, blue eyes, orange hoodie, yellow background", 240},
});

} // namespace

std::span<const StarterFace> starterFaces()
{
    return kFaces;
}

Picture renderStarterFace(const StarterFace& face, int size)
{
    const PuppetIdentity identity = makeCharacter(parseCharacterPrompt(face.prompt), face.seed);
    return renderPuppet(identity, restingPose(identity, identity.look.mood), size);
}

} // namespace imprint::engine
