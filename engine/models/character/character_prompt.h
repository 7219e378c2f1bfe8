#pragma once

#include "engine/models/character/character_request.h"

#include <string_view>

namespace imprint::engine {

/// Understands prompts such as "red curly hair, round glasses, night sky, smiling, freckles, blue hoodie".
/// Any order and case; a colour belongs to the next noun ("green eyes"), or to the one before it when nothing
/// follows ("eyes: green"); "no" and "without" take something away. Words that had no effect are returned in
/// `unknownWords`, so that the user can be told. Never throws on any text.
CharacterRequest parseCharacterPrompt(std::string_view prompt);

} // namespace imprint::engine
