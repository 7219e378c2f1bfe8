#pragma once

#include "engine/core/fields.h"

#include <array>

/// How the window itself behaves. Runs and outputs have settings of their own.
namespace imprint::ui {

enum class Appearance { System, Light, Dark };

constexpr std::array<EnumName<Appearance>, 3> enumNames(Appearance)
{
    return {
        {{Appearance::System, "system"}, {Appearance::Light, "light"}, {Appearance::Dark, "dark"}}};
}

enum class Language { System, English, German };

constexpr std::array<EnumName<Language>, 3> enumNames(Language)
{
    return {{{Language::System, "system"}, {Language::English, "en"}, {Language::German, "de"}}};
}

struct GeneralSettings {
    Appearance appearance = Appearance::System;
    Language language = Language::System;
    bool trayIcon = true;
    bool closeToTray = false;
    bool askBeforeClosing = true;
    bool globalKeys = false;

    friend bool operator==(const GeneralSettings&, const GeneralSettings&) = default;
};

template <class Config, class Visitor>
requires ConfigOf<Config, GeneralSettings>
void forEachField(Config& c, Visitor&& visit)
{
    visit(Field{"appearance", "Light or dark; as the desktop says, or always one"}, c.appearance);
    visit(Field{"language", "Language of the window; from the next start on"}, c.language);
    visit(Field{"trayIcon", "Show Imprint in the tray, with mute, record and camera"}, c.trayIcon);
    visit(Field{"closeToTray", "Closing the window leaves Imprint running in the tray"},
          c.closeToTray);
    visit(Field{"askBeforeClosing", "Ask before the window closes while something is on air"},
          c.askBeforeClosing);
    visit(Field{"globalKeys", "Mute, panic and record by keys that count in every program"},
          c.globalKeys);
}

} // namespace imprint::ui
