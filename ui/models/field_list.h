#pragma once

#include "engine/core/fields.h"

#include <QString>
#include <QStringList>
#include <QVariant>

#include <cstdint>
#include <limits>
#include <vector>

/// Any settings struct that lists its fields (engine/core/fields.h) as values that a form can show, without knowing the struct.
namespace imprint::ui {

enum class FieldKind {
    Switch,  ///< bool
    Whole,   ///< int
    Natural, ///< std::uint64_t: QVariant of qulonglong
    Real,    ///< double
    Text,    ///< QString
    Choice,  ///< enumeration: QString, its stored name
};

/// One field, in the user's language.
struct FieldSpec {
    QString key; ///< as stored
    QString label;
    QString help; ///< one sentence
    QString unit; ///< written behind a number: " ms"; may be empty
    FieldKind kind = FieldKind::Text;
    double minimum = 0; ///< of numbers
    double maximum = 0;
    QStringList choices;      ///< stored names of an enumeration
    QStringList choiceLabels; ///< as many, for people
    QVariant standard;        ///< the value of a struct made anew
};

/// Values by key; what FieldSpec::kind says is their type.
using FieldValues = QVariantMap;

/// Label, help, unit and names of choices from the table of words (ui/models/field_words.h).
FieldSpec wordedSpec(const Field& field, FieldKind kind);
void wordChoices(FieldSpec& spec);

/// A value as a person reads it: "200 ms", "on", "Sink and window".
QString fieldValueText(const FieldSpec& spec, const QVariant& value);

bool isStandard(const FieldSpec& spec, const QVariant& value);

/// Whether every word of `words` stands in the key, label, help or a choice of the field; nothing finds everything.
bool fieldMatches(const FieldSpec& spec, const QString& words);

/// Digits behind the point with which a real number of this range is set.
int decimalsOf(const FieldSpec& spec);

/// What a tooltip says: help, range, standard, and the key for those who edit files.
QString fieldTooltip(const FieldSpec& spec);

/// Throws Error(BadConfig): the value has not the type of the field.
[[noreturn]] void failFieldValue(const Field& field, const QVariant& value);

template <class T>
constexpr FieldKind fieldKindOf()
{
    if constexpr (std::is_same_v<T, bool>)
        return FieldKind::Switch;
    else if constexpr (std::is_enum_v<T>)
        return FieldKind::Choice;
    else if constexpr (std::is_same_v<T, int>)
        return FieldKind::Whole;
    else if constexpr (std::is_same_v<T, std::uint64_t>)
        return FieldKind::Natural;
    else if constexpr (std::is_same_v<T, double>)
        return FieldKind::Real;
    else {
        static_assert(std::is_same_v<T, std::string>, "a form has no editor for this type");
        return FieldKind::Text;
    }
}

template <class T>
QVariant toVariant(const T& value)
{
    if constexpr (std::is_enum_v<T>) {
        const std::string_view name = enumName(value);
        return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    } else if constexpr (std::is_same_v<T, std::string>) {
        return QString::fromStdString(value);
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        return QVariant::fromValue<qulonglong>(value);
    } else {
        return QVariant::fromValue(value);
    }
}

/// Reads also the texts that a store keeps. Throws Error(BadConfig).
template <class T>
T fromVariant(const Field& field, const QVariant& value)
{
    bool fits = true;
    T result{};
    if constexpr (std::is_same_v<T, bool>) {
        const QString text = value.toString();
        fits = text == QLatin1String("true") || text == QLatin1String("false");
        result = text == QLatin1String("true");
    } else if constexpr (std::is_enum_v<T>) {
        result = parseEnum<T>(field.key, value.toString().toStdString());
    } else if constexpr (std::is_same_v<T, std::string>) {
        fits = value.canConvert<QString>();
        result = value.toString().toStdString();
    } else if constexpr (std::is_same_v<T, int>) {
        result = value.toString().toInt(&fits); // as a text: 2.7 is no whole number
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        result = value.toString().toULongLong(&fits);
    } else {
        result = value.toDouble(&fits);
    }
    if (!fits)
        failFieldValue(field, value);
    return result;
}

/// All fields of a struct, in the order of its list; their standards are those of `standard`.
template <class Config>
std::vector<FieldSpec> fieldSpecs(const Config& standard = {})
{
    std::vector<FieldSpec> specs;
    forEachField(standard, [&](const Field& field, const auto& value, const auto&... range) {
        using T = std::remove_cvref_t<decltype(value)>;
        FieldSpec spec = wordedSpec(field, fieldKindOf<T>());
        spec.standard = toVariant(value);
        if constexpr (std::is_same_v<T, int>) {
            spec.minimum = std::numeric_limits<int>::min();
            spec.maximum = std::numeric_limits<int>::max();
        }
        ((spec.minimum = range.minimum, spec.maximum = range.maximum), ...);
        if constexpr (std::is_enum_v<T>) {
            for (const auto& entry : enumNames(T{}))
                spec.choices << toVariant(entry.value).toString();
            wordChoices(spec);
        }
        specs.push_back(std::move(spec));
    });
    return specs;
}

/// Those of the keys, in their order. Throws Error(Internal) for a key that no field has.
std::vector<FieldSpec> chosenSpecs(const std::vector<FieldSpec>& all,
                                   std::initializer_list<const char*> keys);

template <class Config>
FieldValues fieldValues(const Config& config)
{
    FieldValues values;
    forEachField(config, [&](const Field& field, const auto& value, auto...) {
        values.insert(QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size())),
                      toVariant(value));
    });
    return values;
}

/// Puts the values whose keys are fields of `config` into it. Throws Error(BadConfig) naming the field if a value does not
/// fit or is out of range; `config` then is as it was.
template <class Config>
void setFieldValues(Config& config, const FieldValues& values)
{
    Config result = config;
    forEachField(result, [&](const Field& field, auto& value, auto...) {
        const auto found = values.find(
            QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size())));
        if (found != values.end())
            value = fromVariant<std::remove_cvref_t<decltype(value)>>(field, *found);
    });
    validate(result);
    config = std::move(result);
}

} // namespace imprint::ui
