#include "ui/settings/field_form.h"

#include "engine/core/session_config.h"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace imprint;
using namespace imprint::ui;

namespace {

template <class Widget>
Widget& part(QWidget& form, const char* name)
{
    auto* found = form.findChild<Widget*>(QLatin1String(name));
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("Field form: every field has an editor, a label that is its buddy, and names for a "
          "screen reader",
          "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Roomy);
    for (const FieldSpec& spec : fieldSpecs<SessionConfig>()) {
        CAPTURE(spec.key.toStdString());
        auto* editor = form.findChild<QWidget*>(spec.key);
        REQUIRE(editor);
        CHECK(editor->accessibleName() == spec.label);
        CHECK(editor->focusPolicy() == Qt::StrongFocus);
        bool buddy = false;
        for (const QLabel* label : form.findChildren<QLabel*>())
            buddy = buddy || label->buddy() == editor;
        CHECK(buddy);
    }
}

TEST_CASE("Field form: what is set by hand is said once, in the type of the field", "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Compact);
    form.show();
    QSignalSpy wishes(&form, &FieldForm::valueWished);
    part<QSpinBox>(form, "kvWindowFrames").setValue(9);
    part<QCheckBox>(form, "blinks").click();
    part<QComboBox>(form, "kvBits").setCurrentIndex(2);
    auto& seed = part<QLineEdit>(form, "seed");
    seed.selectAll();
    QTest::keyClicks(&seed, QStringLiteral("1x23"));
    QTest::keyClick(&seed, Qt::Key_Return);
    part<QDoubleSpinBox>(form, "nods").setValue(1.5);
    REQUIRE(wishes.size() == 5);
    const auto config = form.config<SessionConfig>();
    CHECK(config.kvWindowFrames == 9);
    CHECK_FALSE(config.blinks);
    CHECK(config.kvBits == KvBits::Four);
    CHECK(config.seed == 123);
    CHECK(config.nods == 1.5);
    CHECK(form.changedCount() == 5);
}

TEST_CASE("Field form: being told values says nothing, and rounds nothing", "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Compact);
    QSignalSpy wishes(&form, &FieldForm::valueWished);
    SessionConfig config;
    config.headMotion = 0.12345; // finer than the editor shows
    config.prompt = "old man";
    form.showConfig(config);
    CHECK(wishes.isEmpty());
    CHECK(form.config<SessionConfig>() == config);
}

TEST_CASE("Field form: a changed row says so and goes back to its default", "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Compact);
    form.show();
    auto& reset = part<QToolButton>(form, "reset-kvSinkFrames");
    CHECK_FALSE(reset.isVisible());
    part<QSpinBox>(form, "kvSinkFrames").setValue(3);
    CHECK(reset.isVisible());
    CHECK(reset.toolTip().contains(QStringLiteral("1")));
    QSignalSpy wishes(&form, &FieldForm::valueWished);
    QTest::mouseClick(&reset, Qt::LeftButton);
    REQUIRE(wishes.size() == 1);
    CHECK(wishes[0][1].toInt() == 1);
    CHECK(part<QSpinBox>(form, "kvSinkFrames").value() == 1);
    CHECK_FALSE(reset.isVisible());
    CHECK(form.changedCount() == 0);
}

TEST_CASE("Field form: a locked row cannot be set and says why", "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Compact);
    form.show();
    const QString reason = QStringLiteral("Stop the recording first");
    form.setLocked({QStringLiteral("steps")}, reason);
    auto& steps = part<QSpinBox>(form, "steps");
    CHECK_FALSE(steps.isEnabled());
    CHECK(part<QLabel>(form, "lock-steps").isVisible());
    CHECK(part<QLabel>(form, "lock-steps").text() == reason);
    CHECK(steps.accessibleDescription().contains(reason));
    CHECK(part<QSpinBox>(form, "kvSinkFrames").isEnabled());
    form.setLocked({QStringLiteral("steps")}, {});
    CHECK(steps.isEnabled());
    CHECK_FALSE(part<QLabel>(form, "lock-steps").isVisible());
    CHECK_THROWS_AS(form.setLocked({QStringLiteral("nobody")}, reason), Error);
}

TEST_CASE("Field form: a filter leaves the rows that match", "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Compact);
    form.show();
    CHECK(form.setFilter(QStringLiteral("blink")) == 1);
    CHECK(part<QWidget>(form, "row-blinks").isVisible());
    CHECK_FALSE(part<QWidget>(form, "row-seed").isVisible());
    CHECK(form.setFilter({}) == static_cast<int>(fieldSpecs<SessionConfig>().size()));
    CHECK(part<QWidget>(form, "row-seed").isVisible());
}

TEST_CASE("Field form: the mouse wheel scrolls past an editor that has not the focus", "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Compact);
    form.show();
    auto& steps = part<QSpinBox>(form, "steps");
    part<QSpinBox>(form, "kvSinkFrames").setFocus();
    const auto turn = [&] {
        QWheelEvent wheel(QPointF(5, 5), steps.mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120),
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&steps, &wheel);
    };
    turn();
    CHECK(steps.value() == 2);
    form.activateWindow();
    steps.setFocus();
    REQUIRE(QTest::qWaitFor([&] { return steps.hasFocus(); }));
    turn();
    CHECK(steps.value() == 3);
}

TEST_CASE("Field form: it fits a narrow dock", "[ui][form]")
{
    FieldForm form(fieldSpecs<SessionConfig>(), FormDensity::Compact);
    CHECK(form.minimumSizeHint().width() <= 300);
}
