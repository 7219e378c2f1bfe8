#include "ui/models/known_model_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace imprint::ui {
namespace {

// clang-format off
constexpr const char* kTexts[] = {
    QT_TRANSLATE_NOOP("KnownModel", "Talking heads made live on any processor; built in"),
    QT_TRANSLATE_NOOP("KnownModel", "Dedicated to the public: use, change and sell what it makes, without asking."),
    QT_TRANSLATE_NOOP("KnownModel", "Forecast from its own formula once it is open"),
    QT_TRANSLATE_NOOP("KnownModel", "A drawn talking head that shows how the window works; every picture is painted, none is generated"),
    QT_TRANSLATE_NOOP("KnownModel", "Hardly any: it has no weights of its own but Pocket's audio encoder"),
    QT_TRANSLATE_NOOP("KnownModel", "A photograph speaks what the microphone hears: 512×512 at 16 pictures a second"),
    QT_TRANSLATE_NOOP("KnownModel", "Its README says Apache 2.0, its licence file CC BY-NC-SA 4.0: treated as not for commercial use."),
    QT_TRANSLATE_NOOP("KnownModel", "About 20 GB as published; 7 to 8 GB by our estimate if the text encoder leaves memory"),
    QT_TRANSLATE_NOOP("KnownModel", "A photograph speaks what the microphone hears: 704×384, or 512×512 of a square one, at 25 pictures a second, on several large graphics cards"),
    QT_TRANSLATE_NOOP("KnownModel", "Reported as Apache 2.0, which would allow selling; that was not checked: read the licence."),
    QT_TRANSLATE_NOOP("KnownModel", "80 GB per graphics card as published, 48 GB in FP8; 28 GB for 704×384 by our estimate with smaller caches"),
    QT_TRANSLATE_NOOP("KnownModel", "Apache-2.0, as reported"),
    QT_TRANSLATE_NOOP("KnownModel", "Long video from changing prompts, 832×480; no voice"),
    QT_TRANSLATE_NOOP("KnownModel", "Commercial use is allowed, since 1 November 2025 also for the weights."),
    QT_TRANSLATE_NOOP("KnownModel", "20 GB as another program states"),
    QT_TRANSLATE_NOOP("KnownModel", "Video from a prompt, block by block, 832×480; no voice"),
    QT_TRANSLATE_NOOP("KnownModel", "Commercial use is allowed."),
    QT_TRANSLATE_NOOP("KnownModel", "Not known"),
    QT_TRANSLATE_NOOP("KnownModel", "The code is Apache 2.0, the weights are not for commercial use."),
    QT_TRANSLATE_NOOP("KnownModel", "24 GB or more, as published"),
    QT_TRANSLATE_NOOP("KnownModel", "Video from a prompt, block by block, 832×480, on very large graphics cards; no voice"),
    QT_TRANSLATE_NOOP("KnownModel", "Neither code nor weights are for commercial use."),
    QT_TRANSLATE_NOOP("KnownModel", "40 GB or more recommended, as published"),
    QT_TRANSLATE_NOOP("KnownModel", "Long video of several shots from prompts, 1280×704; no voice"),
    QT_TRANSLATE_NOOP("KnownModel", "The code is Apache 2.0; what the weights are under was not checked: read the licence."),
    QT_TRANSLATE_NOOP("KnownModel", "not checked"),
};
// clang-format on

} // namespace

QString knownModelText(const QString& english)
{
    return QCoreApplication::translate("KnownModel", english.toUtf8().constData());
}

bool hasKnownModelText(const QString& english)
{
    return std::any_of(std::begin(kTexts), std::end(kTexts),
                       [&](const char* text) { return english == QString::fromUtf8(text); });
}

} // namespace imprint::ui
