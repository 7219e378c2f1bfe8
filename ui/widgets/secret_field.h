#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace imprint::ui {

/// A secret that its user types or pastes, whether it is kept, and where: said in plain words below it. Thread: GUI.
class SecretField : public QWidget {
    Q_OBJECT
public:
    /// name  of the secret: "Token of the hub"
    explicit SecretField(const QString& name, QWidget* parent = nullptr);

    /// Says nothing by its signals.
    void showSecret(const QString& secret);
    void showKept(bool kept);
    /// Where it is, or what went wrong.
    void showNote(const QString& note);

    QLineEdit& line() { return *m_field; }
    QString secret() const; ///< as it stands in the field
    bool isKept() const;    ///< it is to be there at the next start

Q_SIGNALS:
    /// By hand: another secret, or it is to be kept, or forgotten.
    void changed();

private:
    QLineEdit* m_field = nullptr;
    QCheckBox* m_keep = nullptr;
    QLabel* m_note = nullptr;
    QString m_told; // what changed() was sent for
};

} // namespace imprint::ui
