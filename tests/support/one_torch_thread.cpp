// Every test that links LibTorch runs it on one thread: results do not depend on the machine's core count, and small
// matrices are faster so. Linked into the test programs beside Catch2's main.
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include "tests/support/torch_test.h"

#include <ATen/Parallel.h>

namespace {

struct OneTorchThread : Catch::TestEventListenerBase {
    using TestEventListenerBase::TestEventListenerBase;
    void testRunStarting(const Catch::TestRunInfo&) override { at::set_num_threads(1); }
};

} // namespace

CATCH_REGISTER_LISTENER(OneTorchThread)
