#pragma once

#include <QDateTime>
#include <QImage>
#include <QString>

#include <vector>

namespace imprint::ui {

/// A face of the user's own that was used before.
struct RecentFace {
    QString file; ///< in the folder of the faces; its id
    QString name;
    QString consent; ///< whose face it is, who agreed to what, when
    QDateTime used;  ///< last time
};

/// The user's own faces: their pictures, names and notes of consent in one folder, which nothing else writes. The list is a
/// JSON file that a crash leaves whole.
/// Thread: its owner's; reads and writes files.
class RecentFaces {
public:
    static constexpr std::size_t kMost = 24; ///< the one that was not used for longest goes first

    /// Reads what is there. A list that cannot be understood is moved aside, never overwritten. Throws Error(Io).
    explicit RecentFaces(const QString& folder);

    const std::vector<RecentFace>& faces() const { return m_faces; } ///< latest first

    /// Keeps a picture; the same picture again is the same face. Throws Error(Io).
    RecentFace add(const QImage& picture, const QString& name);

    /// Null for a file that is no longer there.
    QImage picture(const QString& file) const;

    /// It is used again. Unknown files change nothing. Throws Error(Io).
    void touch(const QString& file);
    void setName(const QString& file, const QString& name);
    void setConsent(const QString& file, const QString& consent);

    /// The picture and all that is known of it are deleted.
    void forget(const QString& file);

private:
    QString listPath() const;
    QString pathOf(const QString& file) const;
    void read();
    void write() const;
    RecentFace* find(const QString& file);
    void dropOldest();

    QString m_folder;
    std::vector<RecentFace> m_faces;
};

} // namespace imprint::ui
