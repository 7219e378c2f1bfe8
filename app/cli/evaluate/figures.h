#pragma once

#include "engine/core/fields.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace imprint::app {

enum class Better { Higher, Lower, NearOne, NearZero };

/// What a figure means and what is asked of it.
struct FigureInfo {
    std::string_view key;
    std::string_view title;
    Better better = Better::Higher;
    int digits = 2;
    std::optional<double> target; ///< the worst value that is good enough
};

inline constexpr double kUnmeasured = std::numeric_limits<double>::quiet_NaN();

/// What is measured of one model with one number of steps. NaN: not measured, or it has no meaning there.
struct Figures {
    double lipOpen = kUnmeasured;
    double lipWide = kUnmeasured;
    double lipRound = kUnmeasured;
    double lipLagMs = kUnmeasured;
    double lipAmplitude = kUnmeasured;
    double closureRecall = kUnmeasured;
    double lipRecordings = kUnmeasured;
    double lipRecordingsLagMs = kUnmeasured;
    double blink = kUnmeasured;
    double blinksPerMinute = kUnmeasured;
    double lipLively = kUnmeasured;
    double headX = kUnmeasured;
    double headY = kUnmeasured;
    double headRoll = kUnmeasured;
    double headYaw = kUnmeasured;
    double headPitch = kUnmeasured;
    double headAmplitude = kUnmeasured;
    double frechet = kUnmeasured;
    double sharpness = kUnmeasured;
    double edges = kUnmeasured;
    double specks = kUnmeasured;
    double flicker = kUnmeasured;
    double attributes = kUnmeasured;
    double codecPsnr = kUnmeasured;
    double codecPsnrFace = kUnmeasured;
    double codecLips = kUnmeasured;
    double codecLids = kUnmeasured;
    double identityEarly = kUnmeasured;
    double identityLate = kUnmeasured;
    double identityGrowth = kUnmeasured;
    double colorDrift = kUnmeasured;
    double lipsEarly = kUnmeasured;
    double lipsLate = kUnmeasured;
    double specksLong = kUnmeasured;
    double quietStainsEarly = kUnmeasured;
    double quietStainsLate = kUnmeasured;
    double quietIdentity = kUnmeasured;
    double quietFlicker = kUnmeasured;
    double vividBrows = kUnmeasured;
    double vividLids = kUnmeasured;
    double framesPerSecond = kUnmeasured;
};

