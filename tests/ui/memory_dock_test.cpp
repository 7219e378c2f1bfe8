#include "tests/ui/memory_fixture.h"
#include "ui/docks/memory_dock.h"
#include "ui/widgets/layer_strip.h"
#include "ui/widgets/memory_bar.h"

#include <catch2/catch.hpp>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

#include <utility>
#include <vector>

using namespace imprint;
using namespace imprint::test;
using namespace imprint::ui;

namespace {

/// The dock on a window, with what a link would do for it.
struct ShownMemoryDock {
    MemoryDock dock;
    std::vector<MemoryForecastAsk> asks;
    std::vector<MemoryFitAsk> fits;
    std::vector<std::pair<SessionConfig, ApplyWay>> applied;
    bool answers = true;

    ShownMemoryDock()
    {
        QObject::connect(&dock, &MemoryDock::forecastWished, &dock,
                         [this](const MemoryForecastAsk& ask) { asks.push_back(ask); });
        QObject::connect(&dock, &MemoryDock::fitWished, &dock,
                         [this](const MemoryFitAsk& ask) { fits.push_back(ask); });
        QObject::connect(&dock, &MemoryDock::applyWished, &dock,
                         [this](const SessionConfig& config, ApplyWay way) {
                             applied.emplace_back(config, way);
                         });
        dock.resize(360, 1100);
        dock.show();
        dock.activateWindow(); // keys go to the active one
        REQUIRE(QTest::qWaitForWindowActive(&dock));
    }

    void run(int localLayers = 0, std::int64_t blocks = 100)
    {
        dock.showConfig(growingConfig(localLayers));
        dock.showMoment(memoryMoment(localLayers, blocks), static_cast<double>(blocks));
        answer();
    }

    void answer()
    {
        while (!asks.empty()) {
            const MemoryForecastAsk ask = asks.front();
            asks.erase(asks.begin());
            dock.showForecast(answerTo(ask));
        }
    }

    /// The control of that name.
    template <class Control>
    Control* named(const char* name) const
    {
        for (Control* control : dock.findChildren<Control*>())
            if (control->accessibleName() == QLatin1String(name))
                return control;
        return nullptr;
    }

    QPushButton* button(const char* text) const
    {
        for (QPushButton* button : dock.findChildren<QPushButton*>())
            if (button->text() == QLatin1String(text) && button->isVisible())
                return button;
        return nullptr;
    }

    void click(const char* text) const
    {
        QPushButton* found = button(text);
        REQUIRE(found);
        REQUIRE(found->isEnabled());
        QTest::mouseClick(found, Qt::LeftButton);
    }

    bool says(const QString& text) const
    {
        for (const QLabel* label : dock.findChildren<QLabel*>())
            if (label->isVisible() &&
                label->text().replace(QChar::Nbsp, QLatin1Char(' ')).contains(text))
                return true;
        return false;
    }
};

/// As a hand moves it: pressed, dragged, let go.
void drag(QSlider& slider, int from, int to)
{
    const auto at = [&](int value) {
        const double share =
            static_cast<double>(value - slider.minimum()) / (slider.maximum() - slider.minimum());
        return QPoint(static_cast<int>(7 + share * (slider.width() - 14)), slider.height() / 2);
    };
    QTest::mousePress(&slider, Qt::LeftButton, {}, at(from));
    QTest::mouseMove(&slider, at(to));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, at(to));
}

/// What stands above the bar of the model.
QString titleOf(const MemoryDock& dock)
{
    for (const QLabel* label : dock.findChildren<QLabel*>())
        if (label->text().startsWith(QStringLiteral("Model and session")))
            return label->text();
    return {};
}

} // namespace

