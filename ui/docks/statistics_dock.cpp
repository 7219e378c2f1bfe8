#include "ui/docks/statistics_dock.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/severity_delegate.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace imprint::ui {
namespace {

/// As tall as all its rows: the dock scrolls, not each table.
void fitHeight(QTreeView& table)
{
    const int rows = table.model()->rowCount();
    const int row = rows > 0 ? table.sizeHintForRow(0) : 0;
    const int head = table.isHeaderHidden() ? 0 : table.header()->sizeHint().height();
    table.setFixedHeight(head + rows * row + 2 * table.frameWidth() + 2);
}

/// Wide enough for its head and for what it counts, and no wider: names need the room.
int numberWidth(const QHeaderView& head, int column)
{
    constexpr int kPadding = 13;
    const QFontMetrics metrics = head.fontMetrics();
    const QString name = head.model()->headerData(column, Qt::Horizontal).toString();
    return kPadding + std::max(metrics.horizontalAdvance(name),
                               metrics.horizontalAdvance(QStringLiteral("0000")));
}

/// Of the longest usual name, with its sign.
int nameWidth(const QFontMetrics& metrics)
{
    constexpr int kSign = 36; // with what is around it
    return kSign + metrics.horizontalAdvance(StatisticsDock::tr("Microphone"));
}

} // namespace

StatisticsDock::StatisticsDock(QWidget* parent)
    : Dock(QStringLiteral("statisticsDock"), tr("Statistics"), parent)
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(kGap, kGap, kGap, kGap);
    layout->setSpacing(kGap);
    m_empty = new QLabel(tr("Figures appear as soon as a picture moves."));
    makeMuted(*m_empty);
    m_empty->setWordWrap(true);
    m_stageTable = buildTable(&m_stages, tr("Stages"));
    QHeaderView& head = *m_stageTable->header();
    head.setStretchLastSection(false);
    head.setMinimumSectionSize(0);
    head.setSectionResizeMode(QHeaderView::Fixed);
    head.setSectionResizeMode(static_cast<int>(StageColumn::Stage), QHeaderView::Stretch);
    for (int column = static_cast<int>(StageColumn::Mean); column < kStageColumns; ++column)
        head.resizeSection(column, numberWidth(head, column));
    m_stageTable->setMinimumWidth(head.length() - head.sectionSize(0) +
                                  nameWidth(head.fontMetrics()));
    m_figureTable = buildTable(&m_figures, tr("Figures of the run"));
    m_figureTable->setHeaderHidden(true);
    m_figureTable->header()->setStretchLastSection(false);
    m_figureTable->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_figureTable->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_copy = new QPushButton(icon(Icon::Copy), tr("&Copy as text"));
    m_copy->setObjectName(QStringLiteral("copy"));
    connect(m_copy, &QPushButton::clicked, this, &StatisticsDock::copy);

    layout->addWidget(m_empty);
    layout->addWidget(m_stageTable);
    layout->addWidget(m_figureTable);
    layout->addWidget(m_copy, 0, Qt::AlignLeft);
    layout->addStretch(1);
    setContent(content);
    setView({});
}

QTreeView* StatisticsDock::buildTable(QAbstractItemModel* model, const QString& name)
{
    auto* table = new QTreeView;
    table->setModel(model);
    table->setAccessibleName(name);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->setItemDelegate(new SeverityDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return table;
}

void StatisticsDock::setView(const StatisticsView& view)
{
    m_view = view;
    m_stages.setView(view);
    m_figures.setFigures(view.figures);
    fitHeights();
}

void StatisticsDock::fitHeights()
{
    const bool any = !m_view.stages.empty();
    m_empty->setVisible(!any);
    m_copy->setEnabled(any);
    m_stageTable->setVisible(any);
    m_figureTable->setVisible(!m_view.figures.empty());
    fitHeight(*m_stageTable);
    fitHeight(*m_figureTable);
}

void StatisticsDock::copy()
{
    QGuiApplication::clipboard()->setText(statisticsText(m_view));
}

} // namespace imprint::ui
