#include "ui/settings/settings_dialog.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace imprint::ui {
namespace {

QString titleOf(SettingsPage page)
{
    switch (page) {
    case SettingsPage::General: return SettingsDialog::tr("General");
    case SettingsPage::Models: return SettingsDialog::tr("Models");
    case SettingsPage::Memory: return SettingsDialog::tr("Memory");
    case SettingsPage::Voice: return SettingsDialog::tr("Voice");
    case SettingsPage::Video: return SettingsDialog::tr("Video");
    case SettingsPage::Recording: return SettingsDialog::tr("Recording");
    case SettingsPage::Streaming: return SettingsDialog::tr("Streaming");
    case SettingsPage::Camera: return SettingsDialog::tr("Virtual camera");
    case SettingsPage::HotKeys: return SettingsDialog::tr("Hot keys");
    case SettingsPage::Advanced: return SettingsDialog::tr("Advanced");
    }
    return {};
}

Icon iconOf(SettingsPage page)
{
    switch (page) {
    case SettingsPage::General: return Icon::Settings;
    case SettingsPage::Models: return Icon::Model;
    case SettingsPage::Memory: return Icon::Memory;
    case SettingsPage::Voice: return Icon::Microphone;
    case SettingsPage::Video: return Icon::Face;
    case SettingsPage::Recording: return Icon::Record;
    case SettingsPage::Streaming: return Icon::Stream;
    case SettingsPage::Camera: return Icon::Camera;
    case SettingsPage::HotKeys: return Icon::Keyboard;
    case SettingsPage::Advanced: return Icon::Warning;
    }
    return Icon::Settings;
}

QLabel* headingLabel(const QString& text, QWidget* parent)
{
    auto* heading = new QLabel(text, parent);
    heading->setProperty("role", QStringLiteral("heading"));
    return heading;
}

} // namespace

SettingsDialog::SettingsDialog(QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    auto* content = new QHBoxLayout;
    m_search = buildSearch();
    m_list = buildList();
    content->addWidget(m_list);
    content->addWidget(buildPages(), 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)
        ->setIcon({}); // the style's own is drawn for light grounds
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* hint = new QLabel(tr("Changes apply at once."), this);
    makeMuted(*hint);
    auto* foot = new QHBoxLayout;
    foot->addWidget(hint, 1);
    foot->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->addWidget(m_search);
    layout->addLayout(content, 1);
    layout->addLayout(foot);
    resize(820, 620);
}

FieldForm& SettingsDialog::addForm(SettingsPage page, std::vector<FieldSpec> specs,
                                   const QString& heading)
{
    auto* part = new QWidget(this);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, kGap);
    if (!heading.isEmpty())
        layout->addWidget(headingLabel(heading, part));
    auto* form = new FieldForm(std::move(specs), FormDensity::Roomy, part);
    layout->addWidget(form);
    addPart(page, part, [part, form](const QString& words) {
        const int shown = form->setFilter(words);
        part->setVisible(shown > 0);
        return shown;
    });
    return *form;
}

void SettingsDialog::addWidget(SettingsPage page, QWidget* widget,
                               std::function<int(const QString&)> filter)
{
    addPart(page, widget, [widget, filter = std::move(filter)](const QString& words) {
        const int shown = filter(words);
        widget->setVisible(shown > 0);
        return shown;
    });
}

void SettingsDialog::showPage(SettingsPage page)
{
    m_page = page;
    m_search->clear();
    refresh();
}

void SettingsDialog::search(const QString& words)
{
    m_search->setText(words);
}

QLineEdit* SettingsDialog::buildSearch()
{
    auto* search = new QLineEdit(this);
    search->setObjectName(QStringLiteral("searchSettings"));
    search->setPlaceholderText(tr("Search all settings"));
    search->setAccessibleName(tr("Search all settings"));
    search->setClearButtonEnabled(true);
    search->addAction(icon(Icon::Search, Tint::Muted), QLineEdit::LeadingPosition);
    connect(search, &QLineEdit::textChanged, this, &SettingsDialog::refresh);
    return search;
}

QListWidget* SettingsDialog::buildList()
{
    auto* list = new QListWidget(this);
    list->setObjectName(QStringLiteral("settingsPages"));
    list->setAccessibleName(tr("Pages"));
    list->setFixedWidth(180);
    list->setSpacing(1);
    list->setIconSize({18, 18});
    connect(list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row < 0 || row >= static_cast<int>(m_pages.size()))
            return;
        m_page = std::next(m_pages.begin(), row)->first;
        m_search->clear(); // choosing a page ends a search
        refresh();
    });
    return list;
}

QWidget* SettingsDialog::buildPages()
{
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget(scroll);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    m_nothing = new QLabel(content);
    m_nothing->setObjectName(QStringLiteral("nothingFound"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    makeMuted(*m_nothing);
    m_column->addWidget(m_nothing);
    m_column->addStretch(1);
    scroll->setWidget(content);
    return scroll;
}

SettingsDialog::Page& SettingsDialog::pageOf(SettingsPage which)
{
    const auto [found, isNew] = m_pages.try_emplace(which);
    Page& page = found->second;
    if (!isNew)
        return page;
    const int row = static_cast<int>(std::distance(m_pages.begin(), found));
    page.widget = new QWidget(m_column->parentWidget());
    page.layout = new QVBoxLayout(page.widget);
    page.layout->setContentsMargins({});
    auto* heading = headingLabel(titleOf(which), page.widget);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    heading->setFont(font);
    page.layout->addWidget(heading);
    m_column->insertWidget(row, page.widget);
    const QSignalBlocker quiet(m_list);
    m_list->insertItem(row, new QListWidgetItem(icon(iconOf(which)), titleOf(which)));
    return page;
}

void SettingsDialog::addPart(SettingsPage which, QWidget* part,
                             std::function<int(const QString&)> filter)
{
    Page& page = pageOf(which);
    page.layout->addWidget(part);
    page.filters.push_back(std::move(filter));
    refresh();
}

void SettingsDialog::refresh()
{
    const QString words = m_search->text().trimmed();
    const bool searching = !words.isEmpty();
    const QSignalBlocker quiet(m_list);
    m_hits = 0;
    int row = 0;
    for (auto& [which, page] : m_pages) {
        int shown = 0;
        for (const auto& filter : page.filters)
            shown += filter(words);
        m_hits += shown;
        page.widget->setVisible(searching ? shown > 0 : which == m_page);
        QListWidgetItem* item = m_list->item(row++);
        item->setText(searching ? tr("%1 (%2)").arg(titleOf(which)).arg(shown) : titleOf(which));
        item->setFlags(shown > 0 ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags);
        if (which == m_page && !searching)
            m_list->setCurrentItem(item);
    }
    if (searching)
        m_list->setCurrentItem(nullptr);
    m_nothing->setVisible(searching && m_hits == 0);
    m_nothing->setText(tr("No setting is about \"%1\".").arg(words));
}

} // namespace imprint::ui
