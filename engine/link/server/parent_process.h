#pragma once

namespace imprint::link {

/// For a child process: the kernel kills it when the thread that started it ends, however that happens. Its socket would
/// tell it too, unless it hangs. Thread: main, first.
void endWithParent();

} // namespace imprint::link
