#include "app/gui/key_link.h"

#include "ui/widgets/secret_field.h"

#include <utility>

namespace imprint::app {

KeyLink::KeyLink(KeyStore& store, ui::SecretField& field, QString name, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_field(field)
    , m_name(std::move(name))
{
    connect(&field, &ui::SecretField::changed, this, &KeyLink::apply);
}

void KeyLink::begin(bool kept)
{
    m_kept = kept;
    m_field.showKept(kept);
    m_field.showNote(m_store.placeText(KeyPlace::Nowhere));
    if (!kept)
        return;
    m_store.read(m_name, [this](const KeyAnswer& answer) {
        m_field.showSecret(answer.secret);
        show(answer);
        Q_EMIT secretChanged(answer.secret);
    });
}

void KeyLink::apply()
{
    const bool kept = m_field.isKept();
    Q_EMIT secretChanged(m_field.secret());
    const bool wasKept = std::exchange(m_kept, kept);
    if (kept != wasKept)
        Q_EMIT keptChanged(kept);
    if (kept || wasKept) // else the store has nothing to do with it
        m_store.keep(m_name, kept ? m_field.secret() : QString(),
                     [this](const KeyAnswer& answer) { show(answer); });
}

void KeyLink::show(const KeyAnswer& answer)
{
    m_field.showNote(answer.trouble.isEmpty() ? m_store.placeText(answer.place) : answer.trouble);
}

} // namespace imprint::app
