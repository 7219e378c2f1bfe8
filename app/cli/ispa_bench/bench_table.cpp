#include "app/cli/ispa_bench/bench_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

/// Mean of what is measured; NaN if nothing is.
double meanOfMeasured(const std::vector<double>& values)
{
    double sum = 0;
    int count = 0;
    for (const double value : values)
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    return count > 0 ? sum / count : kUnmeasured;
}

BenchColumn figure(const std::string& title, int digits, Better better, double Figures::*member)
{
    return {title, digits, better, /*quality=*/true,
            [member](const BenchRow& row) { return row.figures.*member; }};
}

BenchColumn cost(const std::string& title, int digits, Better better, double CostFigures::*member)
{
    return {title, digits, better, /*quality=*/false,
            [member](const BenchRow& row) { return row.cost.*member; }};
}

BenchColumn colours()
{
    return {"colours off", 2, Better::Lower, /*quality=*/true,
            [](const BenchRow& row) { return row.cost.colourError; }};
}

} // namespace

std::string figureText(double value, int digits)
{
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "–";
}

double lossOf(Better better, double value, double other)
{
    switch (better) {
    case Better::Higher: return other - value;
    case Better::Lower: return value - other;
    case Better::NearOne: return std::fabs(value - 1) - std::fabs(other - 1);
    case Better::NearZero: return std::fabs(value) - std::fabs(other);
    }
    return kUnmeasured;
}

const std::vector<BenchColumn>& benchColumns()
{
    using enum Better;
    static const std::vector<BenchColumn> columns = {
        cost("KV, MB", 2, Lower, &CostFigures::kvMegabytes),
        cost("at most", 2, Lower, &CostFigures::kvPeakMegabytes),
        cost("corrections, MB", 2, Lower, &CostFigures::ispaMegabytes),
        figure("identity, end", 3, Lower, &Figures::identityLate),
        colours(),
        figure("lips", 3, Higher, &Figures::lipOpen),
        figure("lips, last third", 3, Higher, &Figures::lipsLate),
        figure("head turns", 2, Higher, &Figures::headYaw),
        figure("flicker", 2, Lower, &Figures::flicker),
        figure("specks", 2, Lower, &Figures::specks),
        figure("sharpness", 2, NearOne, &Figures::sharpness),
        figure("Fréchet", 1, Lower, &Figures::frechet),
        cost("like teacher, dB", 1, Higher, &CostFigures::psnrToTeacher),
        cost("jump", 2, Lower, &CostFigures::pop),
        cost("R²", 2, Higher, &CostFigures::heldOutR2),
        cost("ms/block", 1, Lower, &CostFigures::msPerBlock),
    };
    return columns;
}

BenchTable::BenchTable(const std::vector<BenchRow>& rows, const std::vector<BenchSetting>& settings,
                       IdentityFrom identity)
{
    for (const BenchRow& row : rows)
        if (row.identityFrom == enumName(identity))
            m_rows.push_back(&row);
    for (const BenchSetting& setting : settings) {
        m_planned.insert(setting.key);
        if (!rowsOf(setting.key).empty())
            m_settings.push_back(setting);
    }
}

std::vector<const BenchRow*> BenchTable::rowsOf(const std::string& setting) const
{
    std::vector<const BenchRow*> found;
    for (const BenchRow* row : m_rows)
        if (row->setting == setting)
            found.push_back(row);
    std::sort(found.begin(), found.end(),
              [](const BenchRow* a, const BenchRow* b) { return a->clip < b->clip; });
    return found;
}

double BenchTable::mean(const std::string& setting, const BenchColumn& column) const
{
    std::vector<double> values;
    for (const BenchRow* row : rowsOf(setting))
        values.push_back(column.value(*row));
    return meanOfMeasured(values);
}

double BenchTable::explained(const std::string& setting, const std::string& chooser,
                             std::optional<int> clip) const
{
    std::vector<double> values;
    for (const BenchRow* row : rowsOf(setting))
        for (const BenchRow* choice : rowsOf(chooser)) {
            if (row->clip != choice->clip || row->clip != clip.value_or(row->clip))
                continue;
            for (std::size_t layer = 0; layer < row->layers.size(); ++layer)
                if (choice->layers.at(layer).chosen)
                    values.push_back(row->layers[layer].heldOutR2);
        }
    return meanOfMeasured(values);
}

/// Rows of the teacher with another seed, each beside that of the same clip.
std::vector<std::pair<const BenchRow*, const BenchRow*>> BenchTable::withOtherSeeds() const
{
    std::vector<std::pair<const BenchRow*, const BenchRow*>> pairs;
    for (const BenchRow* other : m_rows)
        for (const BenchRow* teacher : rowsOf(kTeacherKey))
            if (isOtherSeed(other->setting) && teacher->clip == other->clip)
                pairs.emplace_back(other, teacher);
    return pairs;
}

int BenchTable::seedPairs() const
{
    return static_cast<int>(withOtherSeeds().size());
}

double BenchTable::spread(const BenchColumn& column) const
{
    std::vector<double> differences;
    for (const auto& [other, teacher] : withOtherSeeds())
        differences.push_back(std::fabs(column.value(*other) - column.value(*teacher)));
    return meanOfMeasured(differences);
}

std::optional<bool> BenchTable::isWorse(const std::string& setting, const BenchColumn& column) const
{
    std::vector<double> losses;
    for (const BenchRow* row : rowsOf(setting))
        for (const BenchRow* teacher : rowsOf(kTeacherKey))
            if (teacher->clip == row->clip)
                losses.push_back(lossOf(column.better, column.value(*row), column.value(*teacher)));
    const double loss = meanOfMeasured(losses);
    const double allowed = spread(column);
    if (!std::isfinite(loss) || !std::isfinite(allowed))
        return std::nullopt;
    return loss > allowed;
}

std::vector<double> BenchTable::curve(const std::string& setting,
                                      std::vector<double> BenchRow::*curve) const
{
    std::vector<std::vector<double>> columns;
    for (const BenchRow* row : rowsOf(setting)) {
        columns.resize(std::max(columns.size(), (row->*curve).size()));
        for (std::size_t i = 0; i < (row->*curve).size(); ++i)
            columns[i].push_back((row->*curve)[i]);
    }
    std::vector<double> means;
    for (const std::vector<double>& column : columns)
        means.push_back(meanOfMeasured(column));
    return means;
}

} // namespace imprint::app
