#include "ui/settings/field_form.h"

#include "engine/core/error.h"

#include <QVBoxLayout>

#include <algorithm>

namespace imprint::ui {

FieldForm::FieldForm(std::vector<FieldSpec> specs, FormDensity density, QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(density == FormDensity::Roomy ? 4 : 0);
    for (FieldSpec& spec : specs) {
        auto* row = new FieldRow(std::move(spec), density, this);
        connect(row, &FieldRow::edited, this, &FieldForm::valueWished);
        layout->addWidget(row);
        m_rows.push_back(row);
    }
}

FieldValues FieldForm::values() const
{
    FieldValues values;
    for (const FieldRow* row : m_rows)
        values.insert(row->spec().key, row->value());
    return values;
}

void FieldForm::setValues(const FieldValues& values)
{
    for (FieldRow* row : m_rows) {
        const auto found = values.find(row->spec().key);
        if (found != values.end() && *found != row->value())
            row->setValue(*found);
    }
}

void FieldForm::setLocked(const QStringList& keys, const QString& reason)
{
    for (const QString& key : keys) {
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const FieldRow* row) {
            return row->spec().key == key;
        });
        IMPRINT_ASSERT(found != m_rows.end(), "no row is called ", key.toStdString());
        (*found)->setLockReason(reason);
    }
}

int FieldForm::setFilter(const QString& words)
{
    int shown = 0;
    for (FieldRow* row : m_rows) {
        const bool matches = fieldMatches(row->spec(), words);
        row->setVisible(matches);
        shown += matches;
    }
    return shown;
}

int FieldForm::changedCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [](const FieldRow* row) { return row->isChanged(); }));
}

} // namespace imprint::ui
