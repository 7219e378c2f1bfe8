#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace imprint::engine {

/// How the names in a published checkpoint become the network's own: data of a manifest, not code. Applied in this order.
/// Source: wan-causal.md section 2.3.
struct CheckpointRules {
    /// Dictionaries that hold the weights, best first ("generator_ema", "generator"). The first that the file has is used
    /// and everything beside it ignored; if it has none of them, the whole file is.
    std::vector<std::string> dictionaries = {};
    /// Parts of names that wrappers left behind, removed wherever they stand ("_fsdp_wrapped_module.", "_orig_mod.").
    std::vector<std::string> wrappers = {};
    /// Beginnings of names; the first that a name has is removed ("model.", "net.").
    std::vector<std::string> prefixes = {};
    /// Scopes that a file may hold and the network does not use ("_cls_pred_branch", "encoder").
    std::vector<std::string> ignored = {};

    friend bool operator==(const CheckpointRules&, const CheckpointRules&) = default;
};

/// Reads rules from an object with (some of) the keys `dictionaries`, `wrappers`, `prefixes`, `ignored`, each a list of
/// texts. Throws Error(BadConfig) naming `where` and the key; a key that is none of these is an error too.
CheckpointRules checkpointRules(const nlohmann::json& json, const std::string& where);

/// The network's name of a stored tensor below the chosen dictionary.
std::string networkName(std::string_view stored, const CheckpointRules& rules);

/// Whether a dotted name is `scope` or lies below it; every name lies in the empty scope.
bool isInScope(std::string_view name, std::string_view scope);

} // namespace imprint::engine
