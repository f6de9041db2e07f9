// The sentences that come with Heed: read from sentences/*.json with every field checked.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace core {

// What must come out of a sentence. Tokens are named by word ("it"), occurrence ("it#1") or position ("3").
struct Expectation {
  // `query`'s largest weight of the head lies on `most` …
  std::string head, query, most;
  // … or: behind head `after` ("1.sense") component `rises` of `token` has grown by more than `more_than`.
  std::string after, token, rises, more_than;

  bool compares_components() const { return !after.empty(); }
};

struct Sentence {
  std::string id, text;
  bool has_second = false;
  std::string second;
  std::string partner;        // id of the other half of a contrast pair, may be empty
  std::string click;          // the word to select first
  std::string notice;         // one line: what to see
  std::string wrong_because;  // not empty: the glass box gets it wrong, and why
  std::vector<Expectation> expect;
};

struct SentenceSet {
  std::string id, title;
  std::vector<Sentence> sentences;
};

// All *.json of the folder in the order of their file names. Throws Error on a damaged file, an id that stands twice
// or a partner that does not exist.
std::vector<SentenceSet> read_sentences(const std::filesystem::path& folder);
// One file of the same form.
SentenceSet read_sentence_set(const std::filesystem::path& file);

}  // namespace core
