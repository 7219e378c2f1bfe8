#pragma once

#include "engine/models/umt5/html_entities.h"

#include <string>
#include <string_view>

namespace imprint::engine {

/// Makes of a prompt what the text encoder was trained on: repaired (text_repair.h says what that covers), HTML references
/// spelled out twice more, white space as single spaces. Const; thread: any.
/// Source: Self-Forcing wan/modules/tokenizers.py, clean = "whitespace"; parity: umt5-tokenizer.
class PromptCleaner {
public:
    /// prompt  UTF-8; throws Error(BadInput) with the place if it is not.
    std::string operator()(std::string_view prompt) const;

private:
    HtmlEntities m_entities;
};

} // namespace imprint::engine
