#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "app/asset_paths.h"
#include "app/commands/commands.h"
#include "app/commands/output.h"
#include "app/lesson_files.h"
#include "core/error.h"
#include "core/lessons/lesson_check.h"
#include "core/models/catalog.h"
#include "core/numbers.h"
#include "core/sentences/check.h"

namespace app {

namespace {

// How many of a kind were checked and failed, and how many could not be checked here.
struct Tally {
  int count = 0, failed = 0, skipped = 0;
  void add(bool passed) {
    ++count;
    failed += passed ? 0 : 1;
  }
};

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

Tally check_sentences(const core::ModelSource& models) {
  Tally tally;
  const auto model = models(core::built_in_models().front().id);
  for (const core::SentenceSet& set : core::read_sentences(find_assets().sentences)) {
    for (const core::Sentence& sentence : set.sentences) tally.add(check_one(model, sentence));
  }
  return tally;
}

std::string fault_text(const core::LessonFault& fault) {
  return (fault.step.empty() ? "" : "[" + fault.step + "] ") + fault.message;
}

std::string counts_text(const core::Lesson& lesson) {
  const core::LessonCounts counts = core::count_steps(lesson);
  const auto text = [](auto count, const char* noun) { return core::counted(static_cast<long>(count), noun); };
  return fmt::format("{}, {}, {}", text(counts.steps, "step"), text(counts.tasks, "task"),
                     text(counts.questions, "question"));
}

// One line: what was proved, or everything that is wrong.
bool print_proof(const std::string& name, const std::string& what, const core::LessonProof& proof) {
  if (!proof.holds()) {
    std::string messages;
    for (const core::LessonFault& fault : proof.faults) {
      messages += (messages.empty() ? "" : "; ") + fault_text(fault);
    }
    print(fmt::format("FAIL {}: {}\n", name, messages));
  } else if (proof.skipped) {
    print(fmt::format("skipped {}: {}\n", name, proof.reason));
  } else {
    print(fmt::format("ok {}: {}, {} {}\n", name, what, core::counted(static_cast<long>(proof.claims), "claim"),
                      proof.claims == 1 ? "holds" : "hold"));
  }
  return proof.holds();
}

Tally check_lessons(const core::ModelSource& models) {
  Tally tally;
  const core::LessonShelf shelf = load_lessons();
  for (const core::Lesson& lesson : shelf.lessons) {
    const core::LessonProof proof = core::check_lesson(lesson, models);
    const bool holds = print_proof("lesson " + lesson.id, counts_text(lesson), proof);
    if (holds && proof.skipped) {
      ++tally.skipped;
    } else {
      tally.add(holds);
    }
  }
  for (const core::LessonProblem& problem : shelf.problems) {
    print(fmt::format("FAIL lesson file {}: {}\n", problem.file, problem.message));
    tally.add(false);
  }
  return tally;
}

Tally check_cards(const core::ModelSource& models) {
  Tally tally;
  try {
    const std::vector<core::Card> cards = load_cards();
    tally.add(print_proof("cards", fmt::format("{} cards", cards.size()), core::check_cards(cards, models)));
  } catch (const core::Error& error) {
    print(fmt::format("FAIL cards: {}\n", error.what()));
    tally.add(false);
  }
  return tally;
}

// For its author: each fault in a line of its own. Throws Error where the file cannot be read as a lesson.
bool check_file(const std::string& path, const core::ModelSource& models) {
  core::Lesson lesson = core::read_lesson_file(path);
  lesson.own = true;
  const core::LessonProof proof = core::check_lesson(lesson, models);
  if (proof.holds()) return print_proof("lesson " + lesson.id, counts_text(lesson), proof);
  for (const core::LessonFault& fault : proof.faults) {
    print(fmt::format("FAIL lesson {}: {}\n", lesson.id, fault_text(fault)));
  }
  return false;
}

int run_file_checks(const std::vector<std::string>& files) {
  const core::ModelSource models = built_in_model_source();
  bool all = true;
  for (const std::string& file : files) all = check_file(file, models) && all;
  return all ? 0 : 1;
}

int run_check() {
  const core::ModelSource models = built_in_model_source();
  const Tally sentences = check_sentences(models);
  const Tally lessons = check_lessons(models);
  const Tally cards = check_cards(models);
  print(sentences.failed == 0
            ? fmt::format("all {} sentences are as expected\n", sentences.count)
            : fmt::format("{} of {} sentences are not as expected\n", sentences.failed, sentences.count));
  const std::string skipped = lessons.skipped == 0 ? "" : fmt::format(", {} skipped", lessons.skipped);
  print(lessons.failed == 0 ? fmt::format("all {} lessons hold{}\n", lessons.count, skipped)
                            : fmt::format("{} of {} lessons do not hold{}\n", lessons.failed, lessons.count, skipped));
  return sentences.failed + lessons.failed + cards.failed == 0 ? 0 : 1;
}

}  // namespace

void add_check_command(CLI::App& program, Action& action) {
  CLI::App* command =
      program.add_subcommand("check", "Check every sentence's expectations and every lesson, a line each");
  command->footer(
      "Exit code 1 if any fails. A sentence that the model is known to get wrong must come out wrong. Lessons of your "
      "own, in ~/.local/share/heed/lessons, are checked as well; one whose model is not installed is skipped.");
  const auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "Prove these lesson files alone, a line for each fault");
  command->callback(
      [files, &action] { action = [files] { return files->empty() ? run_check() : run_file_checks(*files); }; });
}

}  // namespace app
