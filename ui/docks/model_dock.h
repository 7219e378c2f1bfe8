#pragma once

#include "ui/docks/dock.h"
#include "ui/models/model_row.h"

#include <vector>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace imprint::ui {

class ModelCard;

/// Installed and known models: licence and its meaning first, then size, memory and what can be done. Folders and files of models
/// can be dropped on it.
/// Thread: GUI.
class ModelDock : public Dock {
    Q_OBJECT
public:
    explicit ModelDock(QWidget* parent = nullptr);

    /// In the order in which they are shown. Cards keep their place while only figures change, so that the focus stays.
    void showModels(const std::vector<ModelRow>& rows, std::int64_t machineBytes);

    /// What became of a drop or a wish: one sentence, and what to do.
    void showMessage(const QString& text, const QString& hint);

    const std::vector<ModelCard*>& cards() const { return m_cards; }

Q_SIGNALS:
    void openWished(const QString& name);
    void downloadWished(const QString& name);
    void pauseWished(const QString& name);
    void verifyWished(const QString& name);
    void folderWished(const QString& folder);
    void pathDropped(const QString& path); ///< a local file or folder
    void browseWished();
    void refreshWished();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* buildHead();
    ModelCard* addCard();
    void filter();

    QLineEdit* m_search = nullptr;
    QLabel* m_message = nullptr;
    QLabel* m_empty = nullptr;
    QVBoxLayout* m_list = nullptr;
    std::vector<ModelCard*> m_cards;
};

} // namespace imprint::ui
