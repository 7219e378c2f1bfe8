#pragma once

#include "app/train/optim/parameters.h"

#include <string>
#include <vector>

namespace imprint::train {

struct MuonAdamSettings {
    double matrixRate = 0.02; ///< Muon's learning rate
    double matrixMomentum = 0.95;
    double vectorRate = 0.002; ///< AdamW's learning rate
    double beta1 = 0.9;
    double beta2 = 0.98;
    double clipNorm = 1.0; ///< of the gradient of everything that AdamW updates
    int threads = 1;       ///< that update parameters side by side
    /// Which parameters Muon updates; the rest is AdamW's. Nothing: all are AdamW's.
    std::function<bool(const std::string& name, const at::Tensor& parameter)> isMatrix;
};

/// Muon (momentum whose update is made orthogonal by five Newton-Schulz iterations) for the matrices inside blocks,
/// AdamW without decay for everything else. Source: specs/pocket.md section 5; Muon: Keller Jordan, 2024.
/// Thread: the one that trains.
class MuonAdam {
public:
    MuonAdam(MuonAdamSettings settings, const Parameters& parameters);

    /// Updates the parameters in place. rateShare: factor of both learning rates.
    void step(Parameters& parameters, const Parameters& gradients, double rateShare);

    /// Momenta and step count under names of their own, for a checkpoint; and back.
    Parameters state() const;
    void restore(const Parameters& state);

private:
    bool isMatrix(const std::string& name) const { return m_momentum.contains(name); }
    double clipFactor(const Parameters& gradients) const;
    using Names = std::vector<std::string>;
    /// Parameters that are updated together: each by itself on the processor, where threads share them; on a GPU all
    /// matrices of a shape and all of AdamW's, since it is the number of operations that costs time there.
    std::vector<Names> groupsOf(const Parameters& parameters) const;
    void updateMatrices(const Names& names, Parameters& parameters, const Parameters& gradients,
                        double rate);
    void updateVectors(const Names& names, Parameters& parameters, const Parameters& gradients,
                       double clip, double rate);

    MuonAdamSettings m_settings;
    Parameters m_momentum; // Muon's
    Parameters m_first;    // AdamW's
    Parameters m_second;
    std::int64_t m_steps = 0;
};

/// The nearest orthogonal matrices, roughly: singular values come out between 0.7 and 1.2. m [.., rows, columns] -> same.
at::Tensor orthogonalised(const at::Tensor& m);

} // namespace imprint::train
