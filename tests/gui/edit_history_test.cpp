#include "app/gui/edit_history.h"

#include "app/gui/edit_words.h"
#include "ui/shell/translation.h"

#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace imprint;
using namespace imprint::app;

namespace {

ProjectEdits withLayers(int layers)
{
    ProjectEdits edits;
    edits.settings.ispaLayers = layers;
    return edits;
}

} // namespace

TEST_CASE("EditHistory: whole states go back and forth", "[gui]")
{
    EditHistory history;
    QSignalSpy restored(&history, &EditHistory::restored);
    history.begin(withLayers(3));
    CHECK_FALSE(history.stack().canUndo());
    history.edited(withLayers(3)); // nothing new
    CHECK_FALSE(history.stack().canUndo());
    ProjectEdits person = withLayers(6);
    history.edited(person);
    person.character.name = "Anna";
    history.edited(person);
    CHECK(history.stack().count() == 2);
    CHECK(restored.count() == 0); // who makes a change needs not be told
    history.stack().undo();
    CHECK(history.current() == withLayers(6));
    history.stack().undo();
    CHECK(history.current() == withLayers(3));
    CHECK(restored.count() == 2);
    history.edited(history.current()); // what was restored is told back
    CHECK(history.stack().canRedo());
    history.stack().redo();
    history.stack().redo();
    CHECK(history.current() == person);
    history.begin({});
    CHECK(history.stack().count() == 0);
}

TEST_CASE("EditHistory: one drag is one step, two are two", "[gui]")
{
    EditHistory history;
    history.begin(withLayers(0));
    history.beginGesture();
    for (const int layers : {1, 2, 3})
        history.edited(withLayers(layers));
    history.endGesture();
    CHECK(history.stack().count() == 1);
    history.beginGesture();
    for (const int layers : {4, 5, 6})
        history.edited(withLayers(layers));
    history.endGesture();
    history.edited(withLayers(7));
    history.edited(withLayers(8));
    CHECK(history.stack().count() == 4);
    history.stack().setIndex(2);
    CHECK(history.current() == withLayers(6));
    history.stack().undo();
    CHECK(history.current() == withLayers(3));
}

TEST_CASE("EditHistory: a drag that ends where it began is no step, another setting is another one",
          "[gui]")
{
    EditHistory history;
    history.begin(withLayers(2));
    history.beginGesture();
    history.edited(withLayers(5));
    history.edited(withLayers(2));
    CHECK_FALSE(history.stack().canUndo());
    history.edited(withLayers(5));
    ProjectEdits other = withLayers(5);
    other.settings.steps = 4;
    history.edited(other);
    CHECK(history.stack().count() == 2);
}

TEST_CASE("EditHistory: only so many steps are kept", "[gui]")
{
    EditHistory history;
    history.begin(withLayers(0));
    for (int i = 1; i <= EditHistory::kSteps + 50; ++i)
        history.edited(withLayers(i));
    CHECK(history.stack().count() == EditHistory::kSteps);
}

TEST_CASE("EditHistory: steps say in the window's language how many settings they change", "[gui]")
{
    const ProjectEdits before = withLayers(3);
    ProjectEdits after = withLayers(4);
    after.settings.seed = before.settings.seed + 1;
    CHECK(changeWords(before, after) == QStringLiteral("Change 2 settings"));
    {
        const auto german = ui::installLanguage(*qApp, ui::Language::German);
        CHECK(changeWords(before, after) == QStringLiteral("2 Einstellungen ändern"));
    }
    QLocale::setDefault(QLocale::c());
}

TEST_CASE("EditHistory: steps say what they change", "[gui]")
{
    const ProjectEdits before = withLayers(3);
    const auto words = [&](auto&& change) {
        ProjectEdits after = before;
        change(after);
        return changeWords(before, after);
    };
    const QString layers = words([](ProjectEdits& edits) { edits.settings.ispaLayers = 6; });
    CHECK(layers.contains(QStringLiteral("from 3")));
    CHECK(layers.contains(QStringLiteral("to 6")));
    CHECK(words([](ProjectEdits& edits) {
              edits.settings.blinks = false;
          }).endsWith(QStringLiteral("from on to off")));
    CHECK(words([](ProjectEdits& edits) { edits.settings.prompt = "a queen"; }) ==
          QStringLiteral("Change Prompt"));
    CHECK(words([](ProjectEdits& edits) {
              edits.character.picture.bytes = std::make_shared<const std::string>("x");
          }) == QStringLiteral("Change the face"));
    CHECK(words([](ProjectEdits& edits) { edits.timeline.push_back({.text = "a"}); }) ==
          QStringLiteral("Change the prompts over time"));
    CHECK(words([](ProjectEdits& edits) {
              edits.voice.gate = true;
          }).contains(QStringLiteral("from off to on")));
    CHECK(words([](ProjectEdits& edits) {
              edits.settings.steps = 4;
              edits.settings.shift = 4;
          }).startsWith(QStringLiteral("Change 2")));
}

TEST_CASE("EditHistory: no field of settings or voice changes unseen", "[gui]")
{
    const auto toggled = [](const ProjectEdits& before, auto& config, ProjectEdits& edits) {
        forEachField(config, [&](const Field& field, auto& value, const auto&...) {
            const auto old = value;
            using T = std::remove_cvref_t<decltype(value)>;
            if constexpr (std::is_same_v<T, bool>)
                value = !value;
            else if constexpr (std::is_enum_v<T>)
                value = enumNames(T{}).back().value == value ? enumNames(T{}).front().value
                                                             : enumNames(T{}).back().value;
            else if constexpr (std::is_same_v<T, std::string>)
                value += "x";
            else
                value += 1;
            CAPTURE(std::string(field.key));
            CHECK(changedKeys(before, edits) == std::vector<std::string>{std::string(field.key)});
            CHECK_FALSE(changeWords(before, edits).isEmpty());
            value = old;
        });
    };
    const ProjectEdits before;
    ProjectEdits edits;
    toggled(before, edits.settings, edits);
    toggled(before, edits.voice, edits);
    CHECK(changedKeys(before, edits).empty());
}

TEST_CASE(
    "GestureWatch: a slider dragged with the mouse, and a key that is held, are one step each",
    "[gui]")
{
    EditHistory history;
    history.begin(withLayers(0));
    QSlider slider(Qt::Horizontal);
    slider.setRange(0, 40);
    const GestureWatch watch(history, slider);
    QObject::connect(&slider, &QSlider::valueChanged, &history,
                     [&](int value) { history.edited(withLayers(value)); });
    slider.resize(400, 30);
    slider.show();
    QTest::mousePress(&slider, Qt::LeftButton, {}, {7, 15});
    for (const int x : {60, 120, 200, 300})
        QTest::mouseMove(&slider, {x, 15});
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, {300, 15});
    REQUIRE(slider.value() > 0);
    CHECK(history.stack().count() == 1);
    for (const bool repeated : {false, true, true}) {
        QKeyEvent press(QEvent::KeyPress, Qt::Key_Left, {}, {}, repeated);
        QApplication::sendEvent(&slider, &press);
    }
    QKeyEvent release(QEvent::KeyRelease, Qt::Key_Left, {});
    QApplication::sendEvent(&slider, &release);
    CHECK(history.stack().count() == 2);
    history.stack().undo();
    history.stack().undo();
    CHECK(history.current() == withLayers(0));
}
