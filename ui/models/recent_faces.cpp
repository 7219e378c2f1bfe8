#include "ui/models/recent_faces.h"

#include "engine/core/error.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace imprint::ui {
namespace {

[[noreturn]] void cannotWrite(const QString& path)
{
    throw Error(ErrorCode::Io, concat("the file '", path.toStdString(), "' cannot be written"),
                "Check the rights of its folder and the space on the disk");
}

void save(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        cannotWrite(path);
}

QJsonObject toJson(const RecentFace& face)
{
    return {{QStringLiteral("file"), face.file},
            {QStringLiteral("name"), face.name},
            {QStringLiteral("consent"), face.consent},
            {QStringLiteral("used"), face.used.toString(Qt::ISODateWithMs)}};
}

RecentFace fromJson(const QJsonObject& json)
{
    return {.file = json.value(QStringLiteral("file")).toString(),
            .name = json.value(QStringLiteral("name")).toString(),
            .consent = json.value(QStringLiteral("consent")).toString(),
            .used = QDateTime::fromString(json.value(QStringLiteral("used")).toString(),
                                          Qt::ISODateWithMs)};
}

/// A plain name of ours: nothing that a list says makes us read or delete a file elsewhere.
bool isOurs(const QString& file)
{
    return file.endsWith(QStringLiteral(".png")) && !file.contains(QLatin1Char('/')) &&
           !file.startsWith(QLatin1Char('.'));
}

QByteArray pngOf(const QImage& picture)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

RecentFaces::RecentFaces(const QString& folder)
    : m_folder(folder)
{
    if (!QDir().mkpath(folder))
        cannotWrite(folder);
    read();
}

QString RecentFaces::listPath() const
{
    return pathOf(QStringLiteral("faces.json"));
}

QString RecentFaces::pathOf(const QString& file) const
{
    return QDir(m_folder).filePath(file);
}

void RecentFaces::read()
{
    QFile file(listPath());
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorCode::Io,
                    concat("the file '", listPath().toStdString(), "' cannot be read"),
                    "Check its rights");
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isArray()) {
        QFile::remove(listPath() + QStringLiteral(".damaged"));
        file.rename(listPath() + QStringLiteral(".damaged"));
        return;
    }
    for (const QJsonValue value : document.array()) {
        RecentFace face = fromJson(value.toObject());
        if (isOurs(face.file) && QFile::exists(pathOf(face.file)) && m_faces.size() < kMost)
            m_faces.push_back(std::move(face));
    }
}

void RecentFaces::write() const
{
    QJsonArray list;
    for (const RecentFace& face : m_faces)
        list.append(toJson(face));
    save(listPath(), QJsonDocument(list).toJson());
}

RecentFace* RecentFaces::find(const QString& file)
{
    const auto face = std::find_if(m_faces.begin(), m_faces.end(),
                                   [&](const RecentFace& one) { return one.file == file; });
    return face == m_faces.end() ? nullptr : &*face;
}

RecentFace RecentFaces::add(const QImage& picture, const QString& name)
{
    const QByteArray png = pngOf(picture);
    const QByteArray digest = QCryptographicHash::hash(png, QCryptographicHash::Sha256);
    const QString file = QString::fromLatin1(digest.toHex().left(16)) + QStringLiteral(".png");
    if (!find(file)) {
        save(pathOf(file), png);
        m_faces.push_back({.file = file, .name = name, .consent = {}, .used = {}});
    }
    touch(file);
    return m_faces.front();
}

QImage RecentFaces::picture(const QString& file) const
{
    return isOurs(file) ? QImage(pathOf(file)) : QImage();
}

void RecentFaces::touch(const QString& file)
{
    RecentFace* face = find(file);
    if (!face)
        return;
    face->used = QDateTime::currentDateTimeUtc();
    std::rotate(m_faces.data(), face, face + 1);
    dropOldest();
    write();
}

void RecentFaces::dropOldest()
{
    while (m_faces.size() > kMost) {
        QFile::remove(pathOf(m_faces.back().file));
        m_faces.pop_back();
    }
}

void RecentFaces::setName(const QString& file, const QString& name)
{
    if (RecentFace* face = find(file)) {
        face->name = name;
        write();
    }
}

void RecentFaces::setConsent(const QString& file, const QString& consent)
{
    if (RecentFace* face = find(file)) {
        face->consent = consent;
        write();
    }
}

void RecentFaces::forget(const QString& file)
{
    if (!find(file))
        return;
    std::erase_if(m_faces, [&](const RecentFace& face) { return face.file == file; });
    QFile::remove(pathOf(file));
    write();
}

} // namespace imprint::ui
