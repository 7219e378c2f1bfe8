#pragma once

namespace imprint {

/// While it lives, Ctrl-C and a polite kill do not end the program but can be asked for; a second one ends it at once.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    bool requested() const;
};

} // namespace imprint
