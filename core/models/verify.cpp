#include "core/models/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

#include "core/error.h"
#include "core/json_reader.h"
#include "core/model_files/safetensors_reader.h"

namespace core {

namespace {

// The metadata of a safetensors file that was opened without complaint before.
JsonValue read_metadata(const std::filesystem::path& path) {
  constexpr std::uint64_t kMost = std::uint64_t{100} << 20U;
  std::ifstream file(path, std::ios::binary);
  std::array<unsigned char, 8> bytes{};
  file.read(reinterpret_cast<char*>(bytes.data()), bytes.size());
  std::uint64_t size = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) size = size << 8U | bytes[i];
  if (!file || size > kMost) throw Error(path.string() + " has no readable header", "a safetensors file", "");
  std::string header(size, ' ');
  file.read(header.data(), static_cast<std::streamsize>(size));
  return parse_json(header, path.filename().string()).at("__metadata__");
}

Matrix any_matrix(const TensorFile& file, const std::string& name) {
  const StoredTensor& tensor = file.find(name);
  if (tensor.shape.size() == 2) return file.matrix(name, tensor.shape[0], tensor.shape[1]);
  throw Error(file.source() + ": " + name + " is no matrix", "two dimensions",
              "it is not a reference of make_reference.py");
}

std::vector<Matrix> read_heads(const TensorFile& file, const std::string& name) {
  const StoredTensor& tensor = file.find(name);
  if (tensor.shape.size() != 3) {
    throw Error(file.source() + ": " + name + " is not heads of matrices", "three dimensions",
                "it is not a reference of make_reference.py");
  }
  std::vector<Matrix> heads;
  for (Index h = 0; h < tensor.shape[0]; ++h) {
    heads.emplace_back(tensor.shape[1], tensor.shape[2]);
    file.read_rows(tensor, h, 1, heads.back().data());
  }
  return heads;
}

// The largest difference; relative to the largest value of the reference where that is above 1 and `relative`.
double error_of(const Matrix& ours, const Eigen::Ref<const Matrix>& theirs, bool relative, const std::string& what) {
  if (ours.rows() != theirs.rows() || ours.cols() != theirs.cols()) {
    throw Error(fmt::format("{} is [{}, {}]", what, theirs.rows(), theirs.cols()),
                fmt::format("[{}, {}]", ours.rows(), ours.cols()), "the reference is of another model");
  }
  if (ours.size() == 0) return 0;
  const double difference = static_cast<double>((ours - theirs).cwiseAbs().maxCoeff());
  return relative ? difference / std::max(1.0, static_cast<double>(theirs.cwiseAbs().maxCoeff())) : difference;
}

void check_tokens(const AttentionTrace& trace, const Reference& reference) {
  for (std::size_t t = 0; t < std::max(trace.tokens.size(), reference.ids.size()); ++t) {
    const int ours = t < trace.tokens.size() ? trace.tokens[t].id : -1;
    const int theirs = t < reference.ids.size() ? reference.ids[t] : -1;
    if (ours == theirs) continue;
    throw Error(fmt::format("token {} has the id {} here and {} in {}", t, ours, theirs, reference.source),
                "the same tokens", "the reference is of another model, or the tokenizers differ");
  }
}

double logits_error(const AttentionTrace& trace, const Reference& reference) {
  if (!trace.model().predictor) {
    throw Error(reference.source + " holds logits, and this model predicts nothing", "a model with its head",
                "the weights were saved without the head");
  }
  const Matrix& stream = trace.layers.back()->output;
  const Index rows = std::min(reference.logits.rows(), stream.rows());
  return error_of(trace.model().predictor->logits(stream.bottomRows(rows)), reference.logits, true, "logits");
}

}  // namespace

