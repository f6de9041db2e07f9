#include "app/commands/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <new>
#include <optional>
#include <vector>

#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "app/version.h"
#include "core/error.h"
#include "core/plain_text.h"
#include "core/spelling.h"

namespace app {

namespace {

constexpr int kBadUse = 2;

struct CommandEntry {
  const char* name;
  void (*add)(CLI::App& program, Action& action);
};

constexpr CommandEntry kCommands[] = {
    {"trace", add_trace_command},   {"render", add_render_command},       {"screenshot", add_screenshot_command},
    {"tokens", add_tokens_command}, {"check", add_check_command},         {"verify", add_verify_command},
    {"list", add_list_command},     {"worksheet", add_worksheet_command},
};

// An option without a text behind it would pass for one that was not given.
void refuse_empty_texts(CLI::App& program) {
  const auto not_empty = [](const std::string& text) { return text.empty() ? "an empty text" : std::string(); };
  for (CLI::App* command : program.get_subcommands({})) {
    for (CLI::Option* option : command->get_options()) {
      const bool takes_text = option->get_items_expected_max() > 0 && !option->get_positional();
      if (takes_text) option->check(CLI::Validator(not_empty, ""));
    }
  }
}

// The words of one error on one line.
std::string one_line(const std::string& text) {
  std::string line;
  for (const char letter : text) line += letter == '\n' || letter == '\r' ? ' ' : letter;
  return line;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// Which command the reader is in: what messages and --help are about.
const CLI::App& chosen(const CLI::App& program) {
  const auto commands = program.get_subcommands();
  return commands.empty() ? program : *commands.front();
}

// What to type for the help that fits.
std::string help_of(const CLI::App& program) {
  const CLI::App& command = chosen(program);
  return &command == &program ? "heed --help" : fmt::format("heed {} --help", command.get_name());
}

core::Error unexpected(const CLI::App& program) {
  const CLI::App& command = chosen(program);
  const std::string help = help_of(program);
  for (const std::string& argument : program.remaining(true)) {
    if (argument.size() > 1 && argument[0] == '-') {
      const std::string name = argument.substr(0, argument.find('='));
      return {fmt::format("unknown option {}", core::shown_text(name)), "an option of " + help,
              core::did_you_mean(name, option_names(command), "misspelt, or an option of another command")};
    }
    return {fmt::format("unexpected argument \"{}\"", core::shown_text(argument)), "what " + help + " lists",
            "a sentence of several words needs quotes around it"};
  }
  return {"the command line is not understood", "what " + help + " lists", ""};
}

core::Error refusal(const CLI::App& program, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return unexpected(program);
  return {core::shown_text(one_line(error.what()), 200), fmt::format("the form that {} shows", help_of(program)),
          dynamic_cast<const CLI::ValidationError*>(&error) != nullptr ? "" : "an argument is missing or too much"};
}

// A first word that is no command: a session file, or a misspelt command.
std::optional<std::string> session_file(int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return std::nullopt;
  const std::string word = argv[1];
  const auto names = command_names();
  if (std::find(names.begin(), names.end(), word) != names.end()) return std::nullopt;
  std::error_code ignored;
  const bool like_a_path = word.find_first_of("/.") != std::string::npos && word.find(' ') == std::string::npos;
  if (!std::filesystem::exists(word, ignored) && !like_a_path) {
    throw core::Error(fmt::format("there is no command \"{}\"", core::shown_text(word)),
                      core::one_of(names) + ", or a session file",
                      core::did_you_mean(word, names, "heed --help shows them; a sentence goes behind heed trace"));
  }
  if (argc > 2)
    throw core::Error(fmt::format("unexpected argument \"{}\"", core::shown_text(argv[2])), "one session file", "");
  return word;
}

int parse_and_run(int argc, char** argv) {
  if (const auto file = session_file(argc, argv)) return open_window(*file);
  CLI::App program(
      "Heed shows what attention does, with real numbers, and lets you change them.\n"
      "Without a command it opens its window; heed FILE.json opens a session in it.",
      "heed");
  program.set_version_flag("--version", fmt::format("heed {}", version()), "The version");
  program.set_help_flag("--help,-h", "What a command does: heed COMMAND --help");
  program.require_subcommand(0, 1);
  program.footer(
      "Exit codes: 0 done, 1 a check failed, 2 bad use or bad input.\n"
      "HEED_ASSETS names the folder of Heed's own files where they are not found beside the program.");
  Action action = [] { return open_window(""); };
  for (const CommandEntry& command : kCommands) command.add(program, action);
  refuse_empty_texts(program);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);
    throw refusal(program, error);
  }
  return action();
}

int complain(const std::string& message) {
  std::fprintf(stderr, "heed: %s\n", one_line(message).c_str());
  return kBadUse;
}

}  // namespace

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const CommandEntry& command : kCommands) names.emplace_back(command.name);
  return names;
}

int run_command_line(int argc, char** argv) {
  try {
    return parse_and_run(argc, argv);
  } catch (const core::Error& error) {
    return complain(error.what());
  } catch (const std::bad_alloc&) {
    return complain("there is not enough memory for this; expected a shorter sentence or a smaller picture");
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}

}  // namespace app
