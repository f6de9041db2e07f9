#include "core/models/measured.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/files.h"
#include "core/json_reader.h"
#include "core/numbers.h"

namespace core {

namespace {

namespace fs = std::filesystem;

// FNV-1a (Fowler, Noll, Vo): short, and the same on every machine. It need not withstand an attack.
class Hash {
 public:
  void add(std::string_view bytes) {
    for (const char byte : bytes) {
      value_ ^= static_cast<unsigned char>(byte);
      value_ *= 0x100000001b3U;
    }
  }
  void add(std::uint64_t number) {
    for (int i = 0; i < 8; ++i, number >>= 8U) add(std::string_view{std::string(1, static_cast<char>(number & 0xffU))});
  }
  std::string text() const { return fmt::format("{:016x}", value_); }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

void add_file(const fs::path& path, Hash& hash) {
  constexpr std::uint64_t kSamples = 64, kSampleBytes = 4096;
  std::ifstream file(path, std::ios::binary);
  const std::uint64_t size = fs::file_size(path);
  hash.add(size);
  const std::uint64_t step = std::max(kSampleBytes, size / kSamples);
  std::string sample;
  for (std::uint64_t at = 0; at < size; at += step) {
    sample.resize(std::min(kSampleBytes, size - at));
    file.seekg(static_cast<std::streamoff>(at));
    if (file.read(sample.data(), static_cast<std::streamsize>(sample.size()))) {
      hash.add(sample);
      continue;
    }
    throw Error("cannot read \"" + path.string() + "\"", "a model's file", "the disk may be failing");
  }
}

// The files of a folder that decide what is computed, in an order that no file system has a say in.
std::vector<fs::path> deciding_files(const fs::path& model) {
  std::error_code problem;
  if (!fs::is_directory(model, problem)) return {model};
  std::vector<fs::path> files;
  const bool has_config = fs::exists(model / "config.json", problem);
  for (const auto& entry : fs::directory_iterator(model, problem)) {
    const fs::path& path = entry.path();
    const bool named = path.filename() == "config.json" || path.filename() == "tokenizer.json";
    const bool decides = has_config ? named || path.extension() == ".safetensors" : path.extension() == ".gguf";
    if (decides) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Measured> read_file_of_measured(const fs::path& path) {
  constexpr std::size_t kMost = std::size_t{16} << 20U;
  std::error_code problem;
  if (path.empty() || !fs::exists(path, problem)) return {};
  return parse_measured(read_file(path, kMost), path.filename().string());
}

void put(std::vector<Measured>& models, const Measured& measured) {
  const auto same = std::find_if(models.begin(), models.end(),
                                 [&](const Measured& one) { return one.fingerprint == measured.fingerprint; });
  if (same == models.end()) {
    models.push_back(measured);
  } else {
    *same = measured;
  }
}

}  // namespace

std::string fingerprint_of(const fs::path& model) {
  Hash hash;
  for (const fs::path& file : deciding_files(model)) add_file(file, hash);
  return hash.text();
}

std::string write_measured(const std::vector<Measured>& models) {
  auto list = nlohmann::ordered_json::array();
  for (const Measured& one : models) {
    list.push_back({{"fingerprint", one.fingerprint},
                    {"model", one.model},
                    {"against", one.against},
                    {"weights", one.weights},
                    {"others", one.others},
                    {"allowed", one.allowed},
                    {"texts", one.texts},
                    {"tokens", one.tokens}});
  }
  return nlohmann::ordered_json({{"measured", list}})
             .dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

std::vector<Measured> parse_measured(std::string_view text, const std::string& source) {
  constexpr std::int64_t kMost = 1'000'000'000;
  const JsonValue json = parse_json(text, source);
  json.allow_only({"measured"});
  std::vector<Measured> models;
  for (const JsonValue& item : json.at("measured").items()) {
    item.allow_only({"fingerprint", "model", "against", "weights", "others", "allowed", "texts", "tokens"});
    Measured one;
    one.fingerprint = item.at("fingerprint").text();
    one.model = item.at("model").text();
    one.against = item.at("against").text();
    one.weights = item.at("weights").number(0);
    one.others = item.at("others").number(0);
    one.allowed = item.at("allowed").number(0);
    one.texts = item.at("texts").integer(1, kMost);
    one.tokens = item.at("tokens").integer(1, kMost);
    put(models, one);
  }
  return models;
}

void record_measured(const fs::path& file, const Measured& measured) {
  std::vector<Measured> models = read_file_of_measured(file);
  put(models, measured);
  std::error_code problem;  // writing says what is wrong
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), problem);
  write_file_atomically(file, write_measured(models));
}

fs::path reader_measured_file(const ModelPlaces& places) {
  return places.own.empty() ? fs::path() : places.own.front().parent_path() / "measured.json";
}

fs::path shipped_measured_file(const fs::path& assets) {
  return assets / "measured.json";
}

MeasuredBook read_measured_book(const fs::path& assets, const ModelPlaces& places) {
  MeasuredBook book;
  for (const fs::path& file : {shipped_measured_file(assets), reader_measured_file(places)}) {
    try {
      for (const Measured& one : read_file_of_measured(file)) put(book.models, one);
    } catch (const Error& error) {
      book.problem = error.what();
    }
  }
  return book;
}

const Measured* find_measured(const MeasuredBook& book, const std::string& fingerprint) {
  const auto found = std::find_if(book.models.begin(), book.models.end(),
                                  [&](const Measured& one) { return one.fingerprint == fingerprint; });
  return found == book.models.end() ? nullptr : &*found;
}

std::string measured_text(const MeasuredBook& book, const std::string& fingerprint) {
  const Measured* known = find_measured(book, fingerprint);
  const std::string problem = book.problem.empty() ? "" : " (" + book.problem + ")";
  if (known == nullptr) {
    return "Not measured against the reference implementation yet: heed verify does, and keeps what it finds" + problem;
  }
  const bool good = known->weights <= known->allowed && known->others <= known->allowed;
  return fmt::format(
      "Measured against {} on {} of up to {} tokens: weights differ by {:.1e} at most, other values by "
      "{:.1e} of the largest{}{}",
      known->against, counted(known->texts, "text"), known->tokens, known->weights, known->others,
      good ? "" : fmt::format("; up to {:.0e} would be rounding", known->allowed), problem);
}

}  // namespace core
