#include "app/cli/ispa_bench/bench_verdicts.h"

#include "engine/core/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace imprint::app {
namespace {

// Limits of the issue and of specs/ispa.md 15.
constexpr double kGoodR2 = 0.5;
constexpr double kUsefulR2 = 0.2;
constexpr double kMostOverhead = 0.05; // of a block's time
constexpr double kMostSolveMs = 50;
constexpr double kMostPredictionError = 1.0; // per cent
constexpr double kMostGrowth = 1.0;          // per cent
constexpr double kErrors = 2;                // standard errors that chance reaches

Outcome below(double value, double limit)
{
    if (!std::isfinite(value))
        return Outcome::Unmeasured;
    return value <= limit ? Outcome::Pass : Outcome::Fail;
}

std::string describe(const Difference& d)
{
    if (!d.measured)
        return "–";
    const auto list = [](const char* word, const std::vector<std::string>& titles) {
        return titles.empty() ? std::string()
                              : fmt::format("{}: {}", word, fmt::join(titles, ", "));
    };
    const std::string worse = list("worse", d.worse);
    const std::string better = list("better", d.better);
    if (worse.empty() && better.empty())
        return "no difference beyond chance";
    return worse + (worse.empty() || better.empty() ? "" : "; ") + better;
}

/// All lines about one table.
class Verdicts {
public:
    Verdicts(const BenchTable& rows, int layers)
        : m_rows(rows)
        , m_half(halfKey(layers))
    {
    }

    void add(const std::string& question, Outcome outcome, const std::string& figures,
             const std::string& limit)
    {
        m_lines.push_back(
            {.question = question, .outcome = outcome, .figures = figures, .limit = limit});
    }

    void addGate()
    {
        const double r2 = mean(m_half, "R²");
        const Outcome outcome = !std::isfinite(r2) ? Outcome::Unmeasured
                                : r2 >= kGoodR2    ? Outcome::Pass
                                : r2 >= kUsefulR2  ? Outcome::Even
                                                   : Outcome::Fail;
        add("Can what layers miss be explained? (held-out R² of the better half)", outcome,
            gateVerdict(r2), "0.5 for the full design, 0.2 for scale and vector per head");
    }

    /// Whether a setting is as good as another: chance is no excuse for it, and no merit.
    void addAsGood(const std::string& question, const std::string& setting,
                   const std::string& other, const std::string& more = {})
    {
        const Difference d = difference(m_rows, setting, other);
        add(question,
            !d.measured       ? Outcome::Unmeasured
            : d.worse.empty() ? Outcome::Pass
                              : Outcome::Fail,
            describe(d) + more, "nothing worse beyond the spread by seed");
    }

    /// Whether half of the layers is better than another setting; not asked of what nobody is to measure.
    void addBetter(const std::string& question, const std::string& other)
    {
        if (!m_rows.plans(other))
            return;
        const Difference d = difference(m_rows, m_half, other);
        const Outcome outcome = !d.measured                           ? Outcome::Unmeasured
                                : d.worse.empty() && d.better.empty() ? Outcome::Even
                                : d.better.size() > d.worse.size()    ? Outcome::Pass
                                                                      : Outcome::Fail;
        add(question, outcome, describe(d),
            "better in more qualities than worse, beyond the spread");
    }

    void addEviction()
    {
        for (const auto& [rule, name] : enumNames(KvEvict{}))
            addBetter(fmt::format("Better than single tokens kept by {}, at equal bytes?", name),
                      fmt::format("evict-{}", name));
    }

    void addBits()
    {
        if (!m_rows.plans(kEightBitsKey) || !m_rows.plans("kv4"))
            return;
        addAsGood("Is ISPA with 8 bits as good as 4 bits in all layers, at equal bytes?",
                  kEightBitsKey, "kv4",
                  fmt::format(" ({} against {} MB)", figureText(mean(kEightBitsKey, "KV, MB"), 2),
                              figureText(mean("kv4", "KV, MB"), 2)));
    }

    void addLearning()
    {
        if (!m_rows.plans(kWatchingKey))
            return;
        const double overhead = mean(kWatchingKey, "ms/block") / mean(kTeacherKey, "ms/block") - 1;
        add("What does learning cost?", below(overhead, kMostOverhead),
            fmt::format("{} % of a block's time", figureText(100 * overhead, 1)), "5 %");
    }

