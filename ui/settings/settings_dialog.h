#pragma once

#include "ui/settings/field_form.h"

#include <QDialog>

#include <functional>
#include <map>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QVBoxLayout;

namespace imprint::ui {

enum class SettingsPage {
    General,
    Models,
    Memory,
    Voice,
    Video,
    Recording,
    Streaming,
    Camera,
    HotKeys,
    Advanced,
};

/// All settings in one window that is never in the way: pages at the left, and a search over all of them made from the field lists
/// themselves. What is set applies at once; there is nothing to confirm. Pages without content are not shown.
/// Thread: GUI.
class SettingsDialog : public QDialog {
    Q_OBJECT
public:
    explicit SettingsDialog(QWidget* parent = nullptr);

    /// Adds a form to a page, under a heading if it has one. The form belongs to the dialog.
    FieldForm& addForm(SettingsPage page, std::vector<FieldSpec> specs,
                       const QString& heading = {});

    /// Adds something that is no form. `filter` shows what matches the words of the search, and returns how much that is.
    void addWidget(SettingsPage page, QWidget* widget, std::function<int(const QString&)> filter);

    void showPage(SettingsPage page);
    void search(const QString& words);

    SettingsPage page() const { return m_page; }
    int hits() const { return m_hits; } ///< of the search; without one, all settings there are

private:
    /// One page: a heading and parts, all in one column, so that a search can show parts of several.
    struct Page {
        QWidget* widget = nullptr;
        QVBoxLayout* layout = nullptr;
        std::vector<std::function<int(const QString&)>> filters;
    };

    QLineEdit* buildSearch();
    QListWidget* buildList();
    QWidget* buildPages();
    Page& pageOf(SettingsPage page);
    void addPart(SettingsPage page, QWidget* part, std::function<int(const QString&)> filter);
    void refresh();

    QLineEdit* m_search = nullptr;
    QListWidget* m_list = nullptr;
    QVBoxLayout* m_column = nullptr;
    QLabel* m_nothing = nullptr;
    std::map<SettingsPage, Page> m_pages;
    SettingsPage m_page = SettingsPage::General;
    int m_hits = 0;
};

} // namespace imprint::ui
