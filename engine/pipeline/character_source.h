#pragma once

#include "engine/core/video_frame.h"
#include "engine/models/character/character.h"
#include "engine/models/character/character_request.h"
#include "engine/models/pocket/pocket_config.h"
#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>
#include <string>

namespace imprint::engine {

/// Who speaks in a session: a user's picture, or a person made from the prompt and the seed. Immutable.
class CharacterSource {
public:
    /// picture: exactly the model's size. Its pose is unknown; the prompt's words are all that is said of it.
    /// Throws Error(BadInput) for another size.
    static CharacterSource fromPicture(const PocketConfig& config, const Picture& picture);

    /// Renders the person that the prompt asks for, what it leaves open drawn from the seed.
    static CharacterSource fromPrompt(const PocketConfig& config, const std::string& prompt,
                                      std::uint64_t seed);

    /// The same person with a picture that was drawn of it before, by a machine that may have rounded otherwise.
    CharacterSource drawnAs(Picture picture) const;

    const Picture& picture() const { return m_picture; }

    /// The reference still as the encoder wants it: [1, 3, H, W] uint8.
    at::Tensor pixels() const;

    /// Pose of the reference; nothing for a user's picture.
    const std::optional<PuppetPose>& restingPose() const { return m_rest; }

    /// Vocabulary indices [text tokens] int64, zeros where nothing is said.
    at::Tensor attributes(const std::string& prompt) const;

private:
    CharacterSource(const PocketConfig& config, Picture picture);

    PocketConfig m_config;
    Picture m_picture;
    std::uint64_t m_seed = 0;
    std::optional<PuppetPose> m_rest;
};

/// The person that a prompt asks for, what it leaves open drawn from the seed; looks neutral unless the prompt says.
PuppetIdentity promptedCharacter(const std::string& prompt, std::uint64_t seed, Variety variety);

/// Vocabulary words ("hair:red") of what a request asks for explicitly.
std::vector<std::string> requestedAttributes(const CharacterRequest& request);

} // namespace imprint::engine
