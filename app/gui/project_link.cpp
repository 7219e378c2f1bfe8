#include "app/gui/project_link.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QStandardPaths>
#include <QThreadPool>

#include <utility>

namespace imprint::app {
namespace {

using ui::WindowAction;

constexpr char kEnding[] = ".imprint";
constexpr char kStoredPaths[] = "projects";

QString filter()
{
    return ProjectLink::tr("Imprint projects (*.imprint)");
}

/// Where the last project lies, else among the documents, if there is a place for them.
QString lastFolder(const ui::RecentFiles& recent)
{
    const QStringList paths = recent.paths();
    if (!paths.isEmpty())
        return QFileInfo(paths.first()).absolutePath();
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo::exists(documents) ? documents : QDir::homePath();
}

/// Leaves the rest of the window free, and ends itself.
QFileDialog* fileDialog(QWidget& window, const QString& title, const QString& folder)
{
    auto* dialog = new QFileDialog(&window, title, folder, filter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::NonModal);
    dialog->setDefaultSuffix(QStringLiteral("imprint"));
    return dialog;
}

} // namespace

ProjectLink::ProjectLink(ui::MainWindow& window, ui::MessageBar& messages, ProjectDesk& desk,
                         const QString& listFile, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_messages(messages)
    , m_desk(desk)
    , m_listFile(listFile)
{
    m_desk.setWindowState([this] { return m_window.layoutState(); });
    new GestureWatch(m_desk.history(), *QCoreApplication::instance(), &m_desk.history());
    connectFiles();
    connectHistory();
    connectRecovery();
    connectRecent();
    connect(&m_desk, &ProjectDesk::changed, this, &ProjectLink::showTitle);
    connect(&m_desk, &ProjectDesk::windowStateWanted, &m_window,
            [this](const QByteArray& state) { m_window.restoreLayout(state); });
    showTitle();
}

void ProjectLink::connectFiles()
{
    const auto on = [this](WindowAction action, auto&& reaction) {
        connect(&m_window.action(action), &QAction::triggered, this, reaction);
    };
    on(WindowAction::NewSession, [this] {
        whenDiscarded(tr("Begin a new session without saving this one?"),
                      [this] { m_desk.startNew(); });
    });
    on(WindowAction::OpenProject, [this] { chooseFileToOpen(); });
    on(WindowAction::SaveProject,
       [this] { m_desk.path().isEmpty() ? chooseFileToSave() : m_desk.save(m_desk.path()); });
    on(WindowAction::SaveProjectAs, [this] { chooseFileToSave(); });
    connect(&m_desk, &ProjectDesk::opened, this, &ProjectLink::remember);
    connect(&m_desk, &ProjectDesk::saved, this, [this](const QString& path) {
        remember(path);
        m_messages.post({.key = QStringLiteral("saved"),
                         .severity = ui::Severity::Good,
                         .text = tr("Saved: %1").arg(QFileInfo(path).fileName()),
                         .answers = true});
    });
}

void ProjectLink::connectHistory()
{
    QUndoStack& stack = m_desk.history().stack();
    const auto follow = [this](WindowAction which, auto canChanged, auto textChanged,
                               const QString& plain, const QString& withText) {
        QAction* action = &m_window.action(which);
        QUndoStack* history = &m_desk.history().stack();
        action->setEnabled(false);
        connect(history, canChanged, action, &QAction::setEnabled);
        connect(history, textChanged, action, [action, plain, withText](const QString& text) {
            action->setText(text.isEmpty() ? plain : withText.arg(text));
        });
    };
    follow(WindowAction::Undo, &QUndoStack::canUndoChanged, &QUndoStack::undoTextChanged,
           tr("&Undo"), tr("&Undo: %1"));
    follow(WindowAction::Redo, &QUndoStack::canRedoChanged, &QUndoStack::redoTextChanged,
           tr("&Redo"), tr("&Redo: %1"));
    connect(&m_window.action(WindowAction::Undo), &QAction::triggered, &stack, &QUndoStack::undo);
    connect(&m_window.action(WindowAction::Redo), &QAction::triggered, &stack, &QUndoStack::redo);
}

void ProjectLink::connectRecovery()
{
    connect(&m_desk, &ProjectDesk::recoveryOffered, this, &ProjectLink::offer);
    connect(&m_desk, &ProjectDesk::leftWorkRestored, this, [this](const RecoveryOffer& work) {
        m_messages.post({.key = QStringLiteral("restored"),
                         .text = work.name.isEmpty()
                                     ? tr("Your work of last time is here again")
                                     : tr("Your unsaved work on %1 is here again").arg(work.name),
                         .hint = {},
                         .actions = {}});
    });
    connect(&m_desk, &ProjectDesk::autosaveFailed, this,
            [this](const QString& text, const QString& hint) {
                m_messages.post({.key = QStringLiteral("autosave"),
                                 .severity = ui::Severity::Warning,
                                 .text = tr("Unsaved work is not kept: %1").arg(text),
                                 .hint = hint,
                                 .actions = {}});
            });
}

void ProjectLink::offer(const RecoveryOffer& offer)
{
    const QString when = QLocale().toString(offer.changedAt, QLocale::ShortFormat);
    ui::Message message{.key = QStringLiteral("recovery"), .severity = ui::Severity::Warning};
    if (!offer.trouble.isEmpty()) {
        message.text = tr("Work that an earlier run left cannot be read: %1").arg(offer.trouble);
        message.actions = {{tr("Discard"), [this] { m_desk.discardLeftWork(); }}};
    } else {
        message.text = offer.name.isEmpty()
                           ? tr("Imprint did not end well: unsaved work of %1 is left").arg(when)
                           : tr("Imprint did not end well: changes of %1 to %2 are left")
                                 .arg(when, offer.name);
        message.hint = tr("It replaces what is open now.");
        message.actions = {{tr("Restore"), [this] { m_desk.restoreLeftWork(); }},
                           {tr("Discard"), [this] { m_desk.discardLeftWork(); }}};
    }
    m_messages.post(std::move(message));
}

void ProjectLink::connectRecent()
{
    const QSettings stored(m_listFile, QSettings::IniFormat);
    m_recent.setPaths(stored.value(QLatin1String(kStoredPaths)).toStringList());
    connect(&m_window.recentMenu(), &QMenu::aboutToShow, this, [this] {
        fillRecentMenu();
        lookForMissing();
    });
    connect(&m_recent, &QAbstractItemModel::dataChanged, this, &ProjectLink::fillRecentMenu);
    fillRecentMenu();
}

void ProjectLink::fillRecentMenu()
{
    QMenu& menu = m_window.recentMenu();
    menu.clear();
    menu.setToolTipsVisible(true);
    for (int row = 0; row < m_recent.rowCount(); ++row) {
        const QModelIndex index = m_recent.index(row);
        QAction* action = menu.addAction(index.data().toString().replace(
            QLatin1Char('&'), QStringLiteral("&&"))); // no mnemonics in names
        action->setToolTip(index.data(Qt::ToolTipRole).toString());
        action->setEnabled(m_recent.flags(index).testFlag(Qt::ItemIsEnabled));
        connect(action, &QAction::triggered, this,
                [this, path = index.data(ui::RecentFiles::PathRole).toString()] { open(path); });
    }
    if (m_recent.rowCount() == 0)
        menu.addAction(tr("No projects yet"))->setEnabled(false);
}

/// A disk that sleeps, or a network, may take its time to say.
void ProjectLink::lookForMissing()
{
    QThreadPool::globalInstance()->start(
        [self = QPointer<ProjectLink>(this), paths = m_recent.paths()] {
            QStringList missing;
            for (const QString& path : paths)
                if (!QFileInfo::exists(path))
                    missing << path;
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, missing] {
                    if (self)
                        self->m_recent.setMissing(missing);
                },
                Qt::QueuedConnection);
        });
}

