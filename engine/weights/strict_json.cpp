#include "engine/weights/strict_json.h"

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace imprint::engine {
namespace {

using nlohmann::json;

std::string commaSeparated(std::initializer_list<std::string_view> words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxShownBytes = 100;

/// Builds the tree itself, because nlohmann's own builder lets the last of two equal keys win.
class StrictBuilder : public nlohmann::json_sax<json> {
public:
    explicit StrictBuilder(const std::string& where)
        : m_where(where)
    {
    }

    json takeRoot() { return std::move(m_root); }

    bool null() override { return addValue(nullptr); }
    bool boolean(bool value) override { return addValue(value); }
    bool number_integer(number_integer_t value) override { return addValue(value); }
    bool number_unsigned(number_unsigned_t value) override { return addValue(value); }
    bool number_float(number_float_t value, const string_t&) override { return addValue(value); }
    bool string(string_t& value) override { return addValue(std::move(value)); }
    bool binary(binary_t&) override { return fail("binary values are not JSON"); }

    bool start_object(std::size_t) override { return open(json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t& value) override
    {
        if (m_open.back()->contains(value))
            return fail(concat("the key '", printable(value), "' stands twice"));
        m_key = std::move(value);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& problem) override
    {
        return fail(concat("not valid JSON at byte ", position, ": ", printable(problem.what())));
    }

private:
    bool addValue(json value)
    {
        add(std::move(value));
        return true;
    }

    json& add(json value)
    {
        if (m_open.empty())
            return m_root = std::move(value);
        json& parent = *m_open.back();
        if (parent.is_array())
            return parent.emplace_back(std::move(value));
        return parent[m_key] = std::move(value);
    }

    bool open(json container)
    {
        if (m_open.size() == kMaxDepth)
            return fail(concat("nested deeper than ", kMaxDepth));
        m_open.push_back(&add(std::move(container)));
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    [[noreturn]] bool fail(const std::string& problem) const
    {
        throw Error(ErrorCode::BadInput, concat("'", m_where, "': ", problem),
                    "The file is damaged or not what its name says; get it again");
    }

    const std::string& m_where;
    json m_root;
    std::vector<json*> m_open; // containers not closed yet, outermost first
    std::string m_key;
};

} // namespace

json parseStrictJson(std::string_view text, const std::string& where)
{
    StrictBuilder builder(where);
    json::sax_parse(text.begin(), text.end(), &builder);
    return builder.takeRoot();
}

json readStrictJson(const std::string& path)
{
    const auto file = MappedFile::open(path);
    const auto bytes = file->bytes();
    return parseStrictJson({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path);
}

std::string printable(std::string_view text)
{
    std::string shown(text.substr(0, kMaxShownBytes));
    for (char& letter : shown)
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f)
            letter = '?';
    return text.size() > kMaxShownBytes ? shown + "..." : shown;
}

void requireKnownKeys(const nlohmann::json& object, std::initializer_list<std::string_view> keys,
                      const std::string& where)
{
    if (!object.is_object())
        throw Error(ErrorCode::BadConfig, concat("'", where, "': this is no object"));
    for (const auto& item : object.items())
        if (std::find(keys.begin(), keys.end(), item.key()) == keys.end())
            throw Error(ErrorCode::BadConfig,
                        concat("'", where, "': unknown key '", printable(item.key()), "'"),
                        concat("Known are ", commaSeparated(keys)));
}

} // namespace imprint::engine
