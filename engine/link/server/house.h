#pragma once

#include "engine/core/engine_model.h"
#include "engine/link/link_loop.h"
#include "engine/link/server/closer.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace imprint::link {

/// Loads a model by name or folder onto a device. Called on threads of the server, one at a time.
/// Throws Error(NotFound | BadInput | BadConfig | Unsupported).
using LoadModel = std::function<std::shared_ptr<const EngineModel>(const std::string& model,
                                                                   const std::string& device)>;

/// The models in use, each loaded once for all clients. Thread: any.
class ModelShelf {
public:
    explicit ModelShelf(LoadModel load)
        : m_load(std::move(load))
    {
    }

    std::shared_ptr<const EngineModel> take(const std::string& model, const std::string& device)
    {
        const std::scoped_lock lock(m_mutex);
        auto& place = m_models[{model, device}];
        auto loaded = place.lock();
        if (!loaded)
            place = loaded = m_load(model, device);
        return loaded;
    }

private:
    LoadModel m_load;
    std::mutex m_mutex;
    std::map<std::pair<std::string, std::string>, std::weak_ptr<const EngineModel>> m_models;
};

/// What all connections of a server share.
struct House {
    LinkLoop& loop;
    ModelShelf& shelf;
    Closer& closer;
    std::string version; ///< of the program, for messages
};

} // namespace imprint::link
