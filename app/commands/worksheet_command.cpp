#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <random>

#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "core/error.h"
#include "core/files.h"
#include "core/lessons/worksheet.h"
#include "core/plain_text.h"

namespace app {

namespace {

struct WorksheetOptions {
  std::optional<std::uint64_t> seed;
  std::string out;
  int components = 2;
};

std::string sheet_for(const std::filesystem::path& path, const core::Drill& drill) {
  const std::string ending = path.extension().string();
  if (ending == ".pdf") return core::worksheet_pdf(drill);
  if (ending == ".md") return core::worksheet_markdown(drill);
  if (ending == ".txt") return core::worksheet_text(drill);
  throw core::Error(
      fmt::format("the file \"{}\" ends in \"{}\"", core::shown_text(path.string()), core::shown_text(ending)),
      ".pdf, .md or .txt", "the ending says what is written");
}

int run_worksheet(const WorksheetOptions& options) {
  constexpr std::uint64_t kShortSeeds = 1'000'000;  // short enough to be copied by hand
  const std::uint64_t seed = options.seed ? *options.seed : std::random_device()() % kShortSeeds;
  const core::Drill drill = core::make_drill(seed, options.components);
  if (options.out.empty()) {
    print(core::worksheet_text(drill));
    return 0;
  }
  core::write_file_atomically(options.out, sheet_for(options.out, drill));
  print(fmt::format("drill {} written to {}\n", seed, options.out));
  return 0;
}

}  // namespace

void add_worksheet_command(CLI::App& program, Action& action) {
  const auto options = std::make_shared<WorksheetOptions>();
  CLI::App* command = program.add_subcommand("worksheet", "Write a drill by hand and, on another page, its answers");
  command->add_option("--seed", options->seed, "Which drill: the same seed gives the same sheet; without it any")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--out", options->out, "FILE.pdf, FILE.md or FILE.txt; without it the sheet is printed");
  command->add_option("--components", options->components, "How many numbers a word has, 2 (the standard) or 3")
      ->check(CLI::Range(2, 3));
  command->footer("The seed stands on the sheet. Numbers are typed into the drill of the window with the same rules.");
  command->callback([options, &action] { action = [options] { return run_worksheet(*options); }; });
}

}  // namespace app
