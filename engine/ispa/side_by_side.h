#pragma once

#include <cstddef>
#include <functional>

namespace imprint::engine {

/// Calls work(0) … work(count - 1), each once, on this thread and on as many more as the machine has processors for; on
/// this one alone where torch spreads every operation over them anyway. work: what it does for one number depends on no
/// other. Returns when all are done; then throws what the first one that failed threw.
void forEachSideBySide(std::size_t count, const std::function<void(std::size_t)>& work);

} // namespace imprint::engine
