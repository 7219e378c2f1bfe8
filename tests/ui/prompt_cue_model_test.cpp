#include "ui/models/prompt_cue_model.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace imprint::ui;

TEST_CASE("PromptCueModel: cues are edited in the table", "[ui][model][prompt]")
{
    PromptCueModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setBlockSeconds(0.5);
    const QSignalSpy changed(&model, &PromptCueModel::cuesChanged);
    model.add(0, QStringLiteral("calm"));
    model.add(2, QStringLiteral("smiling"));
    model.add(4, QStringLiteral("sad"));
    model.setCurrent(1);
    CHECK(model.index(1, 0).data().toString() == QStringLiteral("▶ 0:02.0"));
    CHECK(model.setData(model.index(0, PromptCueModel::TimeColumn), QStringLiteral("0:03.1"),
                        Qt::EditRole));
    CHECK(model.index(1, 1).data().toString() == QStringLiteral("calm"));
    CHECK(model.index(1, 0).data().toString() == QStringLiteral("0:03.0"));
    CHECK(model.setData(model.index(2, PromptCueModel::TimeColumn), QStringLiteral("0"),
                        Qt::EditRole));
    CHECK(model.index(0, 1).data().toString() == QStringLiteral("sad"));
    CHECK_FALSE(model.setData(model.index(0, 0), QStringLiteral("soon"), Qt::EditRole));
    CHECK(model.setData(model.index(0, 1), QStringLiteral("  very\nsad "), Qt::EditRole));
    CHECK(model.index(0, 1).data().toString() == QStringLiteral("very sad"));
    model.remove(1);
    model.remove(7);
    CHECK(model.rowCount() == 2);
    CHECK(changed.size() == 7);
}

TEST_CASE("PromptCueModel: the mark stays with its cue", "[ui][model][prompt]")
{
    PromptCueModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.add(10, QStringLiteral("a"));
    model.setCurrent(0);
    model.add(5, QStringLiteral("before"));
    CHECK(model.current() == 1);
    model.remove(0);
    CHECK(model.current() == 0);
    model.remove(0);
    CHECK(model.current() == -1);
}

TEST_CASE("PromptCueModel: times are read as people write them", "[ui][prompt]")
{
    CHECK(cueTimeOf(QStringLiteral("12.4")) == Approx(12.4));
    CHECK(cueTimeOf(QStringLiteral("12,4")) == Approx(12.4));
    CHECK(cueTimeOf(QStringLiteral(" 1:02:03 ")) == Approx(3723));
    for (const char* bad : {"", "x", "-1", "1:2:3:4", "1:", "nan", "99999999"})
        CHECK_FALSE(cueTimeOf(QString::fromLatin1(bad)));
    CHECK(cueTimeText(59.96) == QStringLiteral("1:00.0"));
}
