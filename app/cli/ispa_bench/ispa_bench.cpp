#include "app/cli/ispa_bench/ispa_bench.h"

#include "app/cli/ispa_bench/row_store.h"
#include "app/cli/ispa_bench/time_left.h"
#include "app/outputs/picture_sheet.h"
#include "engine/core/error.h"
#include "engine/core/stopwatch.h"

#include <fmt/format.h>

#include <fnmatch.h>

#include <algorithm>
#include <optional>

namespace imprint::app {
namespace {

void drawStrip(const std::string& path, const BenchSetting& setting, const StripRow& strip)
{
    PictureSheet sheet{.title = setting.title};
    for (const double seconds : strip.seconds)
        sheet.columns.push_back(fmt::format("{:.0f} s", seconds));
    sheet.rows.push_back({"truth", strip.truth});
    sheet.rows.push_back({setting.key, strip.made});
    drawPictureSheet(path, sheet);
}

/// Which measurement a session of this plan is.
std::string keyOf(const BenchSubject& subject, const IspaBenchPlan& plan,
                  const PlannedSession& session)
{
    const auto configOf = [&](const BenchSetting& setting) {
        return sessionConfig(setting, session.identity, session.clip);
    };
    return rowKey(subject.origin, configOf(*session.setting), configOf(plan.settings.front()),
                  session.seconds);
}

/// Seconds of wall time per second of video of a session that made so many frames per second.
double wallPerVideo(double framesPerSecond)
{
    return kEvaluationFps / framesPerSecond;
}

/// Works through a plan: what one session leaves for the next is here.
class BenchRun {
public:
    BenchRun(const BenchSubject& subject, IspaBench& bench)
        : m_subject(subject)
        , m_bench(bench)
        , m_store(subject.directory + "/rows")
    {
    }

    bool knows(const PlannedSession& session) const
    {
        return m_store.find(session.name(), keyOf(m_subject, m_bench.plan, session)).has_value();
    }

    void measure(const PlannedSession& session)
    {
        const std::string key = keyOf(m_subject, m_bench.plan, session);
        if (session.isLong) {
            m_store.write(session.name(), key, toJson(longRow(session)));
            return;
        }
        useClip(session);
        const BenchSetting& teacher = m_bench.plan.settings.front();
        if (session.setting->key != kTeacherKey && !m_clip->knowsTeacher())
            m_clip->run(teacher, nullptr); // for its frames
        StripRow strip;
        const bool drawn = session.clip == 0;
        const BenchRow row = m_clip->run(*session.setting, drawn ? &strip : nullptr);
        if (drawn)
            drawStrip(m_subject.directory + "/" + stripFile(session.identity, session.setting->key),
                      *session.setting, strip);
        m_store.write(session.name(), key, toJson(row));
    }

    /// Takes over what is known; false if nothing is.
    bool load(const PlannedSession& session)
    {
        const auto kept = m_store.find(session.name(), keyOf(m_subject, m_bench.plan, session));
        if (kept && session.isLong)
            m_bench.longRows.push_back(longRowFrom(*kept));
        else if (kept)
            m_bench.rows.push_back(benchRowFrom(*kept));
        return kept.has_value();
    }

private:
    LongRow longRow(const PlannedSession& session) const
    {
        const EvaluationClip clip = longClip(m_subject.voices, session.seconds);
        LongRow row =
            measureLongRun(m_subject.clip, clip, session.clip,
                           sessionConfig(*session.setting, session.identity, session.clip));
        row.setting = session.setting->key;
        return row;
    }

    void useClip(const PlannedSession& session)
    {
        if (m_clip && m_index == session.clip && m_identity == session.identity)
            return;
        m_clip.reset();
        m_voice =
            longClip(m_subject.voices, session.seconds, static_cast<std::size_t>(session.clip));
        m_index = session.clip;
        m_identity = session.identity;
        m_clip.emplace(m_subject.clip, m_voice, m_index, m_identity);
    }

