#include "tests/session/random_project.h"

#include <algorithm>
#include <random>
#include <type_traits>

namespace imprint::test {
namespace {

class Dice {
public:
    explicit Dice(unsigned seed)
        : m_random(seed)
    {
    }

    std::size_t below(std::size_t count) { return m_random() % count; }

    std::string text()
    {
        static constexpr std::array kPieces = {"a",  "Z",  " ",    "\"", "\\",   "/",
                                               "\n", "\t", "\x01", "é",  "脸",   "🙂",
                                               "=",  "{",  "\x7f", "'",  "null", "<b>&"};
        std::string text;
        for (std::size_t i = below(12); i > 0; --i)
            text += kPieces[below(kPieces.size())];
        return text;
    }

    std::string bytes(std::size_t most)
    {
        std::string bytes(below(most + 1), '\0');
        for (char& byte : bytes)
            byte = static_cast<char>(m_random());
        return bytes;
    }

    template <class T>
    T between(T least, T most)
    {
        if constexpr (std::is_floating_point_v<T>)
            return std::uniform_real_distribution<T>(least, most)(m_random);
        else
            return std::uniform_int_distribution<T>(least, most)(m_random);
    }

    /// Every field of its list.
    template <class Config>
    void roll(Config& config)
    {
        forEachField(config, [&]<class T>(const Field&, T& value, const auto&... range) {
            if constexpr (std::is_enum_v<T>)
                value = enumNames(T{})[below(enumNames(T{}).size())].value;
            else if constexpr (std::is_same_v<T, bool>)
                value = below(2) == 0;
            else if constexpr (std::is_same_v<T, std::string>)
                value = text();
            else if constexpr (sizeof...(range) > 0)
                value = (static_cast<T>(between<T>(range.minimum, range.maximum)), ...);
            else
                value = between(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        });
    }

private:
    std::mt19937 m_random;
};

} // namespace

app::Project randomProject(unsigned seed)
{
    Dice dice(seed);
    app::Project project;
    project.model = dice.text();
    dice.roll(project.edits.settings);
    dice.roll(project.edits.character);
    if (std::string picture = dice.bytes(2000); !picture.empty())
        project.edits.character.picture.bytes =
            std::make_shared<const std::string>(std::move(picture));
    dice.roll(project.edits.voice);
    project.edits.timeline.resize(dice.below(5));
    for (app::PromptAt& row : project.edits.timeline)
        dice.roll(row);
    std::sort(project.edits.timeline.begin(), project.edits.timeline.end(),
              [](const auto& a, const auto& b) { return a.seconds < b.seconds; });
    dice.roll(project.sound);
    dice.roll(project.outputs);
    dice.roll(project.outputs.format);
    project.outputs.streamUrl = dice.below(2) == 0 ? "" : "rtmp://host:1935/app";
    project.window = dice.bytes(300);
    return project;
}

} // namespace imprint::test
