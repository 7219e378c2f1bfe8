#pragma once

#include "engine/core/log_tail.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

#include <deque>
#include <vector>

namespace imprint::ui {

enum class LogColumn { Time, Level, Message };

inline constexpr int kLogColumns = static_cast<int>(LogColumn::Message) + 1;

QString levelText(LogLevel level); ///< one word

/// The latest lines of the log, the newest last. Thread: GUI.
class LogModel : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int kCapacity = 5000; ///< lines; the oldest go

    explicit LogModel(QObject* parent = nullptr);

    /// Lines that follow those that are here.
    void append(const std::vector<LogLine>& lines);

    const LogLine& line(int row) const { return m_lines[static_cast<std::size_t>(row)]; }
    /// As it is copied: date and time, level, message.
    QString lineText(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::deque<LogLine> m_lines;
};

/// The lines of a LogModel that are grave enough and hold some words. Thread: GUI.
class LogFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit LogFilter(QObject* parent = nullptr);

    void setLowestLevel(LogLevel level);
    /// Each of them must be in the message, whatever its case; none: every line.
    void setWords(const QString& words);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    LogLevel m_lowest = LogLevel::Debug;
    QStringList m_words;
};

} // namespace imprint::ui
