#include "ui/settings/shortcut_page.h"

#include "ui/models/shortcut_table.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

/// Takes the next key that is pressed.
class KeyDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&,
                          const QModelIndex& index) const override
    {
        auto* editor = new QKeySequenceEdit(parent);
        editor->setAccessibleName(
            ShortcutPage::tr("New key of: %1")
                .arg(index.siblingAtColumn(ShortcutTable::Action).data().toString()));
        auto* self =
            const_cast<KeyDelegate*>(this); // Qt's own delegates do so: signals are not const
        connect(
            editor, &QKeySequenceEdit::editingFinished, self,
            [self, editor] {
                Q_EMIT self->commitData(editor);
                Q_EMIT self->closeEditor(editor);
            },
            Qt::SingleShotConnection); // the editor says it again when it goes
        return editor;
    }

    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        static_cast<QKeySequenceEdit*>(editor)->setKeySequence(
            index.data(Qt::EditRole).value<QKeySequence>());
    }

    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override
    {
        model->setData(index, static_cast<QKeySequenceEdit*>(editor)->keySequence());
    }
};

} // namespace

ShortcutPage::ShortcutPage(ShortcutTable& table, QWidget* parent)
    : QWidget(parent)
    , m_table(table)
{
    m_view = buildView();
    m_clashes = new QLabel(this);
    m_clashes->setObjectName(QStringLiteral("clashes"));
    m_clashes->setProperty("role", QStringLiteral("warn"));
    m_clashes->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_view);
    layout->addWidget(m_clashes);
    layout->addWidget(buildButtons());
    connect(&m_table, &QAbstractItemModel::dataChanged, this, &ShortcutPage::showState);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ShortcutPage::showState);
    m_view->setCurrentIndex(m_shown->index(0, ShortcutTable::Key));
    showState();
}

int ShortcutPage::setFilter(const QString& words)
{
    m_shown->setFilterFixedString(words);
    return m_shown->rowCount();
}

QTableView* ShortcutPage::buildView()
{
    m_shown = new QSortFilterProxyModel(this);
    m_shown->setSourceModel(&m_table);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown->setFilterKeyColumn(-1);
    auto* view = new QTableView(this);
    view->setObjectName(QStringLiteral("shortcuts"));
    view->setModel(m_shown);
    view->setItemDelegateForColumn(ShortcutTable::Key, new KeyDelegate(view));
    view->setAccessibleName(tr("Keys of all actions"));
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setTabKeyNavigation(false); // Tab leaves the table; arrows move in it
    view->setShowGrid(false);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    view->horizontalHeader()->setSectionResizeMode(ShortcutTable::Action,
                                                   QHeaderView::ResizeToContents);
    view->setColumnWidth(ShortcutTable::Key, 130);
    view->horizontalHeader()->setSectionResizeMode(ShortcutTable::Note, QHeaderView::Stretch);
    view->setMinimumHeight(320);
    return view;
}

QWidget* ShortcutPage::buildButtons()
{
    auto* bar = new QWidget(this);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    const auto add = [&](const QString& text, const QString& name, auto&& reaction) {
        auto* button = new QPushButton(text, bar);
        button->setObjectName(name);
        button->setAccessibleName(text);
        connect(button, &QPushButton::clicked, this, reaction);
        layout->addWidget(button);
        return button;
    };
    m_change = add(tr("Press new key"), QStringLiteral("changeKey"), [this] {
        m_view->setFocus();
        m_view->edit(m_view->currentIndex().siblingAtColumn(ShortcutTable::Key));
    });
    m_clear =
        add(tr("No key"), QStringLiteral("clearKey"), [this] { m_table.setKey(currentRow(), {}); });
    m_reset = add(tr("Back to default"), QStringLiteral("resetKey"),
                  [this] { m_table.reset(currentRow()); });
    layout->addStretch();
    add(tr("All to default"), QStringLiteral("resetAllKeys"), [this] { m_table.resetAll(); });
    return bar;
}

int ShortcutPage::currentRow() const
{
    const QModelIndex current = m_shown->mapToSource(m_view->currentIndex());
    return current.isValid() ? current.row() : -1;
}

void ShortcutPage::showState()
{
    const int row = currentRow();
    m_change->setEnabled(row >= 0);
    m_clear->setEnabled(row >= 0 &&
                        !m_table.key(m_table.items()[static_cast<std::size_t>(row)].id).isEmpty());
    m_reset->setEnabled(row >= 0 && !m_table.isStandard(row));
    const int clashes = m_table.clashCount();
    m_clashes->setVisible(clashes > 0);
    m_clashes->setText(
        tr("%n actions share a key with another one: none of them hears it.", nullptr, clashes));
}

} // namespace imprint::ui
