#include "app/outputs/origin_mark.h"

namespace imprint::app {

OriginMark markOf(PictureOrigin origin)
{
    if (origin == PictureOrigin::Drawn)
        return {"Drawn, not generated: animated video (synthetic media), made with Imprint",
                "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"};
    return {"AI-generated video (synthetic media), made with Imprint",
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"};
}

} // namespace imprint::app
