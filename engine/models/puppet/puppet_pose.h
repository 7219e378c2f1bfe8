#pragma once

namespace imprint::engine {

/// The mouth, in the six numbers of a viseme; each about 0 .. 1 (wide down to -0.3).
struct MouthPose {
    float open = 0;
    float wide = 0;
    float round = 0;
    float teeth = 0;
    float tongue = 0;
    float press = 0;
};

/// What moves: one video frame of a puppet.
struct PuppetPose {
    float x = 0;     ///< head position in picture units (the picture is 1.72 wide), right
    float y = 0;     ///< down
    float roll = 0;  ///< radians, about the neck
    float yaw = 0;   ///< -1 .. 1, looking to the picture's right
    float pitch = 0; ///< -1 .. 1, looking down
    float scale = 0.97F;
    float blinkLeft = 0; ///< 0 open .. 1 closed; the eye at the picture's left
    float blinkRight = 0;
    float gazeX = 0; ///< -1 .. 1, to the right
    float gazeY = 0; ///< -1 .. 1, down
    float brow = 0;  ///< -0.6 lowered .. 1 raised
    float smile = 0; ///< -0.8 sad .. 1 smiling
    MouthPose mouth;
    float backgroundTime = 0; ///< seconds; moves clouds, bubbles and stars
    float breath = 0;         ///< -1 .. 1
};

} // namespace imprint::engine