    void addCosts()
    {
        const double solve = meanOf(m_half, &CostFigures::transitionMs);
        add("How long does the transition take?", below(solve, kMostSolveMs),
            figureText(solve, 1) + " ms for all layers", "50 ms");
        const double pop = mean(m_half, "jump");
        add("Can the transition be seen?", below(pop, 1.0),
            figureText(pop, 2) + " of the 99th percentile of other changes from frame to frame",
            "1.00");
        double error = kUnmeasured;
        for (const BenchSetting& setting : m_rows.settings())
            for (const BenchRow* row : m_rows.rowsOf(setting.key))
                error = std::fmax(error, std::fabs(row->cost.kvPredictionError));
        add("Are KV bytes what was predicted?", below(error, kMostPredictionError),
            figureText(error, 2) + " % off at most, over all rows", "1 %");
    }

    /// A control loses if it explains less of the same layers, and what it makes is farther from the teacher's frames, than
    /// what it spoils.
    void addControls()
    {
        for (const auto& [control, name] : enumNames(IspaControl{})) {
            const std::string key = controlKey(control);
            if (control == IspaControl::None || !m_rows.plans(key))
                continue;
            const double r2 = m_rows.explained(key, key);
            const double rightR2 = m_rows.explained(kControlledKey, key);
            const double likeness = mean(key, "like teacher, dB");
            const double rightLikeness = mean(kControlledKey, "like teacher, dB");
            const std::string figures =
                fmt::format("R² {} against {} in the same layers, {} against {} dB to the teacher",
                            figureText(r2, 2), figureText(rightR2, 2), figureText(likeness, 1),
                            figureText(rightLikeness, 1));
            if (control == IspaControl::QueryScaling) {
                addRival(key, figures);
                continue;
            }
            const bool measured = std::isfinite(r2 + rightR2 + likeness + rightLikeness);
            const bool loses = r2 < rightR2 && likeness < rightLikeness;
            add(fmt::format("Does the negative control {} lose?", name),
                !measured ? Outcome::Unmeasured
                : loses   ? Outcome::Pass
                          : Outcome::Fail,
                figures, "less of both than with the right correction");
        }
    }

    /// The scaling of queries is nothing wrong on purpose, but another way to say what is missing, with as many numbers: it
    /// must not be better (specs/ispa.md 15.6), and loses where it is worse. Clips are what chance is known from.
    void addRival(const std::string& key, const std::string& figures)
    {
        const BenchColumn& likeness = columnOf("like teacher, dB");
        const Lead r2 = leadOver(key, [&](const std::string& setting, int clip) {
            return m_rows.explained(setting, key, clip);
        });
        const Lead frames = leadOver(key, [&](const std::string& setting, int clip) {
            for (const BenchRow* row : m_rows.rowsOf(setting))
                if (row->clip == clip)
                    return likeness.value(*row);
            return kUnmeasured;
        });
        const bool measured = std::isfinite(r2.mean + frames.mean);
        add("Does the negative control query-scaling lose?",
            !measured                                ? Outcome::Unmeasured
            : r2.sign() > 0 && frames.sign() > 0     ? Outcome::Pass
            : std::min(r2.sign(), frames.sign()) < 0 ? Outcome::Fail
                                                     : Outcome::Even,
            fmt::format("{}; ahead by {} ± {} and {} ± {} dB", figures, figureText(r2.mean, 3),
                        figureText(r2.error, 3), figureText(frames.mean, 2),
                        figureText(frames.error, 2)),
            "pass: ahead in both by twice the error over the clips; fail: behind in one");
    }

    void addLong(const std::vector<LongRow>& rows, IdentityFrom identity)
    {
        const LongRow* teacher = findLongRow(rows, identity, kTeacherKey);
        const LongRow* local = findLongRow(rows, identity, kCapKey);
        if (local == nullptr)
            return;
        const std::string minutes = figureText(local->seconds / 60, 0);
        const double growth = local->residentGrowth();
        add(fmt::format("Does memory stand still over {} minutes?", minutes),
            below(growth, kMostGrowth), figureText(growth, 2) + " % of resident memory", "1 %");
        if (teacher == nullptr)
            return;
        const double spread = m_rows.spread(columnOf("identity, end"));
        const double allowed = std::isfinite(spread) ? spread : 0.0;
        add(fmt::format("Is the face after {} minutes as with the full cache?", minutes),
            below(local->identityLate() - teacher->identityLate(), allowed),
            fmt::format("identity distance {} against {}", figureText(local->identityLate(), 3),
                        figureText(teacher->identityLate(), 3)),
            fmt::format("no more than the full cache's and the spread by seed ({})",
                        figureText(allowed, 3)));
    }

    /// What the right correction is ahead of a rival: mean over the clips of both, and its standard error.
    struct Lead {
        double mean = kUnmeasured;
        double error = 0; ///< of one clip nobody knows it

        /// 0: not more than chance.
        int sign() const { return mean > kErrors * error ? 1 : mean < -kErrors * error ? -1 : 0; }
    };

