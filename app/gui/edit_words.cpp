#include "app/gui/edit_words.h"

#include "app/gui/tr.h"
#include "ui/models/field_words.h"

#include <QLocale>

#include <type_traits>

namespace imprint::app {
namespace {

struct Change {
    std::string key;
    QString label; ///< empty: `words` says all
    QString before;
    QString after;
    QString words;
};

// Texts outside the templates: lupdate takes their parameters for classes.
QString switchWords(bool on)
{
    return on ? tr("on") : tr("off");
}

QString changeOf(const QString& label)
{
    return tr("Change %1").arg(label);
}

template <class T>
QString valueWords(const QString& key, const T& value)
{
    if constexpr (std::is_same_v<T, bool>)
        return switchWords(value);
    else if constexpr (std::is_enum_v<T>)
        return ui::choiceLabel(key, QString::fromStdString(fieldText(value)));
    else if constexpr (std::is_floating_point_v<T>)
        return QLocale().toString(value, 'g', 4) + ui::fieldUnit(key);
    else
        return QString::fromStdString(fieldText(value)) + ui::fieldUnit(key);
}

/// Appends what differs between two configs of one type.
template <class Config>
void compare(const Config& before, const Config& after, std::vector<Change>& changes)
{
    forEachField(before, [&](const Field& field, const auto& old, const auto&...) {
        using T = std::remove_cvref_t<decltype(old)>;
        forEachField(after, [&](const Field& other, const auto& now, const auto&...) {
            if constexpr (std::is_same_v<T, std::remove_cvref_t<decltype(now)>>) {
                if (field.key != other.key || old == now)
                    return;
                const QString key = QString::fromStdString(std::string(field.key));
                Change change{.key = std::string(field.key), .label = ui::fieldLabel(key)};
                if constexpr (std::is_same_v<T, std::string>) {
                    change.words = changeOf(change.label); // texts are too long to show
                } else {
                    change.before = valueWords(key, old);
                    change.after = valueWords(key, now);
                }
                changes.push_back(std::move(change));
            }
        });
    });
}

void note(bool differs, const char* key, const QString& words, std::vector<Change>& changes)
{
    if (differs)
        changes.push_back({.key = key, .words = words});
}

std::vector<Change> changesBetween(const ProjectEdits& before, const ProjectEdits& after)
{
    std::vector<Change> changes;
    compare(before.settings, after.settings, changes);
    compare(before.voice, after.voice, changes);
    const Character& old = before.character;
    const Character& now = after.character;
    note(!(old.picture == now.picture), "picture", tr("Change the face"), changes);
    note(old.name != now.name, "name", tr("Change the character's name"), changes);
    note(old.consent != now.consent, "consent", tr("Change the note of consent"), changes);
    note(old.persona != now.persona, "persona", tr("Change the persona"), changes);
    note(before.timeline != after.timeline, "timeline", tr("Change the prompts over time"),
         changes);
    return changes;
}

} // namespace

std::vector<std::string> changedKeys(const ProjectEdits& before, const ProjectEdits& after)
{
    std::vector<std::string> keys;
    for (const Change& change : changesBetween(before, after))
        keys.push_back(change.key);
    return keys;
}

QString changeWords(const ProjectEdits& before, const ProjectEdits& after)
{
    const std::vector<Change> changes = changesBetween(before, after);
    if (changes.size() != 1)
        return tr("Change %n settings", nullptr, static_cast<int>(changes.size()));
    const Change& change = changes.front();
    if (!change.words.isEmpty())
        return change.words;
    return tr("Change %1 from %2 to %3").arg(change.label, change.before, change.after);
}

} // namespace imprint::app
