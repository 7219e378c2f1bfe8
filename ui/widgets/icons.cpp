#include "ui/widgets/icons.h"

#include "engine/core/error.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace imprint::ui {
namespace {

constexpr std::array<const char*, kIconCount> kNames = {
    "camera",     "check",          "close",       "compare", "copy",   "download", "face",
    "folder",     "freeze",         "full-screen", "help",    "info",   "keyboard", "memory",
    "microphone", "microphone-off", "model",       "panic",   "pause",  "play",     "plus",
    "record",     "redo",           "refresh",     "save",    "search", "settings", "snapshot",
    "speaker",    "stop",           "stream",      "trash",   "undo",   "warning",
};

QByteArray drawing(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorCode::Internal,
                    concat("the drawing '", path.toStdString(), "' is missing"));
    return file.readAll();
}

QColor colourOf(Tint tint, const Theme& theme)
{
    switch (tint) {
    case Tint::Text: return theme.text;
    case Tint::Muted: return theme.muted;
    case Tint::Accent: return theme.accent;
    case Tint::OnAccent: return theme.onAccent;
    case Tint::Live: return theme.live;
    case Tint::Warn: return theme.warn;
    case Tint::Good: return theme.good;
    case Tint::OnLive: return theme.onAccent;
    }
    return theme.text;
}

class TintedDrawing : public QIconEngine {
public:
    TintedDrawing(Icon which, Tint tint, Tint checked)
        : m_name(QLatin1String(kNames.at(static_cast<std::size_t>(which))))
        , m_svg(drawing(QStringLiteral(":/imprint/icons/actions/%1.svg").arg(m_name)))
        , m_tint(tint)
        , m_checked(checked)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        // A painter's own scale is unknown here; pixmap() below is what buttons and menus ask for.
        const qreal scale = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect, drawn(rect.size() * scale, mode, state));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return drawn(size, mode, state);
    }

    QIconEngine* clone() const override { return new TintedDrawing(*this); }

private:
    QPixmap drawn(const QSize& size, QIcon::Mode mode, QIcon::State state) const
    {
        const Theme theme = themeOf(QApplication::palette());
        QColor colour = colourOf(state == QIcon::On ? m_checked : m_tint, theme);
        if (mode == QIcon::Disabled)
            colour = QApplication::palette().color(QPalette::Disabled, QPalette::ButtonText);
        if (mode == QIcon::Selected)
            colour = theme.onAccent; // on the row that is chosen
        const QString key = QStringLiteral("imprint-icon/%1/%2x%3/%4")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(colour.name());
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QSvgRenderer renderer(QByteArray(m_svg).replace("currentColor", colour.name().toLatin1()));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&result);
        renderer.render(&painter);
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }

    QString m_name;
    QByteArray m_svg;
    Tint m_tint;
    Tint m_checked;
};

QPixmap applicationPixmap(int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(drawing(QStringLiteral(":/imprint/icons/imprint.svg")));
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

/// A dot with a rim, so that it is seen on every ground, in the lower right corner.
void addLiveDot(QPixmap& pixmap)
{
    const qreal side = pixmap.width();
    const QRectF dot(side * 0.54, side * 0.54, side * 0.42, side * 0.42);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, side * 0.07));
    painter.setBrush(lightTheme().live);
    painter.drawEllipse(dot);
}

// A tray takes bitmaps, not drawings, hence one for each usual size.
constexpr std::array kApplicationSides = {16, 22, 24, 32, 48, 64, 128, 256};

} // namespace

QIcon icon(Icon which, Tint tint, Tint checked)
{
    return QIcon(new TintedDrawing(which, tint, checked)); // the icon takes it
}

QIcon applicationIcon()
{
    QIcon result;
    for (const int side : kApplicationSides)
        result.addPixmap(applicationPixmap(side));
    return result;
}

QIcon applicationIconLive()
{
    QIcon result;
    for (const int side : kApplicationSides) {
        QPixmap pixmap = applicationPixmap(side);
        addLiveDot(pixmap);
        result.addPixmap(pixmap);
    }
    return result;
}

} // namespace imprint::ui
