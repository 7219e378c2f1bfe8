#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace imprint::test {

/// Runs a program found in PATH and waits for it. Returns waitpid's status; 127 as exit code: it does not exist.
inline int runProgram(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child < 0)
        throw std::runtime_error("no child process can be made");
    if (child == 0) {
        ::execvp(arguments.front(), arguments.data());
        ::_exit(127);
    }
    int status = 0;
    if (::waitpid(child, &status, 0) != child)
        throw std::runtime_error("a child process was lost");
    return status;
}

/// Runs the ffmpeg program quietly; a test that needs it fails without it, and so does one whose call is wrong.
inline void runFfmpeg(const std::vector<std::string>& arguments)
{
    std::vector<std::string> words{"ffmpeg", "-nostdin", "-v", "error", "-y"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    if (const int status = runProgram(words); status != 0)
        throw std::runtime_error("ffmpeg failed with status " + std::to_string(status) +
                                 " making " + words.back());
}

} // namespace imprint::test
