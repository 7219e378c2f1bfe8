#pragma once

#include "app/cli/evaluate/drift.h"
#include "app/cli/evaluate/figures.h"
#include "app/cli/evaluate/frame_trace.h"
#include "app/cli/evaluate/truth_track.h"

#include <vector>

namespace imprint::app {

/// One generation and its truth, both seen through the same probe.
struct MeasuredClip {
    std::string clip;
    bool recording = false; ///< of a person: only the loudness of the voice is known
    TruthTrack truth;
    FrameTrace truthTrace;
    FrameTrace madeTrace;
    double specks = 0;
    double flicker = 0;
    DriftCurve stains;          ///< over time; of silent clips
    double brows = kUnmeasured; ///< levels that their colours are off
    double lids = kUnmeasured;  ///< the same of lids that are not open
};

/// The figures that compare short clips: lips, blinks, pictures.
Figures clipFigures(const std::vector<MeasuredClip>& clips);

/// Adds the figures of clips with lively heads: how the head follows its controls, and what becomes of the lips.
void addLivelyFigures(Figures& figures, const std::vector<MeasuredClip>& clips);

/// Adds the figures of long videos; personDistance: betweenPeople().
void addLongFigures(Figures& figures, const std::vector<MeasuredClip>& clips,
                    double personDistance);

/// Adds the figures of people who are silent.
void addQuietFigures(Figures& figures, const std::vector<MeasuredClip>& clips,
                     double personDistance);

/// Adds the figures of people with vivid hair, who are silent too.
void addVividFigures(Figures& figures, const std::vector<MeasuredClip>& clips);

/// Correlation of the opening with the truth's in a part of one clip.
double lipsIn(const MeasuredClip& clip, std::int64_t first, std::int64_t frames);

/// The clips with the truth's pictures in place of the model's: what a faultless model would show.
std::vector<MeasuredClip> truthAsModel(const std::vector<MeasuredClip>& clips);

/// Fréchet distance between the odd and the even seconds of the truth: what is left of it for a faultless model.
double frechetOfTruth(const std::vector<MeasuredClip>& clips);

} // namespace imprint::app
