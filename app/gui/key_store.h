#pragma once

#include "app/session/secret_store.h"

#include <QObject>
#include <QString>

#include <functional>

namespace imprint::app {

/// Where a secret is.
enum class KeyPlace {
    Nowhere,
    Desktop, ///< the desktop's key store, encrypted
    File,    ///< a file that only its user can read, unencrypted
};

struct KeyAnswer {
    QString secret; ///< empty: there is none
    KeyPlace place = KeyPlace::Nowhere;
    QString trouble; ///< why it is not as it was wished; empty: it is
};

/// Keeps secrets from one start to the next: in the desktop's key store where one answers, else in a file. A user who denies
/// access to the key store gets no file instead. Answers come on this thread, some time later. Thread: GUI.
class KeyStore : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const KeyAnswer&)>;

    /// fallback  file of a machine without a key store
    explicit KeyStore(std::string fallback, QObject* parent = nullptr);

    void read(const QString& name, const Answer& answer);
    /// An empty secret is forgotten, wherever it is.
    void keep(const QString& name, const QString& secret, const Answer& answer);

    /// A sentence about it: plain where the secret is unencrypted.
    QString placeText(KeyPlace place) const;

private:
    void readFile(const QString& name, const Answer& answer);
    void keepInFile(const QString& name, const QString& secret, const Answer& answer);

    SecretStore m_file;
};

/// $XDG_DATA_HOME/imprint/keys, else below ~/.local/share.
std::string fallbackKeyFile();

} // namespace imprint::app
