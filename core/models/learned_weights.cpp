#include "core/models/learned_weights.h"

#include <fmt/format.h>

#include <mutex>
#include <set>

#include "core/error.h"
#include "core/parallel.h"

namespace core {

namespace {

std::string shape_text(const std::vector<Index>& shape) {
  std::string text;
  for (const Index size : shape) text += (text.empty() ? "" : ", ") + std::to_string(size);
  return "[" + text + "]";
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Undoes GGUF's order of Llama's rotary rows: there the pair (i, i + half) lies side by side. `matrix` is [in, out].
template <typename Rows>
void unpermute(Rows& matrix, Index heads) {
  const Index width = matrix.cols() / heads;
  const Index half = width / 2;
  Vector row(matrix.cols());
  for (Index r = 0; r < matrix.rows(); ++r) {
    row = matrix.row(r);
    for (Index h = 0; h < heads; ++h) {
      for (Index i = 0; i < half; ++i) {
        matrix(r, h * width + i) = row(h * width + 2 * i);
        matrix(r, h * width + half + i) = row(h * width + 2 * i + 1);
      }
    }
  }
}

class Reader {
 public:
  Reader(const FamilyShape& shape, const WeightNames& names, const TensorFile& file)
      : shape_(shape), names_(names), file_(file), prefix_(find_prefix()) {}

  std::shared_ptr<const LayerWeights> layer(Index number) {
    const std::string stem = prefix_ + layer_stem(number);
    auto weights = std::make_shared<LayerWeights>();
    read_projections(stem, *weights);
    weights->w_o = linear(stem + names_.output, shape_.heads * shape_.head_width, shape_.width);
    if (shape_.output_bias) weights->b_o = vector(stem + names_.output + ".bias", shape_.width);
    if (shape_.query_key_norm) {
      weights->query_norm = norm(stem + names_.query_norm, shape_.head_width);
      weights->key_norm = norm(stem + names_.key_norm, shape_.head_width);
    }
    weights->attention_norm = norm(stem + names_.attention_norm, shape_.width);
    weights->mlp_norm = norm(stem + names_.mlp_norm, shape_.width);
    read_mlp(stem, *weights);
    return weights;
  }

  LearnedTables tables() {
    LearnedTables tables;
    tables.token =
        std::make_shared<const Matrix>(matrix(prefix_ + names_.token + ".weight", shape_.vocabulary, shape_.width));
    if (shape_.position_rows > 0) read_positions(tables);
    if (shape_.token_types > 0) {
      tables.type = matrix(prefix_ + names_.type + ".weight", shape_.token_types, shape_.width);
    }
    if (!names_.embedding_norm.empty()) tables.embedding_norm = norm(prefix_ + names_.embedding_norm, shape_.width);
    read_unembedding(tables);
    return tables;
  }

  Norm final_norm() { return names_.final_norm.empty() ? Norm{} : norm(prefix_ + names_.final_norm, shape_.width); }

  // A tensor of a layer that nothing above has read means that the model computes something else.
  void refuse_leftovers() const {
    const std::string start = prefix_ + names_.layer.substr(0, names_.layer.find("{}"));
    for (const StoredTensor& tensor : file_.tensors()) {
      if (tensor.name.compare(0, start.size(), start) != 0 || used_.count(tensor.name) > 0) continue;
      bool ignored = false;
      for (const std::string& end : names_.ignored) ignored = ignored || ends_with(tensor.name, end);
      if (ignored) continue;
      throw Error(fmt::format("{} holds \"{}\" {}, which {} has no place for", file_.source(), tensor.name,
                              shape_text(tensor.shape), shape_.source),
                  fmt::format("only the weights of {} layers of the family {}", shape_.layers, shape_.family),
                  "config and weights are of different models, or the model needs a newer Heed");
    }
  }

 private:
  std::string find_prefix() const {
    for (const std::string& prefix : names_.prefixes) {
      if (file_.has(prefix + names_.token + ".weight")) return prefix;
    }
    file_.find(names_.prefixes.front() + names_.token + ".weight");  // throws, naming the nearest
    return "";
  }

  std::string layer_stem(Index number) const {
    std::string stem = names_.layer;
    return stem.replace(stem.find("{}"), 2, std::to_string(number));
  }

  // Throws Error naming both files where the tensor is missing or has another shape.
  void expect(const std::string& name, const std::vector<Index>& shape) {
    {
      const std::lock_guard lock(guard_);
      used_.insert(name);
    }
    if (!file_.has(name)) {
      throw Error(fmt::format("{} has no \"{}\" {}", file_.source(), name, shape_text(shape)),
                  "what " + shape_.source + " asks for",
                  "config and weights are of different models, or a part is missing");
    }
    const StoredTensor& tensor = file_.find(name);
    if (tensor.shape == shape) return;
    throw Error(fmt::format("{}: \"{}\" is {}", file_.source(), name, shape_text(tensor.shape)),
                fmt::format("{}, which {} asks for", shape_text(shape), shape_.source),
                "config and weights are of different models");
  }

  Matrix matrix(const std::string& name, Index rows, Index columns) {
    expect(name, {rows, columns});
    return file_.matrix(name, rows, columns);
  }

  Vector vector(const std::string& name, Index size) {
    expect(name, {size});
    return file_.vector(name, size);
  }

  // A matrix for x·W, [in, out].
  Matrix linear(const std::string& name, Index in, Index out) {
    if (names_.input_first) return matrix(name + ".weight", in, out);
    expect(name + ".weight", {out, in});
    return file_.transposed(name + ".weight", out, in);
  }

  Norm norm(const std::string& name, Index width) {
    const bool old = !file_.has(name + ".weight") && file_.has(name + ".gamma");
    Norm result;
    result.gain = vector(name + (old ? ".gamma" : ".weight"), width);
    const bool rms = shape_.norm == NormKind::RmsNorm;
    if (!rms) result.bias = vector(name + (old ? ".beta" : ".bias"), width);
    return result;
  }

  void read_projections(const std::string& stem, LayerWeights& weights) {
    const Index query = shape_.heads * shape_.head_width;
    const Index key = shape_.key_heads * shape_.head_width;
    const bool is_fused = !names_.fused.empty() && (names_.query.empty() || file_.has(stem + names_.fused + ".weight"));
    if (is_fused) {
      const Matrix all = linear(stem + names_.fused, shape_.width, query + 2 * key);
      weights.w_q = all.leftCols(query);
      weights.w_k = all.middleCols(query, key);
      weights.w_v = all.rightCols(key);
      if (!shape_.query_bias) return;
      const Vector bias = vector(stem + names_.fused + ".bias", query + 2 * key);
      weights.b_q = bias.head(query);
      weights.b_k = bias.segment(query, key);
      weights.b_v = bias.tail(key);
      return;
    }
    weights.w_q = linear(stem + names_.query, shape_.width, query);
    weights.w_k = linear(stem + names_.key, shape_.width, key);
    weights.w_v = linear(stem + names_.value, shape_.width, key);
    if (shape_.query_bias) {
      weights.b_q = vector(stem + names_.query + ".bias", query);
      weights.b_k = vector(stem + names_.key + ".bias", key);
      weights.b_v = vector(stem + names_.value + ".bias", key);
    }
    if (!names_.permuted_rotary) return;
    unpermute(weights.w_q, shape_.heads);
    unpermute(weights.w_k, shape_.key_heads);
    if (shape_.query_bias) {
      unpermute(weights.b_q, shape_.heads);
      unpermute(weights.b_k, shape_.key_heads);
    }
  }

  void read_mlp(const std::string& stem, LayerWeights& weights) {
    weights.w_up = linear(stem + names_.up, shape_.width, shape_.inner);
    if (shape_.gated) weights.w_gate = linear(stem + names_.gate, shape_.width, shape_.inner);
    weights.w_down = linear(stem + names_.down, shape_.inner, shape_.width);
    if (!shape_.mlp_bias) return;
    weights.b_up = vector(stem + names_.up + ".bias", shape_.inner);
    if (shape_.gated) weights.b_gate = vector(stem + names_.gate + ".bias", shape_.inner);
    weights.b_down = vector(stem + names_.down + ".bias", shape_.width);
  }

  void read_positions(LearnedTables& tables) {
    const Matrix all = matrix(prefix_ + names_.position + ".weight", shape_.position_rows, shape_.width);
    tables.position = all.bottomRows(shape_.position_rows - shape_.first_position);
    if (shape_.padding_id >= 0) tables.padding_position = all.row(shape_.padding_id);
  }

  // Where file and config both name a matrix, the file's counts unless it is the embedding again (as Transformers
  // does).
  std::shared_ptr<const Matrix> unembedding_or_token(const std::string& name, const LearnedTables& tables) {
    if (!file_.has(name)) return shape_.tied ? tables.token : nullptr;
    auto stored = std::make_shared<const Matrix>(matrix(name, shape_.vocabulary, shape_.width));
    return shape_.tied && *stored == *tables.token ? tables.token : stored;
  }

  void read_unembedding(LearnedTables& tables) {
    if (!names_.unembedding.empty()) {
      tables.unembedding = unembedding_or_token(names_.unembedding + ".weight", tables);
      return;
    }
    if (names_.transform.empty() || !file_.has(names_.transform + ".weight")) return;
    tables.transform = linear(names_.transform, shape_.width, shape_.width);
    tables.transform_bias = vector(names_.transform + ".bias", shape_.width);
    tables.transform_norm = norm(names_.transform_norm, shape_.width);
    for (const std::string& name : names_.decoders) tables.unembedding = unembedding_or_token(name, tables);
    for (const std::string& name : names_.biases) {
      if (tables.unembedding_bias.size() == 0 && file_.has(name)) {
        tables.unembedding_bias = vector(name, shape_.vocabulary);
      }
    }
  }

  const FamilyShape& shape_;
  const WeightNames& names_;
  const TensorFile& file_;
  std::string prefix_;
  std::mutex guard_;
  std::set<std::string> used_;
};

}  // namespace

LearnedWeights read_learned_weights(const FamilyShape& shape, const WeightNames& names, const TensorFile& file,
                                    LoadControl* control) {
  Reader reader(shape, names, file);
  LearnedWeights result;
  const auto layers = static_cast<std::size_t>(shape.layers);
  result.weights.layers.resize(layers);
  if (control != nullptr) control->total = static_cast<int>(layers) + 1;
  parallel_for(layers + 1, thread_count(), [&](std::size_t i) {
    if (control != nullptr && control->cancelled) return;
    if (i == 0) {
      result.tables = reader.tables();
      result.weights.final_norm = reader.final_norm();
    } else {
      result.weights.layers[i - 1] = reader.layer(static_cast<Index>(i) - 1);
    }
    if (control != nullptr) ++control->done;
  });
  if (control != nullptr && control->cancelled) return {};
  reader.refuse_leftovers();
  return result;
}

}  // namespace core
