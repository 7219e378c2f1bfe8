#include "ui/models/face_list.h"

#include <QIcon>
#include <QPixmap>

#include <utility>

namespace imprint::ui {
namespace {

/// A chosen face is not tinted: its colours are what it is chosen for.
QIcon iconOf(const QImage& picture)
{
    const QPixmap pixmap = QPixmap::fromImage(picture);
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

} // namespace

FaceList::FaceList(QObject* parent)
    : QAbstractListModel(parent)
{
}

void FaceList::setFaces(std::vector<FaceView> faces)
{
    beginResetModel();
    m_faces = std::move(faces);
    endResetModel();
}

void FaceList::setPicture(const QString& id, const QImage& picture)
{
    for (std::size_t i = 0; i < m_faces.size(); ++i) {
        if (m_faces[i].id != id)
            continue;
        m_faces[i].picture = picture;
        const QModelIndex changed = index(static_cast<int>(i));
        Q_EMIT dataChanged(changed, changed, {Qt::DecorationRole});
    }
}

int FaceList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_faces.size());
}

QVariant FaceList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const FaceView& face = m_faces[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return face.name;
    case Qt::DecorationRole:
        return face.picture.isNull() ? QVariant() : QVariant(iconOf(face.picture));
    case Qt::ToolTipRole:
        return face.consent.isEmpty() ? face.name : tr("%1\n%2").arg(face.name, face.consent);
    case IdRole: return face.id;
    case ConsentRole: return face.consent;
    default: return {};
    }
}

} // namespace imprint::ui
