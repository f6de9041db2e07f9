// The commands, one file each: each adds itself to the command line and says what it does when it is chosen. THE list
// of them stands in command_line.cpp.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace app {

// What runs after the command line was read; returns the exit code.
using Action = std::function<int()>;

void add_trace_command(CLI::App& program, Action& action);
void add_render_command(CLI::App& program, Action& action);
void add_screenshot_command(CLI::App& program, Action& action);
void add_tokens_command(CLI::App& program, Action& action);
void add_check_command(CLI::App& program, Action& action);
void add_verify_command(CLI::App& program, Action& action);
void add_list_command(CLI::App& program, Action& action);
void add_worksheet_command(CLI::App& program, Action& action);

std::vector<std::string> command_names();

// The window, with a session file to open or "".
int open_window(const std::string& session_file);

}  // namespace app
