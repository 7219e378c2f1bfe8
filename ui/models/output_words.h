#pragma once

#include "ui/models/output_view.h"

#include <QString>

namespace imprint::ui {

/// What the window says about outputs, in the user's language.

QString outputName(OutputId output); ///< "Virtual camera"
QString outputLamp(OutputId output); ///< as fits into the status bar: "CAM"
QString outputHelp(OutputId output); ///< one sentence: what it is good for
QString startText(OutputId output);  ///< of the button that starts it
QString stopText(OutputId output);   ///< of the button that ends it
/// Beside its red light: "REC", "ON AIR", "off".
QString lightText(OutputId output, OutputState state);
QString stateText(const OutputView& view); ///< "on air", "finishing", "waiting for a reader"
/// What the light does not say: into which file, whether anybody looks. Empty unless it is on air.
QString detailText(OutputId output, const OutputView& view);
/// Why it ended by itself; empty unless it did.
QString troubleText(const OutputView& view);
/// "1,250 frames · 3 lost · 12.5 MB · 2 waiting". Empty before the first.
QString countersText(const OutputView& view);
/// "61.0 GB free, enough for 12 h 30 min". Empty if nothing is known.
QString diskText(const DiskView& disk);

/// Whether something is seen or heard elsewhere, or kept.
constexpr bool isOnAir(OutputState state)
{
    return state == OutputState::OnAir || state == OutputState::Finishing;
}

/// Whether it can be stopped, and its settings are held.
constexpr bool isBusy(OutputState state)
{
    return state != OutputState::Off && state != OutputState::Failed;
}

} // namespace imprint::ui
