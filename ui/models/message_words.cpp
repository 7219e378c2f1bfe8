#include "ui/models/message_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace imprint::ui {
namespace {

constexpr int kDeepest = 4; ///< messages within messages

bool isGap(const QString& words, qsizetype at)
{
    return words[at] == QLatin1Char('%') && at + 1 < words.size() &&
           words[at + 1] >= QLatin1Char('1') && words[at + 1] <= QLatin1Char('9');
}

/// One of the list, cut at its gaps: there is one piece more than gaps.
struct Pattern {
    explicit Pattern(const char* english)
        : key(english)
    {
        const QString words = QString::fromUtf8(english);
        pieces.emplace_back();
        for (qsizetype at = 0; at < words.size(); ++at) {
            if (isGap(words, at)) {
                pieces.emplace_back();
                ++at;
            } else {
                pieces.back() += words[at];
                ++letters;
            }
        }
    }

    /// What stands in the gaps if the message is of this kind. A gap is as short as it can be.
    std::optional<QStringList> partsOf(const QString& message) const
    {
        if (pieces.size() == 1)
            return message == pieces.front() ? std::optional(QStringList()) : std::nullopt;
        if (!message.startsWith(pieces.front()) || !message.endsWith(pieces.back()))
            return std::nullopt;
        QStringList parts;
        qsizetype at = pieces.front().size();
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            const bool isLast = i + 1 == pieces.size();
            const qsizetype next =
                isLast ? message.size() - pieces[i].size() : message.indexOf(pieces[i], at);
            if (next < at)
                return std::nullopt;
            parts.append(message.mid(at, next - at));
            at = next + pieces[i].size();
        }
        return parts;
    }

    const char* key;
    std::vector<QString> pieces;
    int letters = 0; ///< besides the gaps
};

const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> all = [] {
        std::vector<Pattern> list;
        for (const char* english : messageList())
            list.emplace_back(english);
        // The one that says most is the one that was meant.
        std::stable_sort(list.begin(), list.end(),
                         [](const Pattern& a, const Pattern& b) { return a.letters > b.letters; });
        return list;
    }();
    return all;
}

QString filled(const QString& words, const QStringList& parts)
{
    QString text;
    for (qsizetype at = 0; at < words.size(); ++at) {
        const qsizetype part = isGap(words, at) ? words[at + 1].digitValue() - 1 : parts.size();
        if (part >= parts.size()) {
            text += words[at];
            continue;
        }
        text += parts[part];
        ++at;
    }
    return text;
}

/// What was looked up before, by depth: parts come back at every place where a message may be cut.
using Seen = std::map<std::pair<QString, int>, std::optional<QString>>;

std::optional<QString> known(const QString& message, int depth, Seen& seen);

/// Two messages with `between` them, as an error and its hint: where both are known, else the first place where either is.
std::optional<QString> knownTwo(const QString& message, const QString& between, int depth,
                                Seen& seen)
{
    std::optional<QString> found;
    for (qsizetype at = message.indexOf(between); at >= 0; at = message.indexOf(between, at + 1)) {
        const QString left = message.left(at);
        const QString right = message.mid(at + between.size());
        const auto leftWords = known(left, depth, seen);
        const auto rightWords = known(right, depth, seen);
        const bool both = leftWords && rightWords;
        if (both || (!found && (leftWords || rightWords)))
            found = leftWords.value_or(left) + between + rightWords.value_or(right);
        if (both)
            break;
    }
    return found;
}

std::optional<QString> lookUp(const QString& message, int depth, Seen& seen)
{
    for (const Pattern& pattern : patterns())
        if (auto parts = pattern.partsOf(message)) {
            for (QString& part : *parts)
                part = known(part, depth + 1, seen).value_or(part);
            return filled(QCoreApplication::translate("Message", pattern.key), *parts);
        }
    if (auto two = knownTwo(message, QStringLiteral(". "), depth + 1, seen))
        return two;
    return knownTwo(message, QStringLiteral(": "), depth + 1, seen);
}

std::optional<QString> known(const QString& message, int depth, Seen& seen)
{
    if (depth > kDeepest || message.isEmpty())
        return std::nullopt;
    if (const auto at = seen.find({message, depth}); at != seen.end())
        return at->second;
    auto words = lookUp(message, depth, seen);
    seen.emplace(std::pair(message, depth), words);
    return words;
}

} // namespace

QString inWords(std::string_view message)
{
    const QString english =
        QString::fromUtf8(message.data(), static_cast<qsizetype>(message.size()));
    Seen seen;
    return known(english, 0, seen).value_or(english);
}

} // namespace imprint::ui