void ProjectLink::remember(const QString& path)
{
    m_recent.use(QFileInfo(path).absoluteFilePath());
    QSettings(m_listFile, QSettings::IniFormat)
        .setValue(QLatin1String(kStoredPaths), m_recent.paths());
    fillRecentMenu();
}

void ProjectLink::open(const QString& path)
{
    whenDiscarded(tr("Open %1 without saving this session?").arg(QFileInfo(path).fileName()),
                  [this, path] { m_desk.open(path); });
}

/// Asks inline where something would be lost.
void ProjectLink::whenDiscarded(const QString& question, std::function<void()> action)
{
    if (!m_desk.isChanged()) {
        action();
        return;
    }
    m_messages.post({.key = QStringLiteral("discard"),
                     .severity = ui::Severity::Warning,
                     .text = question,
                     .hint = tr("What was changed since it was saved would be lost."),
                     .actions = {{tr("Do not save"), std::move(action)}},
                     .answers = true});
}

void ProjectLink::chooseFileToOpen()
{
    auto* dialog = fileDialog(m_window, tr("Open project"), lastFolder(m_recent));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ProjectLink::open);
    dialog->show();
}

void ProjectLink::chooseFileToSave()
{
    auto* dialog = fileDialog(m_window, tr("Save project"), lastFolder(m_recent));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_desk.name().isEmpty() ? tr("Untitled") + QLatin1String(kEnding)
                                               : m_desk.path());
    connect(dialog, &QFileDialog::fileSelected, &m_desk, &ProjectDesk::save);
    dialog->show();
}

void ProjectLink::showTitle()
{
    const QString name = m_desk.name().isEmpty() ? tr("Untitled") : m_desk.name();
    m_window.setWindowTitle(tr("%1[*] – Imprint").arg(name));
    m_window.setWindowModified(m_desk.isChanged());
}

} // namespace imprint::app
