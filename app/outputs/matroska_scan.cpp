#include "app/outputs/matroska_scan.h"

#include <bit>
#include <cstdint>
#include <fstream>

namespace imprint::app {
namespace {

constexpr std::uint64_t kHeader = 0x1A45DFA3;
constexpr std::uint64_t kSegment = 0x18538067;
constexpr std::uint64_t kCluster = 0x1F43B675;
constexpr std::uint64_t kTimestamp = 0xE7;
constexpr std::uint64_t kChecksum = 0xBF;
constexpr double kTicksPerSecond = 1000;

struct Element {
    std::uint64_t id = 0;
    std::optional<std::uint64_t> size; // nothing: not filled in yet
    std::uint64_t content = 0;         // where it begins
};

/// Reads forward through a file. Thread: its owner's.
class ElementReader {
public:
    explicit ElementReader(const std::string& path)
        : m_file(path, std::ios::binary | std::ios::ate)
        , m_length(m_file ? static_cast<std::uint64_t>(m_file.tellg()) : 0)
    {
    }

    /// The head of the element that begins there. Nothing where no element can be, or its head is not all there.
    std::optional<Element> at(std::uint64_t place)
    {
        m_file.clear();
        m_file.seekg(static_cast<std::streamoff>(place));
        const auto id = number(4);
        const auto size = id ? number(8) : std::nullopt;
        if (!size)
            return std::nullopt;
        Element element{
            .id = id->marked, .size = size->plain, .content = place + id->bytes + size->bytes};
        if (size->plain == (1ULL << (7 * size->bytes)) - 1)
            element.size.reset();
        return element;
    }

    /// Whether all of it is in the file.
    bool isWhole(const Element& element) const
    {
        return element.size && *element.size <= m_length &&
               element.content + *element.size <= m_length;
    }

    std::uint64_t bigEndian(const Element& element)
    {
        m_file.clear();
        m_file.seekg(static_cast<std::streamoff>(element.content));
        std::uint64_t value = 0;
        for (std::uint64_t i = 0; i < *element.size; ++i)
            value = value << 8 | static_cast<std::uint64_t>(m_file.get() & 0xFF);
        return value;
    }

private:
    struct Number {
        std::uint64_t marked = 0; // with the bit that tells how many bytes there are
        std::uint64_t plain = 0;
        std::uint64_t bytes = 0;
    };

    std::optional<Number> number(int mostBytes)
    {
        const int first = m_file.get();
        if (first <= 0) // the end, or more bytes than a number has
            return std::nullopt;
        const int bytes = std::countl_zero(static_cast<std::uint8_t>(first)) + 1;
        if (bytes > mostBytes)
            return std::nullopt;
        auto marked = static_cast<std::uint64_t>(first);
        for (int i = 1; i < bytes; ++i) {
            const int next = m_file.get();
            if (next < 0)
                return std::nullopt;
            marked = marked << 8 | static_cast<std::uint64_t>(next);
        }
        return Number{.marked = marked,
                      .plain = marked & ~(1ULL << (7 * bytes)),
                      .bytes = static_cast<std::uint64_t>(bytes)};
    }

    std::ifstream m_file;
    std::uint64_t m_length;
};

/// When a cluster begins: its first element tells, but for a checksum before it.
std::optional<double> secondsOf(ElementReader& reader, const Element& cluster)
{
    auto timestamp = reader.at(cluster.content);
    if (timestamp && timestamp->id == kChecksum && reader.isWhole(*timestamp))
        timestamp = reader.at(timestamp->content + *timestamp->size);
    if (!timestamp || timestamp->id != kTimestamp || !reader.isWhole(*timestamp) ||
        *timestamp->size > 8)
        return std::nullopt;
    return static_cast<double>(reader.bigEndian(*timestamp)) / kTicksPerSecond;
}

} // namespace

std::optional<MatroskaScan> scanMatroska(const std::string& path)
{
    ElementReader reader(path);
    const auto header = reader.at(0);
    if (!header || header->id != kHeader || !reader.isWhole(*header))
        return std::nullopt;
    const auto segment = reader.at(header->content + *header->size);
    if (!segment || segment->id != kSegment)
        return std::nullopt;
    MatroskaScan scan{.ended = segment->size.has_value()};
    std::uint64_t place = segment->content;
    for (auto element = reader.at(place); element && reader.isWhole(*element);
         element = reader.at(place)) {
        if (element->id == kCluster)
            scan.seconds = secondsOf(reader, *element).value_or(scan.seconds);
        place = element->content + *element->size;
    }
    return scan;
}

} // namespace imprint::app
