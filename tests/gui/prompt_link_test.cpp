#include "app/gui/prompt_link.h"

#include "engine/models/character/character_prompt.h"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QPlainTextEdit>
#include <QTest>

using namespace imprint;
using namespace imprint::app;

TEST_CASE("PromptPresets: the model knows every word of them", "[gui][prompt]")
{
    const auto presets = readPromptPresets();
    CHECK(presets.size() >= 5);
    for (const ui::PromptPreset& preset : presets) {
        CAPTURE(preset.name.toStdString());
        CHECK_FALSE(preset.name.isEmpty());
        CHECK(engine::parseCharacterPrompt(preset.prompt.toStdString()).unknownWords ==
              std::vector<std::string>{});
    }
}

TEST_CASE("PromptLink: what is applied are the studio's settings, and unknown words are told",
          "[gui][prompt]")
{
    Studio studio{StudioSettings()};
    ui::PromptDock dock;
    PromptLink link(dock, studio);
    dock.show();
    auto* editor = dock.findChild<QPlainTextEdit*>();
    editor->setFocus();
    QTest::keyClicks(editor, QStringLiteral("smiling cyborg"));
    const auto labels = dock.findChildren<QLabel*>();
    CHECK(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text().endsWith(QStringLiteral(": cyborg"));
    }));
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    CHECK(studio.config().prompt == "smiling cyborg");
    SessionConfig config = studio.config();
    config.prompt = "sad";
    studio.changeConfig(config);
    CHECK(editor->toPlainText() == QStringLiteral("sad"));
}
