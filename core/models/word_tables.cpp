#include "core/models/word_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>

#include "core/error.h"
#include "core/files.h"
#include "core/models/table_text.h"
#include "core/plain_text.h"
#include "core/tokenizers/contractions.h"

namespace core {

namespace {

constexpr std::size_t kMaxTableBytes = 4'000'000;

struct Line {
  const std::string& file;
  std::size_t number;
  std::string_view text;

  [[noreturn]] void refuse(std::string_view found, const std::string& expected) const {
    throw Error(fmt::format("{} line {}: \"{}\"", file, number, shown_text(found)), expected,
                "a slip in the table, or a damaged file");
  }
};

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return parts;
}

void for_each_line(const std::filesystem::path& path, const std::function<void(const Line&)>& act) {
  const std::string text = read_file(path, kMaxTableBytes), file = path.filename().string();
  if (!text.starts_with("# heed table: ")) {
    Line{file, 1, text}.refuse(text.substr(0, text.find('\n')), "a first line that begins with \"# heed table: \"");
  }
  expect_plain_lines(text, file);
  std::size_t number = 0, from = 0;
  while (from < text.size()) {
    const auto end = std::min(text.find('\n', from), text.size());
    const Line line{file, ++number, std::string_view(text).substr(from, end - from)};
    if (!line.text.empty() && line.text[0] != '#') act(line);
    from = end + 1;
  }
  expect_last_line(text, file);
}

float read_number(const Line& line, std::string_view text) {
  float value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) line.refuse(text, "a number");
  return value;
}

WordKind read_kind(const Line& line, std::string_view text) {
  const auto found = std::find(kWordKindNames.begin(), kWordKindNames.end(), text);
  if (found != kWordKindNames.end()) return static_cast<WordKind>(found - kWordKindNames.begin());
  if (text == "mark") return WordKind::Mark;
  if (text == "stop") return WordKind::Punctuation;
  line.refuse(text, "a word kind such as noun, verb or preposition");
}

// "plant=.5"
void read_meaning(const Line& line, std::string_view text, Meanings& meanings) {
  const auto equals = text.find('=');
  const auto meaning = meaning_index(text.substr(0, equals));
  if (equals == std::string_view::npos || meaning == kMeanings.size()) {
    line.refuse(text, "meaning=number, the meaning one of person animal plant food thing place nature group …");
  }
  meanings[meaning] += read_number(line, text.substr(equals + 1));
}

// "label: word word …", the rest of the line behind the colon.
std::pair<std::string, std::vector<std::string_view>> read_list(const Line& line) {
  const auto colon = line.text.find(": ");
  if (colon == std::string_view::npos) line.refuse(line.text, "a label, a colon, a space and words");
  return {std::string(line.text.substr(0, colon)), split(line.text.substr(colon + 2), " ")};
}

Marks read_marks(const std::filesystem::path& path) {
  Marks marks;
  for_each_line(path, [&](const Line& line) {
    const auto [mark, words] = read_list(line);
    for (const auto word : words) marks[lookup_spelling(word)].push_back(mark);
  });
  return marks;
}

std::unordered_map<std::string, FunctionWord> read_function_words(const std::filesystem::path& path) {
  std::unordered_map<std::string, FunctionWord> words;
  for_each_line(path, [&](const Line& line) {
    const auto parts = split(line.text, " ");
    if (parts.size() < 2) line.refuse(line.text, "a word and its kind");
    FunctionWord word;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i][0] == '+') {
        word.marks.emplace_back(parts[i].substr(1));
        continue;
      }
      const auto kind = index_of(read_kind(line, parts[i]));
      const bool shared = i + 1 < parts.size() && parts[i + 1][0] >= '0' && parts[i + 1][0] <= '9';
      word.kinds[kind] = shared ? read_number(line, parts[++i]) : 1.0F;
    }
    words[std::string(parts[0])] = std::move(word);
  });
  return words;
}