    const BenchSubject& m_subject;
    IspaBench& m_bench;
    RowStore m_store;
    EvaluationClip m_voice; // which m_clip refers to
    int m_index = 0;
    IdentityFrom m_identity = IdentityFrom::Reference;
    std::optional<ClipBench> m_clip;
};

/// What a second of the teacher's video takes, by a few of them.
double probedWallPerVideo(const BenchSubject& subject, const IspaBenchPlan& plan)
{
    constexpr double kProbeSeconds = 5;
    const EvaluationClip clip = longClip(subject.voices, kProbeSeconds);
    ClipBench bench(subject.clip, clip, 0, plan.identities.front());
    const Stopwatch watch;
    bench.run(plan.settings.front(), nullptr);
    return watch.elapsedMs() / 1000 / kProbeSeconds;
}

} // namespace

std::string PlannedSession::name() const
{
    return isLong ? fmt::format("long/{}/{}", enumName(identity), setting->key)
                  : nameOf(identity, *setting, clip);
}

std::vector<PlannedSession> sessionsOf(const IspaBenchPlan& plan)
{
    std::vector<PlannedSession> sessions;
    const auto add = [&](const PlannedSession& session) {
        const std::string name = session.name();
        const bool fits =
            std::any_of(plan.only.begin(), plan.only.end(), [&](const std::string& pattern) {
                return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
            });
        if (plan.only.empty() || fits)
            sessions.push_back(session);
    };
    for (int clip = 0; clip < plan.clips; ++clip)
        for (const IdentityFrom identity : plan.identities)
            for (const BenchSetting& setting : plan.settings)
                add({.identity = identity,
                     .setting = &setting,
                     .clip = clip,
                     .seconds = plan.seconds});
    for (const IdentityFrom identity : plan.identities)
        for (const BenchSetting& setting : plan.longSettings)
            add({.identity = identity,
                 .setting = &setting,
                 .seconds = plan.longSeconds,
                 .isLong = true});
    return sessions;
}

std::string stripFile(IdentityFrom identity, const std::string& setting)
{
    return fmt::format("strip-{}-{}.png", enumName(identity), setting);
}

BenchEstimate estimateBench(const BenchSubject& subject, const IspaBenchPlan& plan)
{
    const RowStore store(subject.directory + "/rows");
    BenchEstimate estimate;
    double wall = 0;
    for (const PlannedSession& session : sessionsOf(plan)) {
        const auto kept = store.find(session.name(), keyOf(subject, plan, session));
        if (!kept) {
            ++estimate.sessions;
            estimate.videoSeconds += session.seconds;
        } else {
            ++estimate.known;
            wall += wallPerVideo(session.isLong ? longRowFrom(*kept).framesPerSecond
                                                : benchRowFrom(*kept).cost.framesPerSecond);
        }
    }
    if (estimate.known > 0)
        estimate.wallPerVideo = wall / estimate.known;
    else if (estimate.sessions > 0)
        estimate.wallPerVideo = probedWallPerVideo(subject, plan);
    return estimate;
}

void runIspaBench(const BenchSubject& subject, const BenchEstimate& estimate, IspaBench& bench)
{
    IMPRINT_ASSERT(!bench.plan.settings.empty() && bench.plan.settings.front().key == kTeacherKey);
    BenchRun run(subject, bench);
    TimeLeft left(estimate.videoSeconds, estimate.wallPerVideo);
    int number = 0;
    const Stopwatch watch;
    for (const PlannedSession& session : sessionsOf(bench.plan)) {
        if (subject.stop())
            break;
        if (run.knows(session))
            continue;
        subject.progress({.name = session.name(),
                          .number = ++number,
                          .total = estimate.sessions,
                          .secondsLeft = left.seconds()});
        const Stopwatch one;
        run.measure(session);
        left.did(session.seconds, one.elapsedMs() / 1000);
    }
    bench.seconds = watch.elapsedMs() / 1000;
    IspaBenchPlan whole = bench.plan; // the report tells of all that is there
    whole.only.clear();
    for (const PlannedSession& session : sessionsOf(whole))
        bench.missing += run.load(session) ? 0 : 1;
}

} // namespace imprint::app