    Lead leadOver(const std::string& rival,
                  const std::function<double(const std::string&, int)>& value) const
    {
        std::vector<double> leads;
        for (const BenchRow* row : m_rows.rowsOf(rival)) {
            const double lead = value(kControlledKey, row->clip) - value(rival, row->clip);
            if (std::isfinite(lead))
                leads.push_back(lead);
        }
        const auto count = static_cast<double>(leads.size());
        Lead of;
        if (leads.empty())
            return of;
        of.mean = std::accumulate(leads.begin(), leads.end(), 0.0) / count;
        double squares = 0;
        for (const double lead : leads)
            squares += (lead - of.mean) * (lead - of.mean);
        if (leads.size() > 1)
            of.error = std::sqrt(squares / (count - 1) / count);
        return of;
    }

    const std::string& half() const { return m_half; }
    std::vector<GateLine> take() { return std::move(m_lines); }

private:
    double mean(const std::string& key, const char* title) const
    {
        return m_rows.mean(key, columnOf(title));
    }
    double meanOf(const std::string& key, double CostFigures::*figure) const
    {
        return m_rows.mean(key, {.title = {}, .value = [figure](const BenchRow& row) {
                                     return row.cost.*figure;
                                 }});
    }

    const BenchTable& m_rows;
    std::string m_half;
    std::vector<GateLine> m_lines;
};

} // namespace

const std::vector<std::string>& deciding()
{
    static const std::vector<std::string> titles = {"identity, end", "colours off", "lips",
                                                    "flicker",       "sharpness",   "Fréchet"};
    return titles;
}

const BenchColumn& columnOf(const std::string& title)
{
    const auto& columns = benchColumns();
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const BenchColumn& c) { return c.title == title; });
    IMPRINT_ASSERT(found != columns.end(), title);
    return *found;
}

Difference difference(const BenchTable& rows, const std::string& setting, const std::string& other)
{
    Difference found;
    for (const std::string& title : deciding()) {
        const BenchColumn& column = columnOf(title);
        const double loss =
            lossOf(column.better, rows.mean(setting, column), rows.mean(other, column));
        const double spread = rows.spread(column);
        if (!std::isfinite(loss) || !std::isfinite(spread))
            continue;
        found.measured = true;
        if (loss > spread)
            found.worse.push_back(title);
        else if (loss < -spread)
            found.better.push_back(title);
    }
    return found;
}

std::string gateVerdict(double heldOutR2)
{
    if (!std::isfinite(heldOutR2))
        return "nothing could be learnt: no informative block in the warm-up";
    const char* decision = heldOutR2 >= kGoodR2     ? "the full design carries"
                           : heldOutR2 >= kUsefulR2 ? "scale and vector per head, with selection"
                                                    : "selection, sinks and quantised caches; "
                                                      "absorption stays an experiment";
    return fmt::format("held-out R² {:.2f}, median of the better half of the layers: {}", heldOutR2,
                       decision);
}

std::string decision(const std::vector<GateLine>& lines)
{
    const auto count = [&](Outcome outcome) {
        return std::count_if(lines.begin(), lines.end(),
                             [&](const GateLine& line) { return line.outcome == outcome; });
    };
    if (const auto failed = count(Outcome::Fail))
        return fmt::format("no go: {} of {} lines fail", failed, lines.size());
    if (const auto open = count(Outcome::Unmeasured))
        return fmt::format("open: {} of {} lines are not measured", open, lines.size());
    if (const auto even = count(Outcome::Even))
        return fmt::format("neither: nothing fails, but {} of {} lines show no difference", even,
                           lines.size());
    return "go";
}

const LongRow* findLongRow(const std::vector<LongRow>& rows, IdentityFrom identity,
                           const std::string& setting)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const LongRow& row) {
        return row.identityFrom == enumName(identity) && row.setting == setting;
    });
    return found == rows.end() ? nullptr : &*found;
}

std::vector<GateLine> verdictsOf(const BenchTable& rows, int layers,
                                 const std::vector<LongRow>& longRows, IdentityFrom identity)
{
    Verdicts verdicts(rows, layers);
    verdicts.addGate();
    verdicts.addAsGood("Is half of the layers local as good as the full cache?", verdicts.half(),
                       kTeacherKey);
    verdicts.addBetter("Better than sink and window in all layers?", kSinkWindowKey);
    verdicts.addBetter("Better than the same layers local without a correction?", kNoAbsorbKey);
    verdicts.addEviction();
    verdicts.addBits();
    verdicts.addLearning();
    verdicts.addCosts();
    verdicts.addControls();
    verdicts.addLong(longRows, identity);
    return verdicts.take();
}

} // namespace imprint::app