TEST_CASE("MemoryDock: K is halved by two clicks, predicted and then measured", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    REQUIRE(shown.says(QStringLiteral("Model and session: 117 MB")));
    CHECK_FALSE(shown.button("Apply"));

    shown.click("Half");
    shown.answer();
    CHECK(shown.named<QSpinBox>("K, layers")->value() == 3);
    CHECK(shown.says(QString::fromUtf8("KV 84.0 → 44.1 MB, saves 39.9 MB")));
    CHECK(shown.says(QStringLiteral("Predicted")));
    CHECK(shown.applied.empty());

    shown.click("Apply");
    REQUIRE(shown.applied.size() == 1);
    CHECK(shown.applied[0].first.ispaLayers == 3);
    CHECK(shown.applied[0].second == ApplyWay::NextBlock);
    CHECK_FALSE(shown.button("Apply"));
    const double before =
        shown.dock.findChild<MemoryBar*>()->rectOf(MemoryPart::FullHistory).width();
    shown.run(3, 110);
    CHECK(shown.says(QString::fromUtf8("Measured: KV 84.0 → 44.1 MB, saves 39.9 MB")));
    // The bar keeps its scale: the saving is seen.
    const double after =
        shown.dock.findChild<MemoryBar*>()->rectOf(MemoryPart::FullHistory).width();
    CHECK(after == Approx(before / 2).epsilon(0.05));
}

TEST_CASE("MemoryDock: the K slider is dragged, asked about, and discarded", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    auto* slider = shown.named<QSlider>("K, layers");
    REQUIRE(slider);
    REQUIRE(slider->maximum() == 6);
    drag(*slider, 0, 4);
    CHECK(shown.named<QSpinBox>("K, layers")->value() == 4);
    REQUIRE_FALSE(shown.asks.empty());
    shown.answer();
    CHECK(shown.says(QString::fromUtf8("K 0 → 4")));
    CHECK(shown.says(QStringLiteral("Predicted")));
    shown.click("Discard");
    CHECK(slider->value() == 0);
    CHECK_FALSE(shown.button("Apply"));
    CHECK(shown.applied.empty());
}

TEST_CASE("MemoryDock: by keys alone", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run(2);
    auto* slider = shown.named<QSlider>("K, layers");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QTest::keyClick(slider, Qt::Key_Right);
    CHECK(shown.named<QSpinBox>("K, layers")->value() == 4);
    shown.answer();
    QTest::keyClick(slider, Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(shown.applied.size() == 1);
    CHECK(shown.applied[0].first.ispaLayers == 4);

    auto* strip = shown.dock.findChild<LayerStrip*>();
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Home);
    CHECK(strip->chosen() == 0);
    CHECK(shown.says(QStringLiteral("Layer 0")));
    CHECK(shown.says(QStringLiteral("25&nbsp;%")));
    CHECK(shown.says(QStringLiteral("dense&nbsp;matrix")));
    CHECK(strip->accessibleDescription().contains(QStringLiteral("13.3 MB")));
    QTest::keyClick(strip, Qt::Key_Right);
    CHECK(strip->chosen() == 1);
    QTest::keyClick(strip, Qt::Key_End);
    CHECK(strip->chosen() == 5);
    QTest::keyClick(strip, Qt::Key_Right);
    CHECK(strip->chosen() == 5);

    auto* bar = shown.dock.findChild<MemoryBar*>();
    bar->setFocus();
    QTest::keyClick(bar, Qt::Key_Home);
    CHECK(bar->chosen() == MemoryPart::Weights);
    CHECK(shown.says(QStringLiteral("Weights: 26.8 MB")));
    QTest::keyClick(bar, Qt::Key_Right);
    CHECK(bar->chosen() == MemoryPart::FullHistory);
    CHECK(bar->accessibleDescription().contains(QStringLiteral("KV of F-layers")));
}