Reference read_reference(const std::filesystem::path& path) {
  const TensorFilePointer file = open_safetensors(path);
  const JsonValue metadata = read_metadata(path);
  Reference reference;
  reference.source = path.filename().string();
  reference.sentence = metadata.at("sentence").text();
  for (const auto& [key, name] : {std::pair{"torch", "PyTorch "}, std::pair{"transformers", "Transformers "}}) {
    const auto version = metadata.find(key);
    if (version) reference.computed_by += (reference.computed_by.empty() ? "" : ", ") + (name + version->text(100));
  }
  if (const auto second = metadata.find("second")) {
    reference.has_second = true;
    reference.second = second->text();
  }
  const StoredTensor& ids = file->find("ids");
  const Vector values = file->vector("ids", ids.shape.empty() ? 0 : ids.shape[0]);
  for (Index t = 0; t < values.size(); ++t) reference.ids.push_back(static_cast<int>(values(t)));
  for (const StoredTensor& tensor : file->tensors()) {
    const auto place_of = [&](const char* start) -> std::optional<std::size_t> {
      constexpr std::size_t kMostLayers = 10'000;
      const std::size_t length = std::strlen(start);
      if (tensor.name.compare(0, length, start) != 0) return std::nullopt;
      const std::string digits = tensor.name.substr(length);
      const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string::npos;
      if (!number || digits.size() > 4) return kMostLayers;
      return static_cast<std::size_t>(std::stoul(digits));
    };
    if (const auto layer = place_of("attentions.")) {
      if (*layer >= reference.attentions.size()) reference.attentions.resize(*layer + 1);
      reference.attentions[*layer] = read_heads(*file, tensor.name);
    } else if (const auto place = place_of("hidden.")) {
      if (*place >= reference.hidden.size()) reference.hidden.resize(*place + 1);
      reference.hidden[*place] = any_matrix(*file, tensor.name);
    } else if (tensor.name == "logits") {
      reference.logits = any_matrix(*file, tensor.name);
    }
  }
  return reference;
}

double VerifyResult::largest_weights() const {
  double largest = 0;
  for (const LayerError& layer : layers) largest = std::max(largest, layer.weights);
  return largest;
}

double VerifyResult::largest_other() const {
  double largest = std::max(output, logits);
  for (const LayerError& layer : layers) largest = std::max(largest, layer.stream);
  return largest;
}

VerifyResult compare_with_reference(const AttentionTrace& trace, const Reference& reference) {
  check_tokens(trace, reference);
  const std::size_t layers = trace.layers.size();
  if (reference.attentions.size() != layers || reference.hidden.size() > layers + 1) {
    throw Error(fmt::format("{} holds {} layers", reference.source, reference.attentions.size()),
                fmt::format("{} layers", layers), "the reference is of another model");
  }
  VerifyResult result;
  result.layers.resize(layers);
  for (std::size_t l = 0; l < layers; ++l) {
    const auto& heads = reference.attentions[l];
    if (heads.size() != trace.layers[l]->heads.size()) {
      throw Error(fmt::format("layer {} of {} holds {} heads", l, reference.source, heads.size()),
                  fmt::format("{} heads", trace.layers[l]->heads.size()), "the reference is of another model");
    }
    for (std::size_t h = 0; h < heads.size(); ++h) {
      const double error = error_of(trace.layers[l]->heads[h]->weights, heads[h], false, "a head's weights");
      result.layers[l].weights = std::max(result.layers[l].weights, error);
    }
    if (l < reference.hidden.size() && reference.hidden[l].size() > 0) {
      result.layers[l].has_stream = true;
      result.layers[l].stream = error_of(trace.layers[l]->input, reference.hidden[l], true, "a hidden state");
    }
  }
  result.has_output = reference.hidden.size() == layers + 1;
  if (result.has_output)
    result.output = error_of(trace.output, reference.hidden[layers], true, "the last hidden state");
  result.has_logits = reference.logits.size() > 0;
  if (result.has_logits) result.logits = logits_error(trace, reference);
  return result;
}

}  // namespace core
