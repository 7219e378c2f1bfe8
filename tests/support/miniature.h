#pragma once

#include "engine/pipeline/model_catalogue.h"
#include "tests/support/file_bytes.h"
#include "tests/support/small_parts.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace imprint::test {

/// A model of small_..._model.h as it is loaded from a folder of its own; its prompts are invented ones.
class Miniature {
public:
    template <class SmallModel>
    explicit Miniature(const SmallModel& model)
    {
        model.writeTo(m_folder.path());
        std::filesystem::create_directories(m_folder / "tokenizer");
        for (const char* unread : {"tokenizer/spiece.model", "tokenizer/tokenizer.json"})
            writeBytes(m_folder / unread, "not read here");
        m_engine = load();
    }

    /// Loads it once more. shares: gets how far that is, unless null.
    std::shared_ptr<const EngineModel> load(const ModelChoices& choices = {},
                                            std::vector<double>* shares = nullptr) const
    {
        engine::EngineLoading loading{.model = {.choices = choices},
                                      .openPrompts = inventedPrompts};
        if (shares)
            loading.model.progress = [shares](double share) { shares->push_back(share); };
        return engine::loadEngineModel(source(), "cpu", loading);
    }

    ModelSource source() const
    {
        return {.name = "small", .directory = m_folder.path(), .remedy = "Get it"};
    }

    const EngineModel& operator*() const { return *m_engine; }
    const EngineModel* operator->() const { return m_engine.get(); }
    std::string path(const std::string& file) const { return m_folder / file; }

private:
    TemporaryFolder m_folder;
    std::shared_ptr<const EngineModel> m_engine;
};

} // namespace imprint::test
