#include "app/library.h"

#include <map>

#include "core/sentences/sentences.h"

namespace app {

namespace {

// The head that the sentence is about: that of the expectation of the word to click, else of the first one.
std::string head_of(const core::Sentence& sentence) {
  std::string head;
  for (const core::Expectation& expectation : sentence.expect) {
    const std::string& one = expectation.compares_components() ? expectation.after : expectation.head;
    const std::string& word = expectation.compares_components() ? expectation.token : expectation.query;
    if (word == sentence.click) return one;
    if (head.empty()) head = one;
  }
  return head;
}

}  // namespace

std::vector<ui::LibrarySentence> load_library(const std::filesystem::path& folder) {
  std::vector<ui::LibrarySentence> library;
  const std::vector<core::SentenceSet> sets = core::read_sentences(folder);
  std::map<std::string, std::string> texts;  // by id
  for (const core::SentenceSet& set : sets) {
    for (const core::Sentence& sentence : set.sentences) texts[sentence.id] = sentence.text;
  }
  for (const core::SentenceSet& set : sets) {
    for (const core::Sentence& sentence : set.sentences) {
      library.push_back({sentence.id, sentence.text, sentence.second, sentence.notice, set.title, sentence.click,
                         head_of(sentence), sentence.wrong_because,
                         sentence.partner.empty() ? "" : texts[sentence.partner]});
    }
  }
  return library;
}

}  // namespace app
