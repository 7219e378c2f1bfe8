#include "ui/shell/report_window.h"

#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace imprint::ui {

ReportWindow::ReportWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
{
    setWindowTitle(tr("What happened"));
    setObjectName(QStringLiteral("reportWindow"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kGap);
    auto* note =
        new QLabel(tr("Nothing was sent. Read it before you give it to anybody: the words of your "
                      "prompts are left out, names of files are not."),
                   this);
    note->setWordWrap(true);
    makeMuted(*note);
    column->addWidget(note);
    m_text = new QPlainTextEdit(this);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("Text of the report"));
    column->addWidget(m_text, 1);
    column->addWidget(buildButtons());
}

QWidget* ReportWindow::buildButtons()
{
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kGap);
    auto* copyAll = new QPushButton(tr("Copy"), box);
    copyAll->setAccessibleName(tr("Copy the report"));
    copyAll->setProperty("role", QStringLiteral("primary"));
    connect(copyAll, &QPushButton::clicked, this, &ReportWindow::copy);
    auto* save = new QPushButton(tr("Save as…"), box);
    save->setAccessibleName(tr("Save the report"));
    connect(save, &QPushButton::clicked, this, &ReportWindow::browse);
    auto* done = new QPushButton(tr("Close"), box);
    connect(done, &QPushButton::clicked, this, &ReportWindow::close);
    line->addWidget(copyAll);
    line->addWidget(save);
    line->addStretch();
    line->addWidget(done);
    return box;
}

void ReportWindow::showText(const QString& text)
{
    m_text->setPlainText(text);
    show();
    raise();
    activateWindow();
}

QString ReportWindow::text() const
{
    return m_text->toPlainText();
}

void ReportWindow::copy()
{
    QGuiApplication::clipboard()->setText(text());
}

void ReportWindow::browse()
{
    auto* dialog = new QFileDialog(this, tr("Save the report"),
                                   QDir::home().filePath(QStringLiteral("imprint-report.txt")),
                                   tr("Texts (*.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->setWindowModality(Qt::NonModal);
    connect(dialog, &QFileDialog::fileSelected, this, &ReportWindow::saveWanted);
    dialog->show();
}

} // namespace imprint::ui
