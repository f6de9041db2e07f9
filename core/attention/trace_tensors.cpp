#include "core/attention/trace_tensors.h"

#include <fmt/format.h>

#include <deque>

#include "core/attention/trace_json.h"
#include "core/model_files/safetensors_writer.h"

namespace core {

namespace {

class Collector {
 public:
  Collector(const AttentionTrace& trace, const TraceSelection& selection, std::deque<Matrix>& blocks)
      : trace_(trace), selection_(selection), blocks_(blocks) {}

  std::vector<NamedMatrix> collect() {
    add_layers("layers", trace_.layers);
    add_layers("second_layers", trace_.second_layers);
    if (selection_.has("output")) arrays_.push_back({"output", &trace_.output});
    if (selection_.matrices) add_matrices();
    return std::move(arrays_);
  }

 private:
  template <typename Values, typename Owner>
  void add_values(const std::string& prefix, const Values& values, const Owner& owner) {
    for (const auto& one : values) {
      const Matrix& matrix = owner.*one.values;
      if (selection_.has(one.name) && matrix.size() > 0) arrays_.push_back({prefix + one.name, &matrix});
    }
  }

  void add_layers(const char* key, const std::vector<std::shared_ptr<const LayerTrace>>& layers) {
    for (std::size_t l = 0; l < layers.size(); ++l) {
      if (!selection_.has_layer(static_cast<Index>(l))) continue;
      const std::string prefix = fmt::format("{}.{}.", key, l);
      add_values(prefix, kValuesBeforeHeads, *layers[l]);
      for (std::size_t h = 0; h < layers[l]->heads.size(); ++h) {
        add_values(fmt::format("{}heads.{}.", prefix, h), kHeadValues, *layers[l]->heads[h]);
      }
      add_values(prefix, kValuesAfterHeads, *layers[l]);
    }
  }

  void add_matrices() {
    for (std::size_t l = 0; l < trace_.layers.size(); ++l) {
      if (!selection_.has_layer(static_cast<Index>(l))) continue;
      for (std::size_t h = 0; h < trace_.layers[l]->heads.size(); ++h) {
        for (HeadMatrix& one : head_matrices(trace_, static_cast<Index>(l), static_cast<Index>(h))) {
          if (one.values.size() == 0) continue;
          blocks_.push_back(std::move(one.values));
          arrays_.push_back({fmt::format("matrices.{}@{}.{}", one.name, l, h), &blocks_.back()});
        }
      }
    }
  }

  const AttentionTrace& trace_;
  const TraceSelection& selection_;
  std::deque<Matrix>& blocks_;  // heads' blocks of matrices; a deque keeps their addresses
  std::vector<NamedMatrix> arrays_;
};

// The JSON form without any array: names, tokens, switches, edits.
std::string header_json(const AttentionTrace& trace) {
  TraceSelection names_only;
  names_only.only = std::set<std::string>{"tokens"};
  std::string text;
  write_trace_json(trace, names_only, [&text](std::string_view bytes) { text += bytes; });
  return text;
}

}  // namespace

void write_trace_tensors(const std::filesystem::path& path, const AttentionTrace& trace,
                         const TraceSelection& selection) {
  std::deque<Matrix> blocks;
  const std::vector<NamedMatrix> arrays = Collector(trace, selection, blocks).collect();
  write_safetensors(path, arrays,
                    {{"format", "heed trace"},
                     {"model", trace.config().id},
                     {"sentence", trace.run.sentence},
                     {"trace", header_json(trace)}});
}

}  // namespace core
