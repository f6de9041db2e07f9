#include "core/sentences/sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "core/error.h"
#include "core/json_reader.h"

namespace core {

namespace {

std::string text_or_empty(const JsonValue& object, std::string_view key) {
  const auto value = object.find(key);
  return value ? value->text() : "";
}

Expectation read_expectation(const JsonValue& value) {
  Expectation expectation;
  if (value.has("after")) {
    value.allow_only({"after", "token", "rises", "more_than"});
    expectation.after = value.at("after").text();
    expectation.token = value.at("token").text();
    expectation.rises = value.at("rises").text();
    expectation.more_than = value.at("more_than").text();
    return expectation;
  }
  value.allow_only({"head", "query", "most"});
  expectation.head = value.at("head").text();
  expectation.query = value.at("query").text();
  expectation.most = value.at("most").text();
  return expectation;
}

Sentence read_sentence(const JsonValue& value) {
  value.allow_only({"id", "text", "second", "partner", "click", "notice", "expect", "wrong_because"});
  Sentence sentence;
  sentence.id = value.at("id").text();
  sentence.text = value.at("text").text();
  sentence.second = text_or_empty(value, "second");
  sentence.has_second = value.has("second");
  sentence.partner = text_or_empty(value, "partner");
  sentence.click = value.at("click").text();
  sentence.notice = text_or_empty(value, "notice");
  sentence.wrong_because = text_or_empty(value, "wrong_because");
  for (const JsonValue& one : value.at("expect").items()) sentence.expect.push_back(read_expectation(one));
  if (sentence.expect.empty()) value.at("expect").refuse("at least one expectation");
  return sentence;
}

void check_ids(const std::vector<SentenceSet>& sets) {
  std::map<std::string, std::string> set_of;
  for (const SentenceSet& set : sets) {
    for (const Sentence& sentence : set.sentences) {
      if (!set_of.emplace(sentence.id, set.id).second) {
        throw Error(fmt::format("the sentence id \"{}\" stands in the sets {} and {}", sentence.id, set_of[sentence.id],
                                set.id),
                    "ids that differ", "a copied sentence");
      }
    }
  }
  for (const SentenceSet& set : sets) {
    for (const Sentence& sentence : set.sentences) {
      if (sentence.partner.empty() || set_of.contains(sentence.partner)) continue;
      throw Error(fmt::format("the sentence \"{}\" has the partner \"{}\"", sentence.id, sentence.partner),
                  "the id of another sentence", "a misspelt id");
    }
  }
}

}  // namespace

SentenceSet read_sentence_set(const std::filesystem::path& file) {
  const JsonValue json = read_json_file(file);
  json.allow_only({"id", "title", "sentences"});
  SentenceSet set;
  set.id = json.at("id").text();
  set.title = json.at("title").text();
  for (const JsonValue& value : json.at("sentences").items()) set.sentences.push_back(read_sentence(value));
  return set;
}

std::vector<SentenceSet> read_sentences(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".json") files.push_back(entry->path());
  }
  if (error) {
    throw Error(fmt::format("{} cannot be read: {}", folder.string(), error.message()), "the folder of sentence files",
                "Heed was moved without its data");
  }
  std::sort(files.begin(), files.end());
  std::vector<SentenceSet> sets;
  for (const auto& file : files) sets.push_back(read_sentence_set(file));
  check_ids(sets);
  return sets;
}

}  // namespace core
