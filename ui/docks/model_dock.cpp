#include "ui/docks/model_dock.h"

#include "ui/docks/model_card.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

/// The first local file or folder of a drag; empty: none.
QString pathOf(const QMimeData& data)
{
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            return url.toLocalFile();
    return {};
}

} // namespace

ModelDock::ModelDock(QWidget* parent)
    : Dock(QStringLiteral("modelDock"), tr("Models"), parent)
{
    setAcceptDrops(true);
    auto* content = new QWidget;
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(kMargin, kGap, kMargin, kMargin);
    m_list->setSpacing(kSmallGap);
    m_list->addWidget(buildHead());
    m_message = new QLabel(content);
    m_message->setObjectName(QStringLiteral("modelMessage"));
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setProperty("role", QStringLiteral("warn"));
    m_message->hide();
    m_list->addWidget(m_message);
    m_empty = new QLabel(tr("Looking for models…"), content);
    m_empty->setObjectName(QStringLiteral("noModels"));
    m_empty->setWordWrap(true);
    makeMuted(*m_empty);
    m_list->addWidget(m_empty);
    m_list->addStretch(1);
    setContent(content);
}

void ModelDock::showModels(const std::vector<ModelRow>& rows, std::int64_t machineBytes)
{
    while (m_cards.size() < rows.size())
        m_cards.push_back(addCard());
    while (m_cards.size() > rows.size()) {
        m_cards.back()->deleteLater();
        m_cards.back()->hide();
        m_cards.pop_back();
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_cards[i]->show(rows[i], machineBytes);
    filter();
}

void ModelDock::showMessage(const QString& text, const QString& hint)
{
    m_message->setText(hint.isEmpty() ? text : tr("%1. %2.").arg(text, hint));
    m_message->setVisible(!text.isEmpty());
}

QWidget* ModelDock::buildHead()
{
    auto* head = new QWidget(this);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins({});
    m_search = new QLineEdit(head);
    m_search->setObjectName(QStringLiteral("searchModels"));
    m_search->setPlaceholderText(tr("Search models"));
    m_search->setAccessibleName(tr("Search models"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, &ModelDock::filter);
    layout->addWidget(m_search, 1);
    const auto add = [&](const char* name, Icon which, const QString& text, auto&& signal) {
        auto* button = new QToolButton(head);
        button->setObjectName(QLatin1String(name));
        button->setIcon(icon(which));
        button->setToolTip(text);
        button->setAccessibleName(text);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::clicked, this, signal);
        layout->addWidget(button);
    };
    add("browseModels", Icon::Folder, tr("Open a model's folder… (or drop it here)"),
        &ModelDock::browseWished);
    add("refreshModels", Icon::Refresh, tr("Look again"), &ModelDock::refreshWished);
    return head;
}

ModelCard* ModelDock::addCard()
{
    auto* card = new ModelCard(m_list->parentWidget());
    m_list->insertWidget(m_list->count() - 1, card); // before the stretch
    connect(card, &ModelCard::openWished, this, &ModelDock::openWished);
    connect(card, &ModelCard::downloadWished, this, &ModelDock::downloadWished);
    connect(card, &ModelCard::pauseWished, this, &ModelDock::pauseWished);
    connect(card, &ModelCard::verifyWished, this, &ModelDock::verifyWished);
    connect(card, &ModelCard::folderWished, this, &ModelDock::folderWished);
    return card;
}

void ModelDock::filter()
{
    const QString words = m_search->text().trimmed();
    int shown = 0;
    for (ModelCard* card : m_cards) {
        const ModelRow& row = card->row();
        const QString text =
            QStringList{row.title, row.does, row.licenceName, lampText(row.lamp)}.join(
                QLatin1Char(' '));
        const bool matches = text.contains(words, Qt::CaseInsensitive);
        card->setVisible(matches);
        shown += matches;
    }
    m_empty->setVisible(shown == 0);
    m_empty->setText(m_cards.empty() ? tr("Looking for models…")
                                     : tr("No model is about \"%1\".").arg(words));
}

void ModelDock::dragEnterEvent(QDragEnterEvent* event)
{
    if (!pathOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ModelDock::dropEvent(QDropEvent* event)
{
    if (const QString path = pathOf(*event->mimeData()); !path.isEmpty()) {
        event->acceptProposedAction();
        Q_EMIT pathDropped(path);
    }
}

} // namespace imprint::ui
