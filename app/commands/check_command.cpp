#include <fmt/format.h>

#include "app/asset_paths.h"
#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "core/error.h"
#include "core/models/catalog.h"
#include "core/sentences/check.h"

namespace app {

namespace {

// "ok", "FAIL" or, for a sentence that the model is known to get wrong, "wrong, as it says".
bool check_one(const std::shared_ptr<const core::Model>& model, const core::Sentence& sentence) {
  std::string messages;
  bool passed = false;
  try {
    const core::SentenceResult result = core::check_sentence(model, sentence);
    passed = result.as_expected;
    for (const core::ExpectationResult& one : result.expectations)
      messages += (messages.empty() ? "" : "; ") + one.message;
  } catch (const core::Error& error) {
    messages = error.what();
  }
  const bool known_wrong = passed && !sentence.wrong_because.empty();
  print(fmt::format("{} {}: {}\n",
                    !passed       ? "FAIL"
                    : known_wrong ? "ok (known to be wrong)"
                                  : "ok",
                    sentence.id, messages.empty() ? "nothing is expected" : messages));
  return passed;
}

int run_check() {
  const AssetPaths paths = find_assets();
  const auto model = core::load_model(core::built_in_models().front().id, paths.assets);
  int count = 0;
  int failed = 0;
  for (const core::SentenceSet& set : core::read_sentences(paths.sentences)) {
    for (const core::Sentence& sentence : set.sentences) {
      ++count;
      failed += check_one(model, sentence) ? 0 : 1;
    }
  }
  print(failed == 0 ? fmt::format("all {} sentences are as expected\n", count)
                    : fmt::format("{} of {} sentences are not as expected\n", failed, count));
  return failed == 0 ? 0 : 1;
}

}  // namespace

void add_check_command(CLI::App& program, Action& action) {
  CLI::App* command =
      program.add_subcommand("check", "Check every sentence's expectations and every lesson, a line each");
  command->footer("Exit code 1 if any fails. A sentence that the model is known to get wrong must come out wrong.");
  command->callback([&action] { action = run_check; });
}

}  // namespace app
