#pragma once

#include <QRect>
#include <QString>

namespace imprint::ui {

/// Who speaks now.
struct PersonView {
    enum class Kind {
        FromPrompt, ///< made from the prompt and the seed
        Starter,    ///< one of the faces that come with the program
        Own,        ///< a picture of the user's own
        Persona,    ///< as another session has learnt it
    };

    Kind kind = Kind::FromPrompt;
    QString id; ///< of the face; empty: none
    QString name;
    QString consent;          ///< of an own picture
    bool hardlyMoves = false; ///< a photograph, and a model that animates drawings only
    int modelSize = 0; ///< width and height of the picture that the model takes; 0: no model yet

    friend bool operator==(const PersonView&, const PersonView&) = default;
};

/// What can be cut from a picture without drawing a square, in its pixels.
struct PictureCuts {
    QRect whole;   ///< as much as the model's shape allows; empty: nothing is offered
    QRect face;    ///< around the face; empty: none was found
    QString found; ///< a sentence on the faces; empty: nothing to say
};

} // namespace imprint::ui
