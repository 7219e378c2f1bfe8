#include "app/cli/ispa_bench/ispa_bench.h"

#include "app/outputs/picture_sheet.h"
#include "engine/core/error.h"

#include <fmt/format.h>

#include <fstream>
#include <set>

namespace imprint::app {
namespace {

/// Rows of an earlier, broken-off bench. A last line without an end was being written when it broke off.
std::vector<BenchRow> readRows(const std::string& path)
{
    std::vector<BenchRow> rows;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line) && !file.eof();) {
        const auto json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
        if (json.is_discarded())
            throw Error(ErrorCode::BadInput,
                        concat("'", path, "': line ", rows.size() + 1, " is no JSON"),
                        "Remove the file and measure again");
        rows.push_back(benchRowFrom(json));
    }
    return rows;
}

/// Rewrites what was read, and appends row by row.
class RowFile {
public:
    RowFile(const std::string& path, const std::vector<BenchRow>& rows)
        : m_path(path)
        , m_file(path)
    {
        for (const BenchRow& row : rows)
            write(row);
        check();
    }

    void write(const BenchRow& row)
    {
        m_file << toJson(row).dump() << "\n" << std::flush;
        check();
    }

private:
    void check() const
    {
        if (!m_file)
            throw Error(ErrorCode::Io, concat("'", m_path, "' cannot be written"),
                        "Check the folder, its rights and the free space");
    }

    std::string m_path;
    std::ofstream m_file;
};

void drawStrip(const std::string& path, const BenchSetting& setting, const StripRow& strip)
{
    PictureSheet sheet{.title = setting.title};
    for (const double seconds : strip.seconds)
        sheet.columns.push_back(fmt::format("{:.0f} s", seconds));
    sheet.rows.push_back({"truth", strip.truth});
    sheet.rows.push_back({setting.key, strip.made});
    drawPictureSheet(path, sheet);
}

/// The settings of a clip that are still to be measured; the teacher first, whenever there are any.
std::vector<const BenchSetting*> missingSettings(const IspaBenchPlan& plan,
                                                 const std::set<std::string>& done,
                                                 IdentityFrom identity, int clip)
{
    std::vector<const BenchSetting*> missing;
    for (const BenchSetting& setting : plan.settings)
        if (!done.contains(nameOf(identity, setting, clip)))
            missing.push_back(&setting);
    if (!missing.empty() && missing.front()->key != kTeacherKey)
        missing.insert(missing.begin(), &plan.settings.front());
    return missing;
}

} // namespace

std::string stripFile(IdentityFrom identity, const std::string& setting)
{
    return fmt::format("strip-{}-{}.png", enumName(identity), setting);
}

std::vector<BenchRow> runIspaBench(const ClipBench::Subject& subject,
                                   const std::vector<EvaluationClip>& voices,
                                   const IspaBenchPlan& plan, const std::string& directory,
                                   const BenchProgress& progress)
{
    IMPRINT_ASSERT(!plan.settings.empty() && plan.settings.front().key == kTeacherKey);
    const std::string path = directory + "/rows.jsonl";
    std::vector<BenchRow> rows = readRows(path);
    RowFile file(path, rows);
    std::set<std::string> done;
    for (const BenchRow& row : rows)
        done.insert(nameOf(row));
    for (int index = 0; index < plan.clips; ++index) {
        const EvaluationClip clip = longClip(voices, plan.seconds, static_cast<std::size_t>(index));
        for (const IdentityFrom identity : plan.identities) {
            ClipBench bench(subject, clip, index, identity);
            for (const BenchSetting* setting : missingSettings(plan, done, identity, index)) {
                progress(fmt::format("{}, {}, clip {} of {}", enumName(identity), setting->key,
                                     index + 1, plan.clips));
                StripRow strip;
                BenchRow row = bench.run(*setting, index == 0 ? &strip : nullptr);
                if (index == 0)
                    drawStrip(directory + "/" + stripFile(identity, setting->key), *setting, strip);
                if (!done.insert(nameOf(row)).second)
                    continue; // the teacher again, for its frames alone
                file.write(row);
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

} // namespace imprint::app
