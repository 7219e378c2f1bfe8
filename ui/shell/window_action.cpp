#include "ui/shell/window_action.h"

#include "ui/models/tr.h"

#include <utility>

namespace imprint::ui {
namespace {

/// What is fixed about an action, said in words.
struct Entry : ActionInfo {
    Entry explained(const QString& sentence) &&
    {
        tip = sentence;
        return std::move(*this);
    }
    Entry at(const char* keys) &&
    {
        key = QKeySequence(QLatin1String(keys), QKeySequence::PortableText);
        return std::move(*this);
    }
    Entry drawn(Icon drawing) &&
    {
        icon = drawing;
        return std::move(*this);
    }
    Entry toggled() &&
    {
        checkable = true;
        return std::move(*this);
    }
    /// Checked it goes out to others.
    Entry live() &&
    {
        onAir = true;
        return std::move(*this).toggled();
    }
    Entry on() &&
    {
        checked = true;
        return std::move(*this).toggled();
    }
};

Entry entry(WindowAction action, const char* id, const QString& text)
{
    Entry made;
    made.action = action;
    made.id = QLatin1String(id);
    made.text = text;
    return made;
}

std::vector<ActionInfo> fileActions()
{
    using enum WindowAction;
    return {
        entry(NewSession, "file.new", tr("&New session")).at("Ctrl+N"),
        entry(OpenProject, "file.open", tr("&Open…")).at("Ctrl+O").drawn(Icon::Folder),
        entry(SaveProject, "file.save", tr("&Save")).at("Ctrl+S").drawn(Icon::Save),
        entry(SaveProjectAs, "file.saveAs", tr("Save &as…")).at("Ctrl+Shift+S"),
        entry(Export, "file.export", tr("&Export video…"))
            .explained(tr("Make a take again at better settings"))
            .at("Ctrl+E")
            .drawn(Icon::Download),
        entry(Quit, "file.quit", tr("&Quit")).at("Ctrl+Q"),
        entry(Undo, "edit.undo", tr("&Undo")).at("Ctrl+Z").drawn(Icon::Undo),
        entry(Redo, "edit.redo", tr("&Redo")).at("Ctrl+Shift+Z").drawn(Icon::Redo),
        entry(Settings, "edit.settings", tr("&Settings…")).at("Ctrl+,").drawn(Icon::Settings),
    };
}

std::vector<ActionInfo> liveActions()
{
    using enum WindowAction;
    return {
        entry(Mute, "live.mute", tr("&Mute"))
            .explained(tr("Nobody hears the voice"))
            .at("Ctrl+M")
            .drawn(Icon::MicrophoneOff)
            .toggled(),
        entry(Pause, "live.pause", tr("&Pause"))
            .explained(tr("The picture stands still and nothing is heard, in all outputs"))
            .at("Ctrl+P")
            .drawn(Icon::Pause)
            .toggled(),
        entry(NewPerson, "live.newPerson", tr("New &person"))
            .explained(tr("Begin anew: what was learnt of this person is forgotten"))
            .at("Ctrl+Shift+N")
            .drawn(Icon::Refresh),
        entry(Record, "live.record", tr("&Record"))
            .explained(tr("Record to a file"))
            .at("Ctrl+R")
            .drawn(Icon::Record)
            .live(),
        entry(Camera, "live.camera", tr("Virtual &camera"))
            .explained(tr("Other programs see the picture as a camera"))
            .at("Ctrl+Shift+C")
            .drawn(Icon::Camera)
            .live(),
        entry(Microphone, "live.microphone", tr("&Virtual microphone"))
            .explained(tr("Other programs hear the voice, in step with the picture"))
            .at("Ctrl+Shift+M")
            .drawn(Icon::Speaker)
            .live(),
        entry(Stream, "live.stream", tr("&Stream"))
            .explained(tr("Send to a streaming service"))
            .at("Ctrl+Shift+L")
            .drawn(Icon::Stream)
            .live(),
        entry(Panic, "live.panic", tr("P&anic"))
            .explained(tr("At once: a card instead of the picture, and silence, in all outputs"))
            .at("Ctrl+Space")
            .drawn(Icon::Panic)
            .live(),
    };
}

std::vector<ActionInfo> viewActions()
{
    using enum WindowAction;
    return {
        entry(Freeze, "view.freeze", tr("&Freeze preview"))
            .explained(tr("Look closely at one picture; the outputs go on"))
            .at("Ctrl+F")
            .drawn(Icon::Freeze)
            .toggled(),
        entry(Snapshot, "view.snapshot", tr("&Snapshot"))
            .explained(tr("Save the picture as a PNG file"))
            .at("Ctrl+G")
            .drawn(Icon::Snapshot),
        entry(FitPicture, "view.fit", tr("F&it in window")).at("Ctrl+0").on(),
        entry(ActualSize, "view.actual", tr("&100 %")).at("Ctrl+1").toggled(),
        entry(Mirror, "view.mirror", tr("&Mirror preview"))
            .explained(tr("As in a mirror; the outputs are not mirrored"))
            .toggled(),
        entry(Figures, "view.figures", tr("Show fi&gures"))
            .explained(tr("Frames per second and delay, over the picture"))
            .at("Ctrl+I")
            .toggled(),
        entry(FullScreen, "view.fullScreen", tr("Full &screen"))
            .at("F11")
            .drawn(Icon::FullScreen)
            .toggled(),
        entry(Compare, "view.compare", tr("&Compare"))
            .explained(tr("Compare with the picture of now, left and right of a divider"))
            .at("Ctrl+B")
            .drawn(Icon::Compare)
            .toggled(),
        entry(CompareRuns, "view.compareRuns", tr("Compare two r&uns"))
            .explained(
                tr("Two runs with one seed and one voice: layers with and without their history"))
            .at("Ctrl+Shift+B")
            .toggled(),
        entry(ResetLayout, "view.resetLayout", tr("&Reset layout")),
        entry(Shortcuts, "help.shortcuts", tr("&Keyboard shortcuts"))
            .at("F1")
            .drawn(Icon::Keyboard),
        entry(Report, "help.report", tr("&Report a problem…"))
            .explained(tr("Collects what helps to find it; nothing is sent")),
        entry(About, "help.about", tr("&About Imprint")).drawn(Icon::Info),
    };
}

} // namespace

std::vector<ActionInfo> windowActions()
{
    std::vector<ActionInfo> all = fileActions();
    for (auto part : {liveActions(), viewActions()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace imprint::ui
