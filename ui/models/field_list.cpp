#include "ui/models/field_list.h"

#include "ui/models/field_words.h"
#include "ui/models/tr.h"

#include <QLocale>

#include <algorithm>

namespace imprint::ui {
namespace {

QString numberText(const FieldSpec& spec, double value)
{
    return QLocale().toString(value, 'f', spec.kind == FieldKind::Real ? decimalsOf(spec) : 0) +
           spec.unit;
}

} // namespace

FieldSpec wordedSpec(const Field& field, FieldKind kind)
{
    FieldSpec spec;
    spec.key = QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size()));
    spec.kind = kind;
    spec.label = fieldLabel(spec.key);
    spec.help = fieldHelp(
        spec.key, QString::fromUtf8(field.help.data(), static_cast<qsizetype>(field.help.size())));
    spec.unit = fieldUnit(spec.key);
    return spec;
}

void wordChoices(FieldSpec& spec)
{
    for (const QString& choice : std::as_const(spec.choices))
        spec.choiceLabels << choiceLabel(spec.key, choice);
}

QString fieldValueText(const FieldSpec& spec, const QVariant& value)
{
    switch (spec.kind) {
    case FieldKind::Switch: return value.toBool() ? tr("on") : tr("off");
    case FieldKind::Whole:
    case FieldKind::Real: return numberText(spec, value.toDouble());
    case FieldKind::Natural: return value.toString();
    case FieldKind::Text: return value.toString().isEmpty() ? tr("empty") : value.toString();
    case FieldKind::Choice: {
        const auto index = spec.choices.indexOf(value.toString());
        return index < 0 ? value.toString() : spec.choiceLabels.at(index);
    }
    }
    return {};
}

bool isStandard(const FieldSpec& spec, const QVariant& value)
{
    if (spec.kind == FieldKind::Real)
        return value.toDouble() == spec.standard.toDouble();
    return value.toString() == spec.standard.toString();
}

bool fieldMatches(const FieldSpec& spec, const QString& words)
{
    const QString text =
        QStringList{spec.key, spec.label, spec.help, spec.choiceLabels.join(QLatin1Char(' '))}.join(
            QLatin1Char(' '));
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(wanted.begin(), wanted.end(), [&](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

int decimalsOf(const FieldSpec& spec)
{
    return spec.maximum - spec.minimum <= 25 ? 2 : 1;
}

QString fieldTooltip(const FieldSpec& spec)
{
    QStringList lines{spec.help};
    if ((spec.kind == FieldKind::Whole && spec.minimum > std::numeric_limits<int>::min()) ||
        spec.kind == FieldKind::Real)
        lines << tr("From %1 to %2")
                     .arg(numberText(spec, spec.minimum), numberText(spec, spec.maximum));
    lines << tr("Default: %1").arg(fieldValueText(spec, spec.standard));
    lines << tr("Name in files: %1").arg(spec.key);
    return lines.join(QLatin1Char('\n'));
}

void failFieldValue(const Field& field, const QVariant& value)
{
    throw Error(
        ErrorCode::BadConfig,
        concat("setting '", field.key, "' cannot be '", value.toString().toStdString(), "'"),
        concat("It means: ", field.help));
}

std::vector<FieldSpec> chosenSpecs(const std::vector<FieldSpec>& all,
                                   std::initializer_list<const char*> keys)
{
    std::vector<FieldSpec> chosen;
    for (const char* key : keys) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const FieldSpec& spec) {
            return spec.key == QLatin1String(key);
        });
        IMPRINT_ASSERT(found != all.end(), "no setting is called ", key);
        chosen.push_back(*found);
    }
    return chosen;
}

} // namespace imprint::ui
