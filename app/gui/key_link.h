#pragma once

#include "app/gui/key_store.h"

#include <QObject>

namespace imprint::ui {
class SecretField;
}

namespace imprint::app {

/// One secret between its field and the key store. The store is asked only for what its user chose to keep: it may have to be
/// unlocked. Thread: GUI.
class KeyLink : public QObject {
    Q_OBJECT
public:
    /// store and field outlive it.
    /// name  in the store
    KeyLink(KeyStore& store, ui::SecretField& field, QString name, QObject* parent = nullptr);

    /// kept  as it was chosen at an earlier start. The secret itself comes some time later, by secretChanged().
    void begin(bool kept);

Q_SIGNALS:
    void keptChanged(bool kept);
    void secretChanged(const QString& secret);

private:
    void apply();
    void show(const KeyAnswer& answer);

    KeyStore& m_store;
    ui::SecretField& m_field;
    const QString m_name;
    bool m_kept = false;
};

} // namespace imprint::app
