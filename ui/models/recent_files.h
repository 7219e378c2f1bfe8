#pragma once

#include <QAbstractListModel>
#include <QStringList>

#include <vector>

namespace imprint::ui {

/// The projects that were used last, the latest first. Those whose file is gone stay in the list, greyed: a disk may only be
/// unplugged. Looks at no file itself: whoever does tells it. Thread: GUI.
class RecentFiles : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int kMost = 10;

    enum Role { PathRole = Qt::UserRole, MissingRole };

    explicit RecentFiles(QObject* parent = nullptr);

    void setPaths(const QStringList& paths); ///< as stored
    QStringList paths() const;

    void use(const QString& path); ///< to the top
    void remove(const QString& path);
    void clear();
    /// Which of them are not there; all others are.
    void setMissing(const QStringList& paths);

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Names are shown with as much of their folder as tells them apart.
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString path;
        bool missing = false;
    };

    QString shownName(const Row& row) const;

    std::vector<Row> m_rows;
};

} // namespace imprint::ui
