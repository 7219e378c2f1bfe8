#pragma once

#include <span>
#include <string_view>

namespace imprint::train {

/// Lists from which sentences are put together. Words with p, b, m, f, v, w, sh, th, oo and ee are many: they are what
/// one sees. Thread: any.
namespace words {

std::span<const std::string_view> openers();  ///< "Well,", "Good morning!"
std::span<const std::string_view> subjects(); ///< plural or "I", "you": they take the bare verb
std::span<const std::string_view> verbs();    ///< transitive, bare or past
std::span<const std::string_view> objects();  ///< "a warm cup of coffee"
std::span<const std::string_view> places();   ///< "behind the old bridge"
std::span<const std::string_view> times();    ///< "every Friday"
std::span<const std::string_view> questionHeads(); ///< "Why would", "How could"
std::span<const std::string_view> smallTalk();     ///< whole sentences of conversation
std::span<const std::string_view> twisters();      ///< tongue twisters and sound drills
std::span<const std::string_view> nouns();         ///< single words for lists
std::span<const std::string_view> adjectives();

/// Phrases in the language of an espeak-ng voice; empty where we have none.
std::span<const std::string_view> nativePhrases(std::string_view language);

} // namespace words
} // namespace imprint::train