KindPairs read_kind_pairs(const std::filesystem::path& path) {
  KindPairs pairs{};
  for_each_line(path, [&](const Line& line) {
    const auto parts = split(line.text, " ");
    if (parts.size() != 3) line.refuse(line.text, "two word kinds and a number");
    const auto from = parts[0] == "start" ? kWordKinds : index_of(read_kind(line, parts[0]));
    pairs[from][index_of(read_kind(line, parts[1]))] = read_number(line, parts[2]);
  });
  return pairs;
}

MeaningTable read_homonyms(const std::filesystem::path& path) {
  MeaningTable table;
  for_each_line(path, [&](const Line& line) {
    const auto parts = split(line.text, " ");
    if (parts.size() < 3) line.refuse(line.text, "a word and at least two meanings with their shares");
    Meanings& meanings = table[std::string(parts[0])];
    for (std::size_t i = 1; i < parts.size(); ++i) read_meaning(line, parts[i], meanings);
  });
  return table;
}

MeaningTable read_company(const std::filesystem::path& path) {
  MeaningTable table;
  for_each_line(path, [&](const Line& line) {
    const auto bar = line.text.find(" | "), colon = line.text.find(": ");
    if (bar == std::string_view::npos || colon > bar) line.refuse(line.text, "topic: meaning=number … | words");
    Meanings meanings{};
    for (const auto part : split(line.text.substr(colon + 2, bar - colon - 2), " ")) read_meaning(line, part, meanings);
    for (const auto word : split(line.text.substr(bar + 3), " ")) {
      Meanings& sum = table[std::string(word)];
      for (std::size_t m = 0; m < sum.size(); ++m) sum[m] += meanings[m];
    }
  });
  return table;
}

std::vector<WordEnding> read_endings(const std::filesystem::path& path) {
  std::vector<WordEnding> endings;
  for_each_line(path, [&](const Line& line) {
    const auto parts = split(line.text, " ");
    if (parts.size() < 2) line.refuse(line.text, "an ending and a word kind");
    WordEnding ending;
    if (parts[0] != "-") ending.ending = parts[0];
    ending.kind = read_kind(line, parts[1]);
    for (std::size_t i = 2; i < parts.size(); ++i) read_meaning(line, parts[i], ending.meanings);
    endings.push_back(std::move(ending));
  });
  if (endings.empty() || !endings.back().ending.empty()) {
    throw Error(path.filename().string() + " has no last line for words of any ending",
                "a line that begins with \"- \"", "a slip in the table, or a damaged file");
  }
  return endings;
}

Dictionary read_dictionary(const std::filesystem::path& path) {
  Dictionary dictionary;
  for_each_line(path, [&](const Line& line) {
    for (const auto entry : split(line.text, " | ")) {
      const auto equals = entry.find(" = ");
      if (equals == std::string_view::npos) line.refuse(entry, "foreign words, \" = \" and one English word");
      const std::string english(entry.substr(equals + 3));
      for (const auto word : split(entry.substr(0, equals), " ")) {
        auto& meanings = dictionary[lookup_spelling(word)];
        if (std::find(meanings.begin(), meanings.end(), english) == meanings.end()) meanings.push_back(english);
      }
    }
  });
  return dictionary;
}

}  // namespace

WordTables read_word_tables(const std::filesystem::path& folder) {
  WordTables tables;
  tables.function_words = read_function_words(folder / "function_words.txt");
  tables.kind_pairs = read_kind_pairs(folder / "kind_pairs.txt");
  tables.names = read_marks(folder / "names.txt");
  tables.nouns = read_marks(folder / "nouns.txt");
  tables.verbs = read_marks(folder / "verbs.txt");
  tables.adjectives = read_marks(folder / "adjectives.txt");
  tables.homonyms = read_homonyms(folder / "homonyms.txt");
  tables.company = read_company(folder / "company.txt");
  tables.endings = read_endings(folder / "endings.txt");
  tables.german = read_dictionary(folder / "german.txt");
  tables.french = read_dictionary(folder / "french.txt");
  tables.english = read_dictionary(folder / "english.txt");
  tables.german_endings = read_endings(folder / "german_endings.txt");
  tables.french_endings = read_endings(folder / "french_endings.txt");
  return tables;
}

}  // namespace core
