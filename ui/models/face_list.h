#pragma once

#include <QAbstractListModel>
#include <QImage>

#include <vector>

namespace imprint::ui {

/// A face that can be chosen: a starter face, or one that was used before.
struct FaceView {
    QString id; ///< by which it is chosen: a file's name
    QString name;
    QString consent; ///< whose face it is and who agreed; empty: not noted
    QImage picture;  ///< small; null while it is being read
};

/// Faces in their order, with pictures that may come later. Thread: GUI.
class FaceList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, ConsentRole };

    explicit FaceList(QObject* parent = nullptr);

    void setFaces(std::vector<FaceView> faces);
    /// For the face of this id, if it is still there.
    void setPicture(const QString& id, const QImage& picture);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<FaceView> m_faces;
};

} // namespace imprint::ui
