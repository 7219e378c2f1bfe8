#include "ui/docks/log_dock.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/severity_delegate.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace imprint::ui {

LogDock::LogDock(QWidget* parent)
    : Dock(QStringLiteral("logDock"), tr("Log"), parent)
{
    m_filter.setSourceModel(&m_lines);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(kGap, kGap, kGap, kGap);
    layout->setSpacing(kGap);
    m_table = buildTable();
    m_line = new QLabel;
    m_line->setObjectName(QStringLiteral("chosenLine"));
    m_line->setAccessibleName(tr("The chosen line"));
    m_line->setWordWrap(true);
    m_line->setTextFormat(Qt::PlainText);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse);
    makeMuted(*m_line);
    m_line->hide();
    layout->addLayout(buildFilters());
    layout->addWidget(m_table, 1);
    layout->addWidget(m_line);
    layout->addLayout(buildButtons());
    setContent(content);
    m_filter.setLowestLevel(LogLevel::Info);
}

QLayout* LogDock::buildFilters()
{
    m_level = new QComboBox;
    m_level->setObjectName(QStringLiteral("level"));
    m_level->setAccessibleName(tr("How grave lines must be to be shown"));
    m_level->addItem(tr("All"), static_cast<int>(LogLevel::Debug));
    m_level->addItem(tr("From info"), static_cast<int>(LogLevel::Info));
    m_level->addItem(tr("Warnings, errors"), static_cast<int>(LogLevel::Warning));
    m_level->addItem(tr("Errors"), static_cast<int>(LogLevel::Error));
    m_level->setCurrentIndex(1);
    m_level->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_level->setMinimumContentsLength(9);
    connect(m_level, &QComboBox::currentIndexChanged, this, [this] {
        const bool atEnd = isAtEnd();
        m_filter.setLowestLevel(static_cast<LogLevel>(m_level->currentData().toInt()));
        followIf(atEnd);
    });
    m_words = new QLineEdit;
    m_words->setObjectName(QStringLiteral("words"));
    m_words->setAccessibleName(tr("Words that a line must hold"));
    m_words->setPlaceholderText(tr("Search"));
    m_words->setClearButtonEnabled(true);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString& words) {
        const bool atEnd = isAtEnd();
        m_filter.setWords(words);
        followIf(atEnd);
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(m_level);
    row->addWidget(m_words, 1);
    return row;
}

QTreeView* LogDock::buildTable()
{
    auto* table = new QTreeView;
    table->setObjectName(QStringLiteral("lines"));
    table->setAccessibleName(tr("Lines of the log"));
    table->setModel(&m_filter);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setItemDelegate(new SeverityDelegate(table));
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setMinimumHeight(120);
    const QFontMetrics metrics = table->fontMetrics();
    QHeaderView& head = *table->header();
    head.setStretchLastSection(true);
    head.resizeSection(static_cast<int>(LogColumn::Time),
                       metrics.horizontalAdvance(QStringLiteral("00:00:00")) + 18);
    head.resizeSection(static_cast<int>(LogColumn::Level),
                       metrics.horizontalAdvance(levelText(LogLevel::Warning)) + 36);
    table->installEventFilter(this);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LogDock::showLine);
    return table;
}

QLayout* LogDock::buildButtons()
{
    auto* copyButton = new QPushButton(icon(Icon::Copy), tr("&Copy"));
    copyButton->setObjectName(QStringLiteral("copy"));
    copyButton->setToolTip(tr("Copies the chosen lines, or all that are shown."));
    connect(copyButton, &QPushButton::clicked, this, &LogDock::copy);
    auto* folder = new QPushButton(icon(Icon::Folder), tr("Open &folder"));
    folder->setObjectName(QStringLiteral("openFolder"));
    folder->setToolTip(tr("The logs of this and earlier runs."));
    connect(folder, &QPushButton::clicked, this, &LogDock::openFolderWished);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(copyButton);
    row->addWidget(folder);
    row->addStretch(1);
    return row;
}

bool LogDock::isAtEnd() const
{
    const QScrollBar* bar = m_table->verticalScrollBar();
    return bar->value() >= bar->maximum();
}

void LogDock::followIf(bool atEnd)
{
    if (atEnd)
        m_table->scrollToBottom();
}

void LogDock::append(const std::vector<LogLine>& lines)
{
    if (lines.empty())
        return;
    const bool atEnd = isAtEnd();
    m_lines.append(lines);
    followIf(atEnd);
}

void LogDock::showLine(const QModelIndex& index)
{
    m_line->setVisible(index.isValid());
    if (index.isValid())
        m_line->setText(m_lines.lineText(m_filter.mapToSource(index).row()));
}

void LogDock::copy()
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(m_filter.mapToSource(index).row());
    if (rows.empty())
        for (int row = 0; row < m_filter.rowCount(); ++row)
            rows.push_back(m_filter.mapToSource(m_filter.index(row, 0)).row());
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const int row : rows)
        text += m_lines.lineText(row) + QLatin1Char('\n');
    QGuiApplication::clipboard()->setText(text);
}

bool LogDock::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return Dock::eventFilter(watched, event);
}

} // namespace imprint::ui
