#include "app/train/speech/sentence_words.h"

#include <array>

namespace imprint::train::words {
namespace {

constexpr auto kOpeners = std::to_array<std::string_view>({
    "Well,",         "Oh,",
    "So,",           "Hello!",
    "Hey,",          "Maybe",
    "Of course,",    "You know,",
    "Wow!",          "Please,",
    "Good morning!", "Thank you!",
    "Hmm,",          "Listen,",
    "By the way,",   "To be honest,",
    "I believe",     "Believe me,",
    "Oops!",         "Yes,",
    "No,",           "In fact,",
    "Meanwhile,",    "First of all,",
    "Perhaps",       "What a surprise!",
    "My goodness,",  "Look,",
    "Finally,",      "As far as I know,",
});

constexpr auto kSubjects = std::to_array<std::string_view>({
    "I",
    "you",
    "we",
    "they",
    "my friends",
    "the teachers",
    "two small dogs",
    "our neighbours",
    "these machines",
    "the people upstairs",
    "old sailors",
    "my mother and father",
    "most of us",
    "those blue birds",
    "Bob and Paula",
    "both of you",
    "the boys from Peru",
    "five brave women",
    "the members of the band",
    "whole families",
    "all the babies",
    "Mabel and Humphrey",
    "the shepherds",
    "the young musicians",
    "those bakers",
    "wild wolves",
    "some philosophers",
    "the judges",
    "our voices",
    "many mice",
    "the chefs of this village",
    "George and Ruth",
    "the workers",
    "a few poets",
    "the fishermen",
    "his brothers",
    "her cousins",
    "the bees",
    "three thieves",
    "the twins",
});

constexpr auto kVerbs = std::to_array<std::string_view>({
    "think about",
    "want",
    "would love",
    "really need",
    "saw",
    "bought",
    "forgot",
    "painted",
    "moved",
    "keep talking about",
    "remember",
    "brought",
    "watch",
    "share",
    "enjoy",
    "could hear",
    "might find",
    "have never missed",
    "must fix",
    "should measure",
    "borrowed",
    "pushed",
    "will choose",
    "often visit",
    "prefer",
    "promised",
    "washed",
    "stopped",
    "photographed",
    "would fill",
    "threw away",
    "put away",
    "improve",
    "changed",
    "believe in",
    "dream of",
    "jump over",
    "opened",
    "asked for",
    "laugh about",
    "shouted at",
    "whispered about",
    "wove",
    "polish",
    "have both seen",
    "drew",
    "chased",
    "shape",
    "boiled",
    "grew",
});

constexpr auto kObjects = std::to_array<std::string_view>({
    "a warm cup of coffee",
    "five purple balloons",
    "the beautiful mountains",
    "some fresh bread and butter",
    "a very long story",
    "the whole family",
    "better music",
    "an umbrella",
    "those funny pictures",
    "fish and chips",
    "the big yellow bus",
    "a new job in Boston",
    "peaches, plums and apples",
    "your favourite movie",
    "the moon above the water",
    "nothing at all",
    "a map of the village",
    "a bowl of soup",
    "the smooth blue moon",
    "an empty paper bag",
    "my brown boots",
    "a piece of the pie",
    "the farm with the white fence",
    "huge waves",
    "a measure of pleasure",
    "the thin path",
    "thirty three thousand feathers",
    "a pair of shoes",
    "the shy giraffe",
    "every page",
    "a jar of orange marmalade",
    "the voice on the phone",
    "a good book",
    "cheap watches",
    "the weather in July",
    "a few of these mushrooms",
    "the top of the bridge",
    "a problem with numbers",
    "one more video",
    "the river and the valley",
    "who we were",
    "a pot of tea",
    "bubbles and foam",
    "the museum's oldest poem",
    "the lamp beside the bed",
    "a cup of hot chocolate",
    "the sound of the ocean",
    "an apple a day",
    "oil and vinegar",
    "the azure sky",
    "a garage full of toys",
    "the queen's crown",
    "your thumb",
    "a month of rain",
    "clothes",
    "the yacht",
    "these rules",
    "the full moon",
    "a wolf in the wood",
    "wool and silk",
    "the ambulance",
    "the map on the wall",
    "our lamb",
    "both of the bowls",
});

constexpr auto kPlaces = std::to_array<std::string_view>({
    "behind the old bridge",
    "at home",
    "under the table",
    "in front of the museum",
    "near the harbour",
    "above the clouds",
    "on the roof",
    "by the river",
    "in a boat",
    "upstairs",
    "in Europe",
    "at the far end of the room",
    "between two walls",
    "out there",
    "at the farm",
    "in the shop window",
    "beyond the valley",
    "along the beach",
    "in the middle of nowhere",
    "all over the world",
});

constexpr auto kTimes = std::to_array<std::string_view>({
    "today",
    "in the morning",
    "before breakfast",
    "very much",
    "right now",
    "every Friday",
    "without a problem",
    "over the weekend",
    "again and again",
    "when it rains",
    "with both hands",
    "until five o'clock",
    "for a while",
    "maybe tomorrow",
    "from time to time",
    "last Wednesday",
    "for the first time",
    "in February",
    "as soon as possible",
    "twice a month",
    "at noon",
    "after lunch",
    "even in winter",
    "once upon a time",
    "whenever you wish",
});

constexpr auto kQuestionHeads = std::to_array<std::string_view>({
    "Why would",
    "How could",
    "When will",
    "Where did",
    "Who said that",
    "Do",
    "Would",
    "Should",
    "Have you heard that",
    "Is it true that",
    "What if",
    "Did",
    "Can",
    "Do you mean that",
    "Which of us knows why",
});

constexpr auto kSmallTalk = std::to_array<std::string_view>({
    "How are you today?",
    "I'm fine, thank you.",
    "What time is it?",
    "See you later!",
    "Nice to meet you.",
    "My name is Pocket.",
    "Could you say that again, please?",
    "I have no idea.",
    "That's what I thought.",
    "Never mind.",
    "Of course you may.",
    "Where are you from?",
    "It's been a pleasure.",
    "Welcome to the show!",
    "Let me think.",
    "You must be joking.",
    "Give me a moment.",
    "Thanks for watching.",
    "I'd like to help you.",
    "Sorry about that.",
    "What a lovely surprise!",
    "Don't worry about it.",
    "That was amazing!",
    "Are we there yet?",
    "I'm on my way home.",
    "Time flies.",
    "Happy birthday to you both!",
    "Take care of yourself.",
    "Who wants more pie?",
    "Please remember to subscribe.",
    "It's up to you.",
    "We'll be right back.",
    "Ha ha, very funny.",
    "Mm hmm.",
    "Wow, no way!",
    "Good evening, everyone.",
    "This is the news at five.",
    "Sleep well.",
    "Who knows?",
    "Bye bye!",
});

constexpr auto kTwisters = std::to_array<std::string_view>({
    "Peter Piper picked a peck of pickled peppers.",
    "She sells sea shells by the sea shore.",
    "How much wood would a woodchuck chuck if a woodchuck could chuck wood?",
    "Betty Botter bought some bitter butter.",
    "Fuzzy Wuzzy was a bear.",
    "Red lorry, yellow lorry.",
    "A proper copper coffee pot.",
    "Unique New York.",
    "Mummies make money.",
    "Five frantic frogs fled from fifty fierce fishes.",
    "We surely shall see the sun shine soon.",
    "Which wristwatches are Swiss wristwatches?",
    "Thirty three thirsty thundering thoroughbreds.",
    "Very well, very well, very well.",
    "Papa, mama, baby, puppy.",
    "Bubble, bobble, babble, bibble.",
    "Me, my, mow, moo, may.",
    "Pa, pay, pie, po, poo.",
    "Fee, fie, foe, fum.",
    "Ooh, aah, ee, oh.",
    "Wee, why, woe, woo.",
    "Vee, vow, vie, view.",
    "Shoe, show, shy, she.",
    "Choose chewy cheese.",
    "A big black bug bit a big black bear.",
    "Many an anemone sees an enemy anemone.",
    "Around the rugged rocks the ragged rascal ran.",
    "Lovely lemon liniment.",
    "Zebras zig and zebras zag.",
    "The seventh thief thought of these three things.",
    "Eleven benevolent elephants.",
    "A measure of treasure is a pleasure.",
    "Bob's pup pops up.",
    "Mum made more marmalade.",
    "Whose shoes do you use?",
    "You, who, too, new, few.",
    "We three agree to see Steve.",
    "Ah, father, calm the farm.",
});

constexpr auto kNouns = std::to_array<std::string_view>({
    "map",    "book",   "moon",   "cheese", "shoe",    "thumb",   "wolf",   "voice",  "beach",
    "lamp",   "poem",   "apple",  "pepper", "violin",  "measure", "ship",   "wheel",  "yard",
    "judge",  "zebra",  "bottle", "window", "garden",  "hammer",  "butter", "coffee", "paper",
    "river",  "father", "mother", "bubble", "puppy",   "beauty",  "music",  "food",   "boat",
    "house",  "boy",    "ear",    "chair",  "fire",    "tooth",   "leaf",   "bridge", "king",
    "jungle", "web",    "soup",   "piano",  "pumpkin",
});

constexpr auto kAdjectives = std::to_array<std::string_view>({
    "big",    "small",  "beautiful", "wonderful", "smooth", "rough", "blue", "brown",
    "purple", "warm",   "cheap",     "fresh",     "awful",  "empty", "full", "heavy",
    "huge",   "thin",   "thick",     "vivid",     "shy",    "young", "cool", "deep",
    "bumpy",  "fluffy", "pompous",   "noisy",     "royal",  "weird",
});

} // namespace

std::span<const std::string_view> openers()
{
    return kOpeners;
}
std::span<const std::string_view> subjects()
{
    return kSubjects;
}
std::span<const std::string_view> verbs()
{
    return kVerbs;
}
std::span<const std::string_view> objects()
{
    return kObjects;
}
std::span<const std::string_view> places()
{
    return kPlaces;
}
std::span<const std::string_view> times()
{
    return kTimes;
}
std::span<const std::string_view> questionHeads()
{
    return kQuestionHeads;
}
std::span<const std::string_view> smallTalk()
{
    return kSmallTalk;
}
std::span<const std::string_view> twisters()
{
    return kTwisters;
}
std::span<const std::string_view> nouns()
{
    return kNouns;
}
std::span<const std::string_view> adjectives()
{
    return kAdjectives;
}

} // namespace imprint::train::words
