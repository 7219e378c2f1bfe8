#include "engine/core/error.h"
#include "ui/widgets/preview_painter.h"
#include "ui/widgets/preview_surface.h"
#include "ui/widgets/theme.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QOpenGLPixelTransferOptions>
#include <QOpenGLShaderProgram>
#include <QOpenGLTexture>
#include <QOpenGLWidget>
#include <QPainter>

#include <array>

namespace imprint::ui {
namespace {

constexpr char kVertexShader[] = R"(
    attribute vec2 corner;
    uniform vec4 place;
    uniform bool mirrored;
    varying vec2 at;
    void main() {
        at = vec2(mirrored ? 1.0 - corner.x : corner.x, corner.y);
        gl_Position = vec4(place.xy + corner * place.zw, 0.0, 1.0);
    }
)";

// BT.709, limited range. Source: ITU-R BT.709-6.
constexpr char kFragmentShader[] = R"(
    #ifdef GL_ES
    precision mediump float;
    #endif
    varying vec2 at;
    uniform sampler2D luma;
    uniform sampler2D blue;
    uniform sampler2D red;
    void main() {
        float y = 1.1644 * (texture2D(luma, at).r - 0.0627);
        float u = texture2D(blue, at).r - 0.5020;
        float v = texture2D(red, at).r - 0.5020;
        gl_FragColor = vec4(y + 1.7927 * v, y - 0.2132 * u - 0.5329 * v, y + 2.1124 * u, 1.0);
    }
)";

/// The three planes of one I420 picture on the graphics card.
class PlaneTextures {
public:
    void upload(const VideoFrame& frame)
    {
        IMPRINT_ASSERT(frame.format == PixelFormat::I420);
        const int chromaWidth = (frame.width + 1) / 2;
        const int chromaHeight = (frame.height + 1) / 2;
        const std::uint8_t* data = frame.data.data();
        put(0, frame.width, frame.height, data);
        data += static_cast<std::ptrdiff_t>(frame.width) * frame.height;
        put(1, chromaWidth, chromaHeight, data);
        data += static_cast<std::ptrdiff_t>(chromaWidth) * chromaHeight;
        put(2, chromaWidth, chromaHeight, data);
    }

    void bind()
    {
        for (unsigned unit = 0; unit < m_planes.size(); ++unit)
            m_planes[unit]->bind(unit);
    }

    void destroy() { m_planes = {}; }

private:
    void put(std::size_t plane, int width, int height, const std::uint8_t* data)
    {
        auto& texture = m_planes[plane];
        if (!texture || texture->width() != width || texture->height() != height) {
            texture = std::make_unique<QOpenGLTexture>(QOpenGLTexture::Target2D);
            texture->setSize(width, height);
            texture->setFormat(QOpenGLTexture::R8_UNorm);
            texture->setMinMagFilters(QOpenGLTexture::Linear, QOpenGLTexture::Linear);
            texture->setWrapMode(QOpenGLTexture::ClampToEdge);
            texture->allocateStorage(QOpenGLTexture::Red, QOpenGLTexture::UInt8);
        }
        QOpenGLPixelTransferOptions rows;
        rows.setAlignment(1);
        texture->setData(QOpenGLTexture::Red, QOpenGLTexture::UInt8, data, &rows);
    }

    std::array<std::unique_ptr<QOpenGLTexture>, 3> m_planes;
};

class GlWidget final : public QOpenGLWidget {
public:
    using QOpenGLWidget::QOpenGLWidget;

    ~GlWidget() override
    {
        makeCurrent();
        m_frame.destroy();
        m_other.destroy();
        m_program.reset();
        doneCurrent();
    }

    void show(const PreviewState& state)
    {
        m_frameIsNew |= state.frame != m_state.frame;
        m_otherIsNew |= state.other != m_state.other;
        m_state = state;
        update();
    }

protected:
    void initializeGL() override
    {
        m_program = std::make_unique<QOpenGLShaderProgram>();
        const bool built =
            m_program->addShaderFromSourceCode(QOpenGLShader::Vertex, kVertexShader) &&
            m_program->addShaderFromSourceCode(QOpenGLShader::Fragment, kFragmentShader) &&
            m_program->link();
        IMPRINT_ASSERT(built, m_program->log().toStdString());
    }

