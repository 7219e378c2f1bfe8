#include "app/gui/key_store.h"

#include "engine/core/error.h"
#include "ui/models/message_words.h"

#include <QStandardPaths>

#include <qt6keychain/keychain.h>

namespace imprint::app {
namespace {

const QString kKeyringService = QStringLiteral("Imprint");

/// Whether it is the user's own wish, and not the desktop's lack, that no secret is had.
bool isDenied(QKeychain::Error error)
{
    return error == QKeychain::AccessDenied || error == QKeychain::AccessDeniedByUser ||
           error == QKeychain::CouldNotDeleteEntry;
}

} // namespace

KeyStore::KeyStore(std::string fallback, QObject* parent)
    : QObject(parent)
    , m_file(std::move(fallback))
{
}

void KeyStore::read(const QString& name, const Answer& answer)
{
    auto* job = new QKeychain::ReadPasswordJob(kKeyringService, this); // deletes itself
    job->setKey(name);
    connect(job, &QKeychain::Job::finished, this, [this, job, name, answer] {
        if (isDenied(job->error()))
            answer({.trouble = job->errorString()});
        else if (job->error() == QKeychain::NoError && !job->textData().isEmpty())
            answer({.secret = job->textData(), .place = KeyPlace::Desktop, .trouble = {}});
        else
            readFile(name, answer);
    });
    job->start();
}

void KeyStore::readFile(const QString& name, const Answer& answer)
{
    KeyAnswer found;
    try {
        found.secret = QString::fromStdString(m_file.read(name.toStdString()));
        found.place = found.secret.isEmpty() ? KeyPlace::Nowhere : KeyPlace::File;
    } catch (const Error& error) {
        found.trouble = ui::inWords(error.oneLine());
    }
    answer(found);
}

void KeyStore::keep(const QString& name, const QString& secret, const Answer& answer)
{
    const auto done = [this, name, secret, answer](QKeychain::Job* job) {
        const bool kept = job->error() == QKeychain::NoError && !secret.isEmpty();
        if (isDenied(job->error()))
            return answer({.trouble = job->errorString()});
        // What is in the key store, or nowhere, is in no file any more.
        keepInFile(name, kept ? QString() : secret, [answer, kept, secret](KeyAnswer inFile) {
            if (kept) {
                inFile.secret = secret;
                inFile.place = KeyPlace::Desktop;
            }
            answer(inFile);
        });
    };
    if (secret.isEmpty()) {
        auto* job = new QKeychain::DeletePasswordJob(kKeyringService, this);
        job->setKey(name);
        connect(job, &QKeychain::Job::finished, this, done);
        job->start();
        return;
    }
    auto* job = new QKeychain::WritePasswordJob(kKeyringService, this);
    job->setKey(name);
    job->setTextData(secret);
    connect(job, &QKeychain::Job::finished, this, done);
    job->start();
}

void KeyStore::keepInFile(const QString& name, const QString& secret, const Answer& answer)
{
    KeyAnswer kept{.secret = secret, .trouble = {}};
    try {
        m_file.keep(name.toStdString(), secret.toStdString());
        kept.place = secret.isEmpty() ? KeyPlace::Nowhere : KeyPlace::File;
    } catch (const Error& error) {
        kept.trouble = ui::inWords(error.oneLine());
    }
    answer(kept);
}

QString KeyStore::placeText(KeyPlace place) const
{
    switch (place) {
    case KeyPlace::Nowhere: break;
    case KeyPlace::Desktop: return tr("Kept in the desktop's key store.");
    case KeyPlace::File:
        return tr("No key store of the desktop answers: kept unencrypted in %1, which only you can "
                  "read.")
            .arg(QString::fromStdString(m_file.file()));
    }
    return tr("Not kept: it is gone when Imprint ends.");
}

std::string fallbackKeyFile()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return folder.toStdString() + "/imprint/keys";
}

} // namespace imprint::app
