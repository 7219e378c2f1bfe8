#include "ui/shell/export_window.h"

#include "ui/models/words.h"
#include "ui/widgets/form.h"
#include "ui/widgets/progress_delegate.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeView>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

constexpr int kLargestSize = 2160;
constexpr int kMostSteps = 8;

QPushButton* button(const QString& text, const QString& accessibleName, QWidget* parent)
{
    auto* made = new QPushButton(text, parent);
    made->setAccessibleName(accessibleName);
    return made;
}

/// Field and button side by side.
QWidget* rowOf(QWidget* field, QWidget* button)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(field, 1);
    layout->addWidget(button);
    row->setFocusProxy(field);
    return row;
}

QSpinBox* numberField(int most, int step, const QString& name, QWidget* parent)
{
    auto* field = new QSpinBox(parent);
    field->setRange(0, most);
    field->setSingleStep(step);
    field->setSpecialValueText(ExportWindow::tr("As the take was"));
    field->setAccessibleName(name);
    return field;
}

} // namespace

ExportWindow::ExportWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_presets(exportPresets())
{
    setWindowTitle(tr("Export"));
    setObjectName(QStringLiteral("exportWindow"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kMargin);
    column->addWidget(buildChoice());
    column->addWidget(buildQueue(), 1);
    updateChoice();
    updateQueueButtons();
}

QWidget* ExportWindow::buildChoice()
{
    auto* box = new QWidget(this);
    auto* form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(kGap);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("&Take"), buildTakeRow());
    m_about = new QLabel(box);
    m_about->setWordWrap(true);
    form->addRow(m_about);
    m_size = numberField(kLargestSize, 64, tr("Width and height"), box);
    m_size->setSuffix(tr(" px"));
    m_size->setToolTip(tr("Width and height of the picture; models of one size scale to it"));
    connect(m_size, &QSpinBox::valueChanged, this, &ExportWindow::updateChoice);
    form->addRow(tr("&Size"), m_size);
    m_steps = numberField(kMostSteps, 1, tr("Denoising steps"), box);
    m_steps->setToolTip(tr("More steps are finer and take longer"));
    connect(m_steps, &QSpinBox::valueChanged, this, &ExportWindow::updateChoice);
    form->addRow(tr("S&teps"), m_steps);
    m_format = new QComboBox(box);
    m_format->setAccessibleName(tr("Format of the movie"));
    for (const ExportPreset& one : m_presets)
        m_format->addItem(one.name);
    m_format->setMinimumContentsLength(12);
    m_format->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportWindow::suggestOut);
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("Save &as"), buildOutRow());
    levelLabels(*form);
    m_forecast = new QLabel(box);
    m_forecast->setWordWrap(true);
    m_forecast->setAccessibleName(tr("Time and size that are expected"));
    makeMuted(*m_forecast);
    m_add = button(tr("Add to the queue"), tr("Add to the queue"), box);
    m_add->setProperty("role", QStringLiteral("primary"));
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(choice()); });
    auto* end = new QHBoxLayout;
    end->setSpacing(kGap);
    end->addWidget(m_forecast, 1);
    end->addWidget(m_add);
    form->addRow(end);
    return box;
}

QWidget* ExportWindow::buildTakeRow()
{
    m_take = new QLineEdit(this);
    m_take->setAccessibleName(tr("Folder of the take"));
    m_take->setPlaceholderText(tr("Folder of a take"));
    connect(m_take, &QLineEdit::editingFinished, this, [this] {
        if (m_take->text() != m_shown.folder && !m_take->text().isEmpty())
            Q_EMIT takeChosen(m_take->text());
    });
    auto* browse = button(tr("Browse…"), tr("Choose the folder of a take"), this);
    connect(browse, &QPushButton::clicked, this, &ExportWindow::browseTake);
    return rowOf(m_take, browse);
}

QWidget* ExportWindow::buildOutRow()
{
    m_out = new QLineEdit(this);
    m_out->setAccessibleName(tr("File of the movie"));
    connect(m_out, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_outIsOwn = !text.isEmpty();
        updateChoice();
    });
    auto* browse = button(tr("Browse…"), tr("Choose the file of the movie"), this);
    connect(browse, &QPushButton::clicked, this, &ExportWindow::browseOut);
    return rowOf(m_out, browse);
}

QWidget* ExportWindow::buildQueue()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    m_heading = new QLabel(exportQueueText({}), box);
    m_heading->setProperty("role", QStringLiteral("heading"));
    column->addWidget(m_heading);
    m_empty = new QLabel(tr("Nothing waits. Movies are rendered one after another here, while all "
                            "else goes on."),
                         box);
    m_empty->setWordWrap(true);
    makeMuted(*m_empty);
    column->addWidget(m_empty);
    m_queue = new QTreeView(box);
    m_queue->setModel(&m_table);
    m_queue->setRootIsDecorated(false);
    m_queue->setUniformRowHeights(true);
    m_queue->setAllColumnsShowFocus(true);
    m_queue->setAccessibleName(tr("Exports that wait, run or have ended"));
    m_queue->setItemDelegateForColumn(ExportTable::State,
                                      new ProgressDelegate(ExportTable::ProgressRole, m_queue));
    m_queue->header()->setSectionResizeMode(ExportTable::Movie, QHeaderView::ResizeToContents);
    m_queue->header()->setMaximumSectionSize(260);
    connect(m_queue->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ExportWindow::updateQueueButtons);
    column->addWidget(m_queue, 1);
    column->addWidget(buildQueueButtons());
    column->addStretch();
    return box;
}

