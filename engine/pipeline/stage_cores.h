#pragma once

namespace imprint::engine {

/// Called by the decoder's thread of a live session: its loops (convolutions, resampling, element by element) use up to four cores
/// from now on.
///
/// Stages of a video work side by side, one core each: small matrices lose more to barriers than they gain from threads. Live,
/// one stage at a time works on a block while somebody waits for its pictures. The same bits come out, whatever the number, for
/// a live run must be made again exactly; so it is not for the generator: there they differ.
void useIdleCores();

} // namespace imprint::engine
