#pragma once

#include "engine/models/puppet/seeded_random.h"

#include <vector>

namespace imprint::train {

/// Steps between a mouth and a file, with random properties. All keep timing and length: filters have no phase, and a
/// room's echoes come after a direct sound that stays where it is. Sounds are 16 kHz mono, changed in place.
/// Thread: any.

/// A room: the direct sound and a fading tail (RT60 of 0.05 to 0.4 s, 0.1 to 0.5 of the direct sound's amplitude).
void passRoom(std::vector<float>& samples, engine::SeededRandom& random);

/// A microphone: equaliser of 6 points with 4 dB deviation; maybe a high-pass (4th order, 80 to 320 Hz), maybe a low-pass
/// (8th order, 3.2 to 7.2 kHz).
void passMicrophone(std::vector<float>& samples, engine::SeededRandom& random);

/// A codec: telephone (300 to 3400 Hz, 8-bit mu-law), few bits (6 to 10 linear ones below a band limit), or few
/// components (weak ones dropped in every 32 ms, below a band limit).
void passCodec(std::vector<float>& samples, engine::SeededRandom& random);

} // namespace imprint::train