TEST_CASE("MemoryDock: everything can be reached by Tab and has a name", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    shown.click("Half");
    shown.answer();
    const QWidget* first = nullptr;
    std::vector<const QWidget*> reached;
    shown.dock.findChild<MemoryBar*>()->setFocus();
    for (int i = 0; i < 100; ++i) {
        const QWidget* focus = QApplication::focusWidget();
        REQUIRE(focus);
        if (focus == first)
            break;
        first = first ? first : focus;
        reached.push_back(focus);
        CAPTURE(focus->metaObject()->className());
        const auto* button = qobject_cast<const QPushButton*>(focus);
        CHECK((!focus->accessibleName().isEmpty() || (button && !button->text().isEmpty())));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (const QWidget* widget : shown.dock.findChildren<QWidget*>()) {
        const bool isControl = widget->inherits("QSlider") || widget->inherits("QPushButton") ||
                               widget->inherits("QAbstractSpinBox") ||
                               widget->inherits("QComboBox") ||
                               widget->inherits("imprint::ui::LayerStrip");
        if (!isControl || !widget->isVisible() || !widget->isEnabled())
            continue;
        CAPTURE(widget->metaObject()->className(), widget->accessibleName().toStdString());
        CHECK(std::find(reached.begin(), reached.end(), widget) != reached.end());
    }
}

TEST_CASE("MemoryDock: a mouse chooses layers and parts", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run(2);
    auto* strip = shown.dock.findChild<LayerStrip*>();
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->rectOf(4).center());
    CHECK(strip->chosen() == 4);
    CHECK(shown.says(QStringLiteral("Layer 4")));
    auto* bar = shown.dock.findChild<MemoryBar*>();
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->rectOf(MemoryPart::Weights).center().toPoint());
    CHECK(bar->chosen() == MemoryPart::Weights);
    CHECK(shown.says(QStringLiteral("The trained network")));
}

TEST_CASE("MemoryDock: what needs a new start says so", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    auto* bits = shown.named<QComboBox>("KV bits");
    REQUIRE(bits);
    bits->setFocus();
    QTest::keyClick(bits, Qt::Key_Down);
    shown.answer();
    CHECK(shown.says(QString::fromUtf8("KV bits 16 → 8")));
    shown.click("Apply with a new start");
    REQUIRE(shown.applied.size() == 1);
    CHECK(shown.applied[0].first.kvBits == KvBits::Eight);
    CHECK(shown.applied[0].second == ApplyWay::NewStart);
}

TEST_CASE("MemoryDock: settings that fit are found, shown and left to their user", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    auto* target = shown.named<QDoubleSpinBox>("Memory that the model may take");
    REQUIRE(target);
    target->setFocus();
    target->selectAll();
    QTest::keyClicks(target, QStringLiteral("80"));
    QTest::keyClick(target, Qt::Key_Tab);
    shown.click("Find");
    REQUIRE(shown.fits.size() == 1);
    CHECK(shown.fits[0].targetBytes == 80'000'000);
    CHECK(shown.fits[0].config == growingConfig());
    CHECK_FALSE(shown.button("Find")->isEnabled()); // one at a time
    SessionConfig fitted = growingConfig(3);
    fitted.fCap = 40;
    shown.dock.showFit(fitted);
    shown.answer();
    CHECK(shown.says(QString::fromUtf8("Found: K 0 → 3, cap none → 40")));
    CHECK(shown.named<QSpinBox>("Cap")->value() == 40);
    CHECK(shown.applied.empty());
    CHECK(shown.button("Apply with a new start"));

    shown.click("Find");
    shown.dock.showFitRefused(QStringLiteral("The smallest that works is 30 MB"));
    CHECK(shown.says(QStringLiteral("The smallest that works is 30 MB")));
    CHECK(shown.button("Find")->isEnabled());
}

TEST_CASE("MemoryDock: what nobody sees is not drawn, and there when it is looked at",
          "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run(0);
    const QString title = titleOf(shown.dock);
    shown.dock.hide();
    shown.dock.showMoment(memoryMoment(3, 200), 200);
    CHECK(titleOf(shown.dock) == title);
    shown.dock.show();
    CHECK(titleOf(shown.dock) != title);
}

