#pragma once

#include "app/doctor/check.h"
#include "app/outputs/pipewire/pipewire_probe.h"
#include "app/outputs/v4l2/v4l2_probe.h"

namespace imprint::app {

struct PipeWireFindings {
    PipeWireProbe probe;
    bool daemonInstalled = false;  ///< the program pipewire
    bool managerInstalled = false; ///< the program wireplumber
};

struct LoopbackFindings {
    LoopbackProbe probe;
    bool kernelLoadsModules = false;
};

PipeWireFindings findPipeWire();
LoopbackFindings findLoopback();

Check judge(const PipeWireFindings& pipewire);
Check judge(const LoopbackFindings& loopback);

} // namespace imprint::app
