#include "ui/settings/cheat_sheet.h"

#include "ui/models/shortcut_table.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace imprint::ui {

CheatSheet::CheatSheet(const ShortcutTable& table, QWidget* parent)
    : QDialog(parent)
    , m_table(table)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_content = new QWidget(scroll);
    scroll->setWidget(m_content);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* edit = buttons->addButton(tr("Change keys…"), QDialogButtonBox::ActionRole);
    edit->setObjectName(QStringLiteral("editKeys"));
    connect(edit, &QPushButton::clicked, this, &CheatSheet::editWished);
    buttons->button(QDialogButtonBox::Close)
        ->setIcon({}); // the style's own is drawn for light grounds
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(scroll);
    layout->addWidget(buttons);
    connect(&m_table, &QAbstractItemModel::dataChanged, this, &CheatSheet::fill);
    fill();
    resize(420, 620);
}

void CheatSheet::fill()
{
    qDeleteAll(m_content->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
    delete m_content->layout();
    m_grid = new QGridLayout(m_content);
    m_grid->setHorizontalSpacing(3 * kGap);
    m_grid->setColumnStretch(0, 1);
    QString group;
    for (const ShortcutItem& item : m_table.items()) {
        const QKeySequence key = m_table.key(item.id);
        if (key.isEmpty())
            continue;
        if (item.group != group) {
            group = item.group;
            auto* heading = new QLabel(group, m_content);
            heading->setProperty("role", QStringLiteral("heading"));
            heading->setContentsMargins(0, m_grid->count() > 0 ? kMargin : 0, 0, 0);
            m_grid->addWidget(heading, m_grid->rowCount(), 0, 1, 2);
        }
        addRow(item.text, keyText(key));
    }
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void CheatSheet::addRow(const QString& text, const QString& key)
{
    const int row = m_grid->rowCount();
    auto* what = new QLabel(text, m_content);
    what->setWordWrap(true);
    m_grid->addWidget(what, row, 0);
    auto* keys = new QLabel(key, m_content);
    makeMuted(*keys);
    keys->setTextInteractionFlags(Qt::NoTextInteraction);
    m_grid->addWidget(keys, row, 1, Qt::AlignRight);
}

} // namespace imprint::ui
