#include "ui/shell/window_shortcuts.h"

#include "ui/models/tr.h"

namespace imprint::ui {
namespace {

/// "file.open" stands under "File".
QString headingOf(const QString& id)
{
    const QString group = id.section(QLatin1Char('.'), 0, 0);
    if (group == QLatin1String("file"))
        return tr("File");
    if (group == QLatin1String("edit"))
        return tr("Edit");
    if (group == QLatin1String("live"))
        return tr("Live");
    if (group == QLatin1String("view"))
        return tr("View");
    return tr("Help");
}

QString withoutMnemonic(QString text)
{
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QStringLiteral("…")))
        text.chop(1);
    return text;
}

} // namespace

std::vector<ShortcutItem> windowShortcuts()
{
    std::vector<ShortcutItem> items;
    for (const ActionInfo& info : windowActions())
        items.push_back({.id = info.id,
                         .text = withoutMnemonic(info.text),
                         .group = headingOf(info.id),
                         .standard = info.key});
    return items;
}

void followShortcuts(MainWindow& window, ShortcutTable& table)
{
    for (const ActionInfo& info : windowActions()) {
        QAction& action = window.action(info.action);
        const auto give = [&action, isHelp = info.action ==
                                             WindowAction::Shortcuts](const QKeySequence& key) {
            // "?" lists the keys whatever they are; where text is written it is a letter as any other.
            action.setShortcuts(isHelp ? QList<QKeySequence>{key, QKeySequence(Qt::Key_Question)}
                                       : QList<QKeySequence>{key});
        };
        give(table.key(info.id));
        QObject::connect(&table, &ShortcutTable::keyChanged, &action,
                         [give, id = info.id](const QString& changed, const QKeySequence& key) {
                             if (changed == id)
                                 give(key);
                         });
    }
}

} // namespace imprint::ui
