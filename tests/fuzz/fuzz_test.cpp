// Damaged files end in an answer or in one clear message: never in a crash, another exception, much memory or time.
//   HEED_FUZZ_SECONDS=60  how long each reader is fed (2 by default)      HEED_FUZZ_SEED=7  other damage
// A crash, or an input that never comes back, leaves the file that caused it where the first line of the output says.
#include <gtest/gtest.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "core/error.h"
#include "tests/fuzz/counted_memory.h"
#include "tests/fuzz/fuzz_targets.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/watchdog.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostMemory = std::size_t{32} << 20U;  // inputs have a few kilobytes
constexpr double kHangSeconds = 20;                          // then the program ends
constexpr double kMostSeconds = 5;                           // of processor time for one input, with sanitizers

long setting(const char* name, long otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtol(text, nullptr, 10);
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Counts {
  std::size_t inputs = 0, accepted = 0;
  std::size_t most_memory = 0;
  double longest = 0;
};

// Feeds one input; returns what is wrong with the outcome, "" where nothing is.
std::string feed(const fuzz::Target& target, const fs::path& file, Counts& counts) {
  std::string wrong;
  const double begin = processor_seconds();
  const std::size_t held = fuzz::held_bytes();
  fuzz::start_counting();
  const fuzz::Watchdog watchdog(target.name, file, kHangSeconds);
  try {
    target.read(file);
    ++counts.accepted;
  } catch (const core::Error& error) {
    if (std::string(error.what()).empty()) wrong = "an empty message";
  } catch (const std::exception& exception) {
    wrong = std::string("another exception: ") + exception.what();
  }
  const std::size_t memory = fuzz::most_bytes() - held;
  const double seconds = processor_seconds() - begin;
  if (memory > kMostMemory) wrong = std::to_string(memory) + " bytes of memory";
  if (seconds > kMostSeconds) wrong = std::to_string(seconds) + " seconds";
  ++counts.inputs;
  counts.most_memory = std::max(counts.most_memory, memory);
  counts.longest = std::max(counts.longest, seconds);
  return wrong;
}

class Fuzz : public testing::TestWithParam<fuzz::Target> {};

TEST_P(Fuzz, DamagedFilesEndInAnAnswerOrInOneClearMessage) {
  const fuzz::Target& target = GetParam();
  const support::TemporaryFolder folder;
  std::vector<std::string> corpus;
  for (const fs::path& path : target.corpus) corpus.push_back(support::read_bytes(path));
  for (const fs::path& path : target.beside) fs::copy_file(path, folder.path() / path.filename());
  std::printf("%s: %s\n", target.name.c_str(), (folder.path() / target.file_name).c_str());

  Counts counts;
  for (const std::string& whole : corpus) {
    EXPECT_EQ(feed(target, folder.file(target.file_name, whole), counts), "");
  }
  EXPECT_EQ(counts.accepted, corpus.size()) << "the undamaged files are read";

  std::mt19937_64 random(static_cast<std::uint64_t>(setting("HEED_FUZZ_SEED", 1)));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(setting("HEED_FUZZ_SECONDS", 2));
  while (std::chrono::steady_clock::now() < end) {
    std::string bytes = fuzz::damaged(corpus, random);
    if (target.mend && random() % 4 != 0) target.mend(bytes);
    const std::string wrong = feed(target, folder.file(target.file_name, bytes), counts);
    if (wrong.empty()) continue;
    const fs::path kept = fs::temp_directory_path() / ("heed-fuzz-" + target.name);
    fs::copy_file(folder.path() / target.file_name, kept, fs::copy_options::overwrite_existing);
    FAIL() << "input " << counts.inputs << " ended in " << wrong << "; it is kept as " << kept;
  }
  std::printf("%s: %zu inputs, %zu of them read as whole files; at most %zu KiB and %.1f ms for one\n",
              target.name.c_str(), counts.inputs, counts.accepted, counts.most_memory >> 10U, 1e3 * counts.longest);
}

TEST(FuzzWatchdog, EndsTheProgramAndNamesTheFile) {
  const auto hang = [] {
    const fuzz::Watchdog watchdog("Gguf", "/tmp/model.gguf", 0.1);
    volatile bool forever = true;
    while (forever) continue;
  };
  EXPECT_EXIT(hang(), testing::ExitedWithCode(1), "Gguf did not come back after 0.1 s .* kept as /tmp/model.gguf");
}

TEST(FuzzWatchdog, LetsGoOfAnInputThatCameBack) {
  { const fuzz::Watchdog watchdog("Gguf", "/tmp/model.gguf", 0.05); }
  const double begin = processor_seconds();
  while (processor_seconds() - begin < 0.2) continue;
  SUCCEED() << "the program goes on";
}

INSTANTIATE_TEST_SUITE_P(Readers, Fuzz, testing::ValuesIn(fuzz::targets()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
