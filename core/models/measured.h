// How far a learned model's values are from the reference implementation's, as `heed verify` measured it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/find_models.h"

namespace core {

struct Measured {
  std::string fingerprint;         // of the model's files
  std::string model;               // as it was called
  std::string against;             // what computed the references: "PyTorch 2.15.0, Transformers 5.1.0"
  double weights = 0, others = 0;  // the largest errors: of weights absolute, of others relative (VerifyResult)
  double allowed = 0;
  Index texts = 0, tokens = 0;  // how many were compared, and the tokens of the longest
  bool operator==(const Measured&) const = default;
};

// What is known of all models, each once; `problem` says why a file could not be read.
struct MeasuredBook {
  std::vector<Measured> models;
  std::string problem;
};

// Of the files that decide what a learned model computes: their sizes and samples from all over them, so that a large
// model takes no longer than a small one. Throws Error where a file cannot be read.
std::string fingerprint_of(const std::filesystem::path& model);

std::string write_measured(const std::vector<Measured>& models);
// Throws Error naming `source`.
std::vector<Measured> parse_measured(std::string_view text, const std::string& source);
// Puts it into the file, in the place of what was known of the same model. Throws Error.
void record_measured(const std::filesystem::path& file, const Measured& measured);

// What the reader has verified, and what was measured before Heed came to them.
std::filesystem::path reader_measured_file(const ModelPlaces& places);
std::filesystem::path shipped_measured_file(const std::filesystem::path& assets);
// Both; the reader's own results count where a model stands in both. A missing file knows nothing.
MeasuredBook read_measured_book(const std::filesystem::path& assets, const ModelPlaces& places);
const Measured* find_measured(const MeasuredBook& book, const std::string& fingerprint);

// For the card of a learned model; says what to do where nothing was measured.
std::string measured_text(const MeasuredBook& book, const std::string& fingerprint);
// For the cards of built-in models.
inline constexpr std::string_view kHandMadeText =
    "Made by hand; its numbers are checked against an independent calculation in double precision.";

}  // namespace core
