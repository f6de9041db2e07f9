#include "app/library.h"

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
  for (const core::SentenceSet& set : core::read_sentences(folder)) {
    for (const core::Sentence& sentence : set.sentences) {
      library.push_back({sentence.id, sentence.text, sentence.second, sentence.notice, set.title, sentence.click,
                         head_of(sentence), sentence.wrong_because});
    }
  }
  return library;
}

}  // namespace app
