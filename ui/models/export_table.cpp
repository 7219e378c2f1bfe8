#include "ui/models/export_table.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <QFileInfo>

#include <algorithm>

namespace imprint::ui {

std::vector<ExportPreset> exportPresets()
{
    const auto named = [](const char* text) { return QString::fromLatin1(text); };
    return {{.name = tr("MP4, H.264: plays everywhere"),
             .ending = named(".mp4"),
             .videoCodec = named("h264"),
             .audioCodec = named("aac")},
            {.name = tr("MP4, HEVC: smaller"),
             .ending = named(".mp4"),
             .videoCodec = named("hevc"),
             .audioCodec = named("aac"),
             .crf = 20},
            {.name = tr("MOV, ProRes: for editing"),
             .ending = named(".mov"),
             .videoCodec = named("prores"),
             .audioCodec = named("pcm")},
            {.name = tr("MKV, FFV1: without any loss"),
             .ending = named(".mkv"),
             .videoCodec = named("ffv1"),
             .audioCodec = named("pcm")}};
}

QString exportStateText(const ExportRow& row)
{
    using Phase = ExportRow::Phase;
    switch (row.phase) {
    case Phase::Waiting:
        return row.secondsLeft < 0
                   ? ExportTable::tr("Waiting")
                   : ExportTable::tr("Waiting, about %1").arg(spanText(row.secondsLeft));
    case Phase::Loading: return ExportTable::tr("Loading the model");
    case Phase::Running:
        return row.secondsLeft < 0 ? percentText(row.progress)
                                   : ExportTable::tr("%1, %2 left")
                                         .arg(percentText(row.progress), spanText(row.secondsLeft));
    case Phase::Finished:
        return row.note.isEmpty()
                   ? ExportTable::tr("Finished in %1").arg(spanText(row.seconds))
                   : ExportTable::tr("Finished in %1: %2").arg(spanText(row.seconds), row.note);
    case Phase::Cancelled: return ExportTable::tr("Cancelled");
    case Phase::Failed: break;
    }
    return ExportTable::tr("Failed: %1").arg(row.note);
}

ExportTable::ExportTable(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ExportTable::setRows(const std::vector<ExportRow>& rows)
{
    const bool same =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const ExportRow& a, const ExportRow& b) { return a.id == b.id; });
    if (!same) { // one came or went: that is rare, and the list is short
        // First those that went, so that the others keep their selection.
        for (int row = rowCount() - 1; row >= 0; --row) {
            const int id = m_rows[static_cast<std::size_t>(row)].id;
            if (std::any_of(rows.begin(), rows.end(),
                            [&](const ExportRow& one) { return one.id == id; }))
                continue;
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
        if (rows.size() > m_rows.size()) { // new ones are at the end
            beginInsertRows({}, rowCount(), static_cast<int>(rows.size()) - 1);
            m_rows.insert(m_rows.end(), rows.begin() + rowCount(), rows.end());
            endInsertRows();
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (m_rows[i] == rows[i])
            continue;
        m_rows[i] = rows[i];
        Q_EMIT dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), Columns - 1));
    }
}

int ExportTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExportTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant ExportTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ExportRow& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Movie ? QFileInfo(row.out).fileName() : exportStateText(row);
    case Qt::ToolTipRole:
        return index.column() == Movie ? tr("%1, from %2").arg(row.out, row.take)
                                       : exportStateText(row);
    case Qt::AccessibleTextRole: return exportStateText(row);
    case IdRole: return row.id;
    case ProgressRole: return row.progress;
    case PhaseRole: return static_cast<int>(row.phase);
    case OutRole: return row.out;
    default: return {};
    }
}

QVariant ExportTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Movie ? tr("Movie") : tr("State");
}

} // namespace imprint::ui
