#include "app/cli/bench/figure_file.h"

#include "engine/core/error.h"

namespace imprint::app {

FigureFile::FigureFile(const std::string& path)
    : m_path(path)
{
    if (!m_path.empty())
        m_file.open(m_path);
    check();
}

void FigureFile::write(const nlohmann::json& figures)
{
    if (m_path.empty())
        return;
    m_file << figures.dump(2) << "\n";
    m_file.close();
    check();
}

void FigureFile::check() const
{
    if (!m_file)
        throw Error(ErrorCode::Io, concat("'", m_path, "' cannot be written"),
                    "Choose another place");
}

} // namespace imprint::app