/// All figures in the order of the report; targets are those of specs/pocket.md 10 and of the model's issue.
template <class F, class Visitor>
requires ConfigOf<F, Figures>
void forEachFigure(F& f, Visitor&& visit)
{
    using enum Better;
    const auto none = std::nullopt;
    visit(FigureInfo{"lip_open", "Lips follow the voice: opening, correlation", Higher, 3, 0.80},
          f.lipOpen);
    visit(FigureInfo{"lip_wide", "Lips: width, correlation", Higher, 3, none}, f.lipWide);
    visit(FigureInfo{"lip_round", "Lips: rounding, correlation", Higher, 3, none}, f.lipRound);
    visit(FigureInfo{"lip_lag_ms", "Lips come late by, ms", NearZero, 0, 40.0}, f.lipLagMs);
    visit(FigureInfo{"lip_amplitude", "Openings in units of the true ones", NearOne, 2, 0.90},
          f.lipAmplitude);
    visit(FigureInfo{"closure_recall", "Mouth shut in p, b, m: share of frames", Higher, 2, none},
          f.closureRecall);
    visit(FigureInfo{"lip_recordings", "Recorded people: opening against loudness, correlation",
                     Higher, 3, none},
          f.lipRecordings);
    visit(FigureInfo{"lip_recordings_lag_ms", "Recorded people: lips come late by, ms", NearZero, 0,
                     40.0},
          f.lipRecordingsLagMs);
    visit(FigureInfo{"blink", "Blinks follow their control, correlation", Higher, 3, 0.75},
          f.blink);
    visit(FigureInfo{"blinks_per_minute", "Blinks per minute, as seen", NearOne, 1, none},
          f.blinksPerMinute);
    visit(FigureInfo{"lip_lively", "Lively head: opening, correlation", Higher, 3, none},
          f.lipLively);
    visit(FigureInfo{"head_x", "Lively head follows: sideways, correlation", Higher, 2, none},
          f.headX);
    visit(FigureInfo{"head_y", "Lively head follows: up and down, correlation", Higher, 2, none},
          f.headY);
    visit(FigureInfo{"head_roll", "Lively head follows: roll, correlation", Higher, 2, none},
          f.headRoll);
    visit(FigureInfo{"head_yaw", "Lively head follows: turn, correlation", Higher, 2, none},
          f.headYaw);
    visit(FigureInfo{"head_pitch", "Lively head follows: nod, correlation", Higher, 2, none},
          f.headPitch);
    visit(FigureInfo{"head_amplitude", "Lively head: turns in units of the true ones", NearOne, 2,
                     none},
          f.headAmplitude);
    visit(FigureInfo{"frechet", "Distance of all pictures from the truth (Fréchet, probe features)",
                     Lower, 2, none},
          f.frechet);
    visit(FigureInfo{"sharpness", "Sharpness of the face, truth = 1", NearOne, 2, none},
          f.sharpness);
    visit(FigureInfo{"edges", "Crispness of edges, truth = 1", NearOne, 2, none}, f.edges);
    visit(FigureInfo{"specks", "Specks at eyes and hair, pixels in a thousand", Lower, 2, none},
          f.specks);
    visit(FigureInfo{"flicker", "Flicker where nothing moves, levels per frame", Lower, 2, none},
          f.flicker);
    visit(FigureInfo{"attributes", "People made from words: attributes right, share", Higher, 2,
                     none},
          f.attributes);
    visit(FigureInfo{"codec_psnr", "Codec alone: PSNR, dB", Higher, 1, 32.0}, f.codecPsnr);
    visit(FigureInfo{"codec_psnr_face", "Codec alone: PSNR of the face, dB", Higher, 1, 28.0},
          f.codecPsnrFace);
    visit(FigureInfo{"codec_lips", "Codec alone: opening, correlation", Higher, 3, none},
          f.codecLips);
    visit(FigureInfo{"codec_lids", "Codec alone, vivid hair: colours of blinking eyes off, levels",
                     Lower, 2, none},
          f.codecLids);
    visit(FigureInfo{"identity_early", "Long video: identity distance, 5 to 10 s", Lower, 3, none},
          f.identityEarly);
    visit(FigureInfo{"identity_late", "Long video: identity distance, last 5 s", Lower, 3, none},
          f.identityLate);
    visit(FigureInfo{"identity_growth", "Long video: the latter in units of the former", Lower, 2,
                     1.25},
          f.identityGrowth);
    visit(FigureInfo{"color_drift", "Long video: colour drift at the end, levels", Lower, 2, 3.0},
          f.colorDrift);
    visit(
        FigureInfo{"lips_early", "Long video: opening, first third, correlation", Higher, 3, none},
        f.lipsEarly);
    visit(FigureInfo{"lips_late", "Long video: opening, last third, correlation", Higher, 3, none},
          f.lipsLate);
    visit(FigureInfo{"specks_long", "Long video: specks, pixels in a thousand", Lower, 2, none},
          f.specksLong);
    visit(FigureInfo{"quiet_stains_early", "Silence, live: stains, first 5 s, pixels in a thousand",
                     Lower, 2, none},
          f.quietStainsEarly);
    visit(FigureInfo{"quiet_stains_late", "Silence, live: stains, last 5 s, pixels in a thousand",
                     Lower, 2, none},
          f.quietStainsLate);
    visit(
        FigureInfo{"quiet_identity", "Silence, live: identity distance, last 5 s", Lower, 3, none},
        f.quietIdentity);
    visit(FigureInfo{"quiet_flicker",
                     "Silence, live: flicker where nothing moves, levels per frame", Lower, 2,
                     none},
          f.quietFlicker);
    visit(FigureInfo{"vivid_brows", "Silence, live, vivid hair: colours of brows off, levels",
                     Lower, 2, none},
          f.vividBrows);
    visit(FigureInfo{"vivid_lids",
                     "Silence, live, vivid hair: colours of blinking eyes off, levels", Lower, 2,
                     none},
          f.vividLids);
    visit(FigureInfo{"fps", "Speed, frames per second", Higher, 0, 42.0}, f.framesPerSecond);
}

/// Whether the value is at least as good as the target asks; nothing without a target or a value.
std::optional<bool> meetsTarget(const FigureInfo& info, double value);

} // namespace imprint::app
