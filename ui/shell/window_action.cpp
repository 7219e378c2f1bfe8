#include "ui/shell/window_action.h"

#include <QCoreApplication>

namespace imprint::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("WindowAction", text);
}

QKeySequence keys(const char* text)
{
    return QKeySequence(QLatin1String(text), QKeySequence::PortableText);
}

std::vector<ActionInfo> fileActions()
{
    using enum WindowAction;
    return {
        {NewSession,
         QStringLiteral("file.new"),
         tr("&New session"),
         {},
         keys("Ctrl+N"),
         std::nullopt},
        {OpenProject, QStringLiteral("file.open"), tr("&Open…"), {}, keys("Ctrl+O"), Icon::Folder},
        {SaveProject, QStringLiteral("file.save"), tr("&Save"), {}, keys("Ctrl+S"), Icon::Save},
        {SaveProjectAs,
         QStringLiteral("file.saveAs"),
         tr("Save &as…"),
         {},
         keys("Ctrl+Shift+S"),
         std::nullopt},
        {Export, QStringLiteral("file.export"), tr("&Export video…"),
         tr("Make a take again at better settings"), keys("Ctrl+E"), Icon::Download},
        {Quit, QStringLiteral("file.quit"), tr("&Quit"), {}, keys("Ctrl+Q"), std::nullopt},
        {Undo, QStringLiteral("edit.undo"), tr("&Undo"), {}, keys("Ctrl+Z"), Icon::Undo},
        {Redo, QStringLiteral("edit.redo"), tr("&Redo"), {}, keys("Ctrl+Shift+Z"), Icon::Redo},
        {Settings,
         QStringLiteral("edit.settings"),
         tr("&Settings…"),
         {},
         keys("Ctrl+,"),
         Icon::Settings},
    };
}

std::vector<ActionInfo> liveActions()
{
    using enum WindowAction;
    return {
        {Mute, QStringLiteral("live.mute"), tr("&Mute"), tr("Nobody hears the voice"),
         keys("Ctrl+M"), Icon::MicrophoneOff, true},
        {Pause, QStringLiteral("live.pause"), tr("&Pause"),
         tr("The picture stands still and nothing is heard, in all outputs"), keys("Ctrl+P"),
         Icon::Pause, true},
        {NewPerson, QStringLiteral("live.newPerson"), tr("New &person"),
         tr("Begin anew: what was learnt of this person is forgotten"), keys("Ctrl+Shift+N"),
         Icon::Refresh},
        {Record, QStringLiteral("live.record"), tr("&Record"), tr("Record to a file"),
         keys("Ctrl+R"), Icon::Record, true},
        {Camera, QStringLiteral("live.camera"), tr("Virtual &camera"),
         tr("Other programs see the picture as a camera"), keys("Ctrl+Shift+C"), Icon::Camera,
         true},
        {Microphone, QStringLiteral("live.microphone"), tr("&Virtual microphone"),
         tr("Other programs hear the voice, in step with the picture"), keys("Ctrl+Shift+M"),
         Icon::Speaker, true},
        {Stream, QStringLiteral("live.stream"), tr("&Stream"), tr("Send to a streaming service"),
         keys("Ctrl+Shift+L"), Icon::Stream, true},
        {Panic, QStringLiteral("live.panic"), tr("P&anic"),
         tr("At once: a card instead of the picture, and silence, in all outputs"),
         keys("Ctrl+Space"), Icon::Panic, true},
    };
}

std::vector<ActionInfo> viewActions()
{
    using enum WindowAction;
    return {
        {Freeze, QStringLiteral("view.freeze"), tr("&Freeze preview"),
         tr("Look closely at one picture; the outputs go on"), keys("Ctrl+F"), Icon::Freeze, true},
        {Snapshot, QStringLiteral("view.snapshot"), tr("&Snapshot"),
         tr("Save the picture as a PNG file"), keys("Ctrl+G"), Icon::Snapshot},
        {FitPicture,
         QStringLiteral("view.fit"),
         tr("F&it in window"),
         {},
         keys("Ctrl+0"),
         true,
         true},
        {ActualSize,
         QStringLiteral("view.actual"),
         tr("&100 %"),
         {},
         keys("Ctrl+1"),
         std::nullopt,
         true},
        {Mirror,
         QStringLiteral("view.mirror"),
         tr("&Mirror preview"),
         tr("As in a mirror; the outputs are not mirrored"),
         {},
         true},
        {Figures, QStringLiteral("view.figures"), tr("Show fi&gures"),
         tr("Frames per second and delay, over the picture"), keys("Ctrl+I"), std::nullopt, true},
        {FullScreen,
         QStringLiteral("view.fullScreen"),
         tr("Full &screen"),
         {},
         keys("F11"),
         Icon::FullScreen,
         true},
        {Compare, QStringLiteral("view.compare"), tr("&Compare"),
         tr("Compare with the picture of now, left and right of a divider"), keys("Ctrl+B"),
         std::nullopt, true},
        {ResetLayout,
         QStringLiteral("view.resetLayout"),
         tr("&Reset layout"),
         {},
         {},
         std::nullopt},
        {Shortcuts,
         QStringLiteral("help.shortcuts"),
         tr("&Keyboard shortcuts"),
         {},
         keys("F1"),
         Icon::Keyboard},
        {Report,
         QStringLiteral("help.report"),
         tr("&Report a problem…"),
         tr("Collects what helps to find it; nothing is sent"),
         {}},
        {About, QStringLiteral("help.about"), tr("&About Imprint"), {}, {}, Icon::Info},
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
