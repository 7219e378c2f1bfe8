#include "ui/tools/message_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace imprint::ui {
namespace {

bool isWordLetter(char letter)
{
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

bool isSpace(char letter)
{
    return std::isspace(static_cast<unsigned char>(letter)) != 0;
}

/// Names of what people are told besides errors.
bool isTold(const std::string& name)
{
    constexpr std::array kEnds = {"trouble", "state", "reason", "remedy", "hint", "Hint"};
    return std::any_of(kEnds.begin(), kEnds.end(),
                       [&](const char* end) { return name.ends_with(end); });
}

/// One of a call: its literals, joined where nothing stands between them.
struct Argument {
    std::vector<std::string> literals;
    std::vector<std::string> joined; // by a concat() in it
    bool hasOther = false;
    bool hasErrorCode = false;

    bool isLiteral() const { return literals.size() == 1 && !hasOther; }
};

/// Reads a source once, from its beginning to its end.
class Reader {
public:
    explicit Reader(const std::string& source)
        : m_text(source)
    {
    }

    void readAll()
    {
        while (!atEnd())
            if (!skipGap())
                readToken(nullptr);
    }

    std::vector<std::string> takeFound() { return std::move(m_found); }
    std::vector<std::string> takeHints() { return std::move(m_hints); }

private:
    bool atEnd() const { return m_at >= m_text.size(); }

    bool stands(std::string_view what) const
    {
        return m_text.compare(m_at, what.size(), what) == 0;
    }

    /// White space or a comment. Returns whether there was one.
    bool skipGap()
    {
        if (!atEnd() && isSpace(m_text[m_at])) {
            ++m_at;
            return true;
        }
        const char* end = stands("//") ? "\n" : stands("/*") ? "*/" : nullptr;
        if (end == nullptr)
            return false;
        const std::size_t found = m_text.find(end, m_at + 2);
        m_at = found == std::string::npos ? m_text.size() : found + std::string_view(end).size();
        return true;
    }

    std::string readQuoted()
    {
        const char quote = m_text[m_at++];
        std::string value;
        for (; !atEnd() && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\\' && ++m_at < m_text.size() && m_text[m_at] == 'n')
                value += '\n';
            else
                value += m_text[m_at];
        }
        ++m_at;
        return value;
    }

    /// Names and numbers, whose digits may stand in groups.
    std::string readWord()
    {
        const std::size_t begin = m_at;
        const bool isNumber = std::isdigit(static_cast<unsigned char>(m_text[begin])) != 0;
        while (!atEnd() && (isWordLetter(m_text[m_at]) || (isNumber && m_text[m_at] == '\'')))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }

    /// One token, with all that stands in its brackets. argument: that it is a part of; null: none
    void readToken(Argument* argument)
    {
        const char letter = m_text[m_at];
        if (letter == '"') {
            readLiteral(argument);
            return;
        }
        if (argument != nullptr)
            argument->hasOther = true;
        m_lastIsLiteral = false;
        if (letter == '\'') {
            readQuoted();
        } else if (isWordLetter(letter)) {
            m_word = readWord();
            if (argument != nullptr && m_word == "ErrorCode")
                argument->hasErrorCode = true;
            return;
        } else if (letter == '(' || letter == '{') {
            const std::string words = readCall(m_word);
            if (argument != nullptr && !words.empty())
                argument->joined.push_back(words);
        } else {
            ++m_at;
            if (letter == '=' && isTold(m_word))
                readTold();
        }
        m_word.clear();
    }

    void readLiteral(Argument* argument)
    {
        const std::string literal = readQuoted();
        if (argument == nullptr)
            return;
        if (m_lastIsLiteral)
            argument->literals.back() += literal;
        else
            argument->literals.push_back(literal);
        m_lastIsLiteral = true;
    }

    void readTold()
    {
        Argument said;
        m_lastIsLiteral = false;
        while (!atEnd() && std::string_view(";,)}").find(m_text[m_at]) == std::string_view::npos)
            if (!skipGap())
                readToken(&said);
        addAll(said);
    }

    /// From its opening bracket to behind the closing one. Returns what a concat() makes.
    std::string readCall(std::string name) // a copy: m_word goes on
    {
        std::string words;
        const bool isQuiet = name == "log" || name == "IMPRINT_ASSERT";
        m_quiet += isQuiet ? 1 : 0;
        const std::vector<Argument> arguments = readArguments();
        m_lastIsLiteral = false;
        if (name == "concat") {
            words = joined(arguments);
            add(words);
            for (const Argument& argument : arguments)
                if (!argument.isLiteral())
                    addAll(argument);
        } else if (std::any_of(arguments.begin(), arguments.end(),
                               [](const Argument& one) { return one.hasErrorCode; })) {
            for (const Argument& argument : arguments)
                addAll(argument);
            addHints(arguments);
        }
        m_quiet -= isQuiet ? 1 : 0;
        return words;
    }

    /// An error's kind is followed by its message, and that by what to do.
    void addHints(const std::vector<Argument>& arguments)
    {
        const auto kind = std::find_if(arguments.begin(), arguments.end(),
                                       [](const Argument& one) { return one.hasErrorCode; });
        for (auto hint = kind; hint != arguments.end(); ++hint) {
            if (hint - kind < 2)
                continue;
            m_hints.insert(m_hints.end(), hint->literals.begin(), hint->literals.end());
            m_hints.insert(m_hints.end(), hint->joined.begin(), hint->joined.end());
        }
    }

    std::vector<Argument> readArguments()
    {
        std::vector<Argument> arguments(1);
        ++m_at;
        m_word.clear();
        m_lastIsLiteral = false;
        while (!atEnd() && m_text[m_at] != ')' && m_text[m_at] != '}') {
            if (skipGap())
                continue;
            if (m_text[m_at] == ',') {
                arguments.emplace_back();
                m_lastIsLiteral = false;
                m_word.clear();
                ++m_at;
                continue;
            }
            readToken(&arguments.back());
        }
        ++m_at;
        return arguments;
    }

    /// As concat() joins them.
    static std::string joined(const std::vector<Argument>& arguments)
    {
        std::string words;
        int parts = 0;
        for (const Argument& argument : arguments)
            words +=
                argument.isLiteral() ? argument.literals.front() : "%" + std::to_string(++parts);
        return words;
    }

    void addAll(const Argument& argument)
    {
        for (const std::string& literal : argument.literals)
            add(literal);
    }

    /// What has no two words needs no translation.
    void add(const std::string& message)
    {
        int words = 0;
        bool isWord = false;
        for (std::size_t at = 0; at < message.size(); ++at) {
            const bool letter = std::isalpha(static_cast<unsigned char>(message[at])) != 0;
            words += letter && !isWord ? 1 : 0;
            isWord = letter;
        }
        if (m_quiet == 0 && words > 1 && message.find(' ') != std::string::npos &&
            message.find('\n') == std::string::npos)
            m_found.push_back(message);
    }

    const std::string& m_text;
    std::size_t m_at = 0;
    std::string m_word; // that was read last; empty: something else was
    bool m_lastIsLiteral = false;
    int m_quiet = 0; // calls around that nobody sees
    std::vector<std::string> m_found;
    std::vector<std::string> m_hints;
};

} // namespace

std::vector<std::string> messagesIn(const std::string& source)
{
    Reader reader(source);
    reader.readAll();
    return reader.takeFound();
}

std::vector<std::string> hintsIn(const std::string& source)
{
    Reader reader(source);
    reader.readAll();
    return reader.takeHints();
}

} // namespace imprint::ui