QWidget* ExportWindow::buildQueueButtons()
{
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kGap);
    m_cancel = button(tr("Cancel"), tr("Cancel the chosen export"), box);
    m_remove = button(tr("Remove"), tr("Take the chosen export off the list"), box);
    m_reveal = button(tr("Open folder"), tr("Open the folder of the chosen movie"), box);
    const auto on = [this](QPushButton* which, auto&& action) {
        connect(which, &QPushButton::clicked, this, [this, action] {
            if (const ExportRow* row = selectedRow())
                action(ExportRow(*row));
        });
    };
    on(m_cancel, [this](const ExportRow& row) { Q_EMIT cancelWanted(row.id); });
    on(m_remove, [this](const ExportRow& row) { Q_EMIT removeWanted(row.id); });
    on(m_reveal, [this](const ExportRow& row) { Q_EMIT showWanted(row.out); });
    for (QPushButton* each : {m_cancel, m_remove, m_reveal})
        line->addWidget(each);
    line->addStretch();
    return box;
}

void ExportWindow::chooseTake(const QString& folder)
{
    m_take->setText(folder);
    Q_EMIT takeChosen(folder);
}

void ExportWindow::showTake(const TakeView& take)
{
    m_shown = take;
    m_take->setText(take.folder);
    suggestOut();
}

/// Beside the take, named after it, until its user chooses a name.
void ExportWindow::suggestOut()
{
    if (m_outIsOwn) {
        const QFileInfo own(m_out->text());
        m_out->setText(own.dir().filePath(own.completeBaseName() + preset().ending));
    } else if (!m_shown.folder.isEmpty()) {
        const QFileInfo take(m_shown.folder);
        m_out->setText(take.dir().filePath(take.fileName() + preset().ending));
    }
    updateChoice();
}

void ExportWindow::updateChoice()
{
    const bool usable = !m_shown.folder.isEmpty() && m_shown.trouble.isEmpty();
    m_add->setEnabled(usable && !m_out->text().isEmpty());
    m_forecast->setVisible(usable);
    if (usable)
        Q_EMIT choiceChanged(choice());
    QString about =
        tr("Choose a take: a folder that the output \"Take\" or imprint-cli live --take has left.");
    if (!m_shown.trouble.isEmpty())
        about = m_shown.trouble;
    else if (usable)
        about = m_shown.size > 0 ? tr("%1 of model %2, %3 × %3, %4 steps")
                                       .arg(clockText(m_shown.seconds), m_shown.model)
                                       .arg(m_shown.size)
                                       .arg(m_shown.steps)
                                 : tr("%1 of model %2, %3 steps")
                                       .arg(clockText(m_shown.seconds), m_shown.model)
                                       .arg(m_shown.steps);
    m_about->setText(about);
    m_about->setProperty("role", m_shown.trouble.isEmpty() ? QStringLiteral("muted")
                                                           : QStringLiteral("error"));
    m_about->setStyleSheet(m_about->styleSheet()); // the role is looked at again
}

void ExportWindow::showForecast(const ExportForecast& forecast)
{
    if (const QString text = exportForecastText(forecast); text != m_forecast->text())
        m_forecast->setText(text);
}

void ExportWindow::showRows(const std::vector<ExportRow>& rows)
{
    m_table.setRows(rows);
    if (const QString text = exportQueueText(rows); text != m_heading->text())
        m_heading->setText(text);
    updateQueueButtons();
}

void ExportWindow::updateQueueButtons()
{
    m_empty->setVisible(m_table.rowCount() == 0);
    m_queue->setVisible(m_table.rowCount() > 0);
    const ExportRow* row = selectedRow();
    m_cancel->setEnabled(row != nullptr && !hasEnded(row->phase));
    m_remove->setEnabled(row != nullptr && hasEnded(row->phase));
    m_reveal->setEnabled(row != nullptr && row->phase == ExportRow::Phase::Finished);
    for (QPushButton* each : {m_cancel, m_remove, m_reveal})
        each->setVisible(m_table.rowCount() > 0);
}

ExportChoice ExportWindow::choice() const
{
    return {.take = m_shown.folder,
            .out = m_out->text(),
            .size = m_size->value() / 2 * 2, // movies have even sizes
            .steps = m_steps->value(),
            .videoCodec = preset().videoCodec,
            .audioCodec = preset().audioCodec,
            .crf = preset().crf};
}

const ExportPreset& ExportWindow::preset() const
{
    return m_presets.at(static_cast<std::size_t>(std::max(m_format->currentIndex(), 0)));
}

const ExportRow* ExportWindow::selectedRow() const
{
    const QModelIndexList chosen = m_queue->selectionModel()->selectedRows();
    if (chosen.isEmpty())
        return nullptr;
    return &m_table.rows().at(static_cast<std::size_t>(chosen.first().row()));
}

void ExportWindow::browseTake()
{
    auto* dialog = new QFileDialog(this, tr("Choose a take"), m_take->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setWindowModality(Qt::NonModal);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportWindow::chooseTake);
    dialog->show();
}

void ExportWindow::browseOut()
{
    auto* dialog = new QFileDialog(this, tr("Save the movie as"), m_out->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(
        QFileDialog::DontConfirmOverwrite); // nothing is overwritten: a free name is taken
    dialog->setWindowModality(Qt::NonModal);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        m_outIsOwn = true;
        m_out->setText(file);
        suggestOut();
    });
    dialog->show();
}

} // namespace imprint::ui