    void paintGL() override
    {
        QPainter painter(this);
        const QRectF view = rect();
        const QSize size =
            m_state.frame ? QSize(m_state.frame->width, m_state.frame->height) : QSize();
        const QRectF picture = placePicture(size, view.size(), m_state.zoom, devicePixelRatioF());
        painter.beginNativePainting();
        QOpenGLFunctions& gl = *context()->functions();
        const QColor ground = themeOf(palette()).ground;
        gl.glClearColor(ground.redF(), ground.greenF(), ground.blueF(), 1);
        gl.glClear(GL_COLOR_BUFFER_BIT);
        upload();
        if (m_state.frame)
            draw(m_frame, picture);
        if (m_state.other)
            drawOther(gl, picture, view);
        painter.endNativePainting();
        paintOverPicture(painter, palette(), m_state, view, picture);
    }

private:
    void upload()
    {
        if (std::exchange(m_frameIsNew, false) && m_state.frame)
            m_frame.upload(*m_state.frame);
        if (std::exchange(m_otherIsNew, false) && m_state.other)
            m_other.upload(*m_state.other);
    }

    void drawOther(QOpenGLFunctions& gl, const QRectF& picture, const QRectF& view)
    {
        const double ratio = devicePixelRatioF();
        const double left = dividerX(m_state, picture);
        gl.glEnable(GL_SCISSOR_TEST);
        gl.glScissor(static_cast<int>(left * ratio), 0,
                     static_cast<int>((view.right() - left + 1) * ratio),
                     static_cast<int>((view.height() + 1) * ratio));
        draw(m_other, picture);
        gl.glDisable(GL_SCISSOR_TEST);
    }

    void draw(PlaneTextures& planes, const QRectF& picture)
    {
        static constexpr std::array<float, 8> kCorners = {0, 0, 1, 0, 0, 1, 1, 1};
        const auto w = static_cast<float>(width());
        const auto h = static_cast<float>(height());
        m_program->bind();
        planes.bind();
        m_program->setUniformValue("luma", 0);
        m_program->setUniformValue("blue", 1);
        m_program->setUniformValue("red", 2);
        m_program->setUniformValue("mirrored", m_state.mirrored);
        m_program->setUniformValue("place",
                                   QVector4D(static_cast<float>(picture.left()) / w * 2 - 1,
                                             1 - static_cast<float>(picture.top()) / h * 2,
                                             static_cast<float>(picture.width()) / w * 2,
                                             -static_cast<float>(picture.height()) / h * 2));
        const int corner = m_program->attributeLocation("corner");
        m_program->enableAttributeArray(corner);
        m_program->setAttributeArray(corner, kCorners.data(), 2);
        context()->functions()->glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
        m_program->disableAttributeArray(corner);
        m_program->release();
    }

    PreviewState m_state;
    bool m_frameIsNew = false;
    bool m_otherIsNew = false;
    PlaneTextures m_frame;
    PlaneTextures m_other;
    std::unique_ptr<QOpenGLShaderProgram> m_program;
};

class PreviewGl final : public PreviewSurface {
public:
    explicit PreviewGl(QWidget* parent)
        : m_widget(new GlWidget(parent)) // its parent owns it
    {
    }

    QWidget& widget() override { return *m_widget; }
    void show(const PreviewState& state) override { m_widget->show(state); }

private:
    GlWidget* m_widget;
};

} // namespace

std::unique_ptr<PreviewSurface> makeGlSurface(QWidget* parent)
{
    return std::make_unique<PreviewGl>(parent);
}

bool hasHardwareOpenGl()
{
    QOffscreenSurface surface;
    surface.create();
    QOpenGLContext context;
    if (!surface.isValid() || !context.create() || !context.makeCurrent(&surface))
        return false;
    const auto* text = context.functions()->glGetString(GL_RENDERER);
    const QString renderer = QString::fromLatin1(reinterpret_cast<const char*>(text)).toLower();
    context.doneCurrent();
    for (const char* program : {"llvmpipe", "softpipe", "swrast", "software"})
        if (renderer.contains(QLatin1String(program)))
            return false;
    return !renderer.isEmpty();
}

} // namespace imprint::ui
