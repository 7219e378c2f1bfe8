#pragma once

#include "app/cli/evaluate/clip_measure.h"
#include "app/cli/ispa_bench/bench_setting.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace imprint::app {

/// What one session cost and what ISPA found in it. NaN: not measured, or it has no meaning there.
struct CostFigures {
    double kvMegabytes = kUnmeasured;       ///< of all layers at the end, measured
    double kvPeakMegabytes = kUnmeasured;   ///< the most during the run
    double kvPredictionError = kUnmeasured; ///< predicted minus measured bytes at the end, per cent
    double ispaMegabytes = kUnmeasured;     ///< of statistics and corrections at the end
    double msPerBlock = kUnmeasured;        ///< generator alone: denoising and context pass
    double framesPerSecond = kUnmeasured;
    double transitionMs = kUnmeasured;
    double heldOutR2 =
        kUnmeasured; ///< median over the better half of the layers; of a control: of those that it spoils
    double pop =
        kUnmeasured; ///< change from frame to frame at the transition; 1: the 99th percentile of all others
    double colourError =
        kUnmeasured; ///< levels, of 16 × 16 tiles, to the truth, mean over the last 5 s
    double psnrToTeacher = kUnmeasured; ///< dB, of the same clip and seed, mean over all frames
};

template <class F, class Visitor>
requires ConfigOf<F, CostFigures>
void forEachFigure(F& f, Visitor&& visit)
{
    using enum Better;
    const auto none = std::nullopt;
    visit(FigureInfo{"kv_mb", "KV, MB", Lower, 2, none}, f.kvMegabytes);
    visit(FigureInfo{"kv_peak_mb", "KV at most, MB", Lower, 2, none}, f.kvPeakMegabytes);
    visit(FigureInfo{"kv_prediction_error", "Prediction of KV bytes, error in %", NearZero, 2, 1.0},
          f.kvPredictionError);
    visit(FigureInfo{"ispa_mb", "Corrections, MB", Lower, 2, none}, f.ispaMegabytes);
    visit(FigureInfo{"ms_per_block", "Generator, ms per block", Lower, 1, none}, f.msPerBlock);
    visit(FigureInfo{"fps", "Frames per second, measuring included", Higher, 0, none},
          f.framesPerSecond);
    visit(FigureInfo{"transition_ms", "Transition, ms", Lower, 0, none}, f.transitionMs);
    visit(FigureInfo{"held_out_r2", "Held-out R², median of the better half", Higher, 3, 0.5},
          f.heldOutR2);
    visit(FigureInfo{"pop", "Jump at the transition, 99th percentile = 1", Lower, 2, 1.0}, f.pop);
    visit(FigureInfo{"colour_error", "Colours off the truth, last 5 s, levels", Lower, 2, none},
          f.colourError);
    visit(FigureInfo{"psnr_to_teacher", "Likeness to the teacher's frames, dB", Higher, 1, none},
          f.psnrToTeacher);
}

/// Everything kept of one session: small enough for thousands.
struct BenchRow {
    std::string identityFrom; ///< as in SessionConfig
    std::string setting;      ///< key
    int clip = 0;
    Figures figures; ///< of this clip alone
    CostFigures cost;
    std::vector<IspaLayerFigures> layers;
    double windowSeconds = 5; ///< of the curves below; one value per whole window
    std::vector<double> identity;
    std::vector<double> colourError; ///< levels, of 16 × 16 tiles, to the truth of the same moment
    std::vector<double> sharpness;
    std::vector<double> lips;
    std::vector<double> likeness; ///< dB to the teacher's frames
};

nlohmann::json toJson(const BenchRow& row);

/// Throws Error(BadInput) naming what is missing or of another kind.
BenchRow benchRowFrom(const nlohmann::json& json);

/// Which row it is: one of a kind.
std::string nameOf(const BenchRow& row);
std::string nameOf(IdentityFrom identity, const BenchSetting& setting, int clip);

} // namespace imprint::app