TEST_CASE("MemoryDock: nothing runs yet, and a model without history", "[ui][memory]")
{
    ShownMemoryDock shown;
    CHECK(shown.says(QStringLiteral("No model is loaded yet")));
    CHECK_FALSE(shown.named<QSlider>("K, layers")->isEnabled());
    CHECK(shown.asks.empty());
    MemoryMoment puppet;
    puppet.ledger.add({.consumer = MemoryConsumer::Weights, .measuredBytes = 9'000'000});
    shown.dock.showMoment(puppet, 1);
    CHECK(shown.says(QStringLiteral("keeps no history")));
    CHECK_FALSE(shown.named<QSlider>("K, layers")->isEnabled());
}

TEST_CASE("MemoryDock: what the engine would not do cannot be applied", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    shown.click("Half");
    REQUIRE(shown.asks.size() == 1);
    shown.dock.showForecast({.ticket = shown.asks.front().ticket,
                             .running = {},
                             .runningWithoutSinks = {},
                             .wished = {},
                             .refusal = QStringLiteral("Choose a larger window")});
    CHECK(shown.says(QStringLiteral("Choose a larger window")));
    REQUIRE(shown.button("Apply"));
    CHECK_FALSE(shown.button("Apply")->isEnabled());
    auto* slider = shown.named<QSlider>("K, layers");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Return, Qt::ControlModifier);
    CHECK(shown.applied.empty());
    QTest::keyClick(slider, Qt::Key_Left); // two can
    shown.asks.erase(shown.asks.begin());
    shown.answer();
    CHECK(shown.button("Apply")->isEnabled());
}

TEST_CASE("MemoryDock: a refused change is told where it was made", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    shown.click("Half");
    shown.answer();
    shown.click("Apply");
    shown.dock.showApplyRefused(QStringLiteral("the engine said no"));
    CHECK(shown.says(QStringLiteral("the engine said no")));
    CHECK(shown.button("Apply"));
    CHECK(shown.named<QSpinBox>("K, layers")->value() == 3);
}

TEST_CASE("MemoryDock: a moving hand is not disturbed by figures that come", "[ui][memory]")
{
    ShownMemoryDock shown;
    shown.run();
    auto* slider = shown.named<QSlider>("K, layers");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    for (int i = 0; i < 5; ++i) {
        shown.dock.showMoment(memoryMoment(0, 101 + i), 101 + i);
        CHECK(slider->value() == 1);
    }
    shown.dock.showConfig(growingConfig()); // as another dock's change would
    CHECK(slider->value() == 1);
}

TEST_CASE("MemoryDock: what a persona brought is told, and stands still until it is forgotten",
          "[ui]")
{
    ShownMemoryDock shown;
    shown.run(3);
    auto* layers = shown.named<QSlider>("K, layers");
    auto* window = shown.named<QSpinBox>("Window");
    REQUIRE(layers);
    CHECK(layers->isEnabled());
    SessionConfig config = growingConfig(3);
    config.ispaWarmup = 24;
    config.ispaRung = IspaRung::HeadScale;
    shown.dock.showConfig(config);
    shown.answer();
    shown.dock.showPersona(QStringLiteral("ada"));
    CHECK(shown.says(QStringLiteral("Persona ada")));
    CHECK(shown.says(QStringLiteral("K 3, T_warm 24")));
    CHECK(shown.says(QStringLiteral("rung: scale per head")));
    CHECK_FALSE(layers->isEnabled());
    CHECK_FALSE(shown.named<QComboBox>("KV bits")->isEnabled());
    CHECK_FALSE(shown.button("Find")->isEnabled());
    CHECK((window == nullptr || window->isEnabled() == (config.kvPolicy != CacheKind::Growing)));
    const QSignalSpy forgotten(&shown.dock, &MemoryDock::forgetPersonaWished);
    shown.click("Forget the persona");
    CHECK(forgotten.count() == 1);
    shown.dock.showPersona({});
    CHECK(layers->isEnabled());
    CHECK_FALSE(shown.says(QStringLiteral("Persona ada")));
}
