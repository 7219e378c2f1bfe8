// Writes, as C++ on stdout, the list of all that the sources in some folders can say to people (ui/models/message_words.h):
//   collect_messages SOURCE_TREE FOLDER...

#include "ui/tools/message_reader.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string quoted(const std::string& text)
{
    std::string code = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            code += '\\';
        code += letter == '\n' ? std::string("\\n") : std::string(1, letter);
    }
    return code + '"';
}

void collect(const fs::path& folder, std::set<std::string>& messages)
{
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const fs::path& path = entry.path();
        if (path.extension() != ".cpp" && path.extension() != ".h")
            continue;
        std::ifstream file(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        for (std::string& message : imprint::ui::messagesIn(text))
            messages.insert(std::move(message));
    }
}

} // namespace

int main(int argc, char** argv)
{
    std::set<std::string> messages;
    for (int i = 2; i < argc; ++i)
        collect(fs::path(argv[1]) / argv[i], messages);
    if (messages.empty()) {
        std::fprintf(
            stderr,
            "collect_messages: no messages found. Use: collect_messages SOURCE_TREE FOLDER...\n");
        return 1;
    }
    std::puts(
        "#include \"ui/models/message_words.h\"\n\n#include <QtGlobal>\n\nnamespace imprint::ui {\n"
        "namespace {\n\nconstexpr const char* kMessages[] = {");
    for (const std::string& message : messages)
        std::printf("    QT_TRANSLATE_NOOP(\"Message\", %s),\n", quoted(message).c_str());
    std::puts("};\n\n} // namespace\n\nstd::span<const char* const> messageList()\n{\n"
              "    return kMessages;\n}\n\n} // namespace imprint::ui");
    return 0;
}
