// What the residual stream is made of: the word's own vector, what each head wrote, the MLP, the norms.
#include "core/attention/explain_parts.h"
#include "core/attention/layer_parts.h"
#include "core/error.h"

namespace core::explaining {

namespace {

bool matches(const Edit& edit, const Place& place) {
  return edit.second == place.second && edit.row == place.row &&
         (edit.column == place.column || edit.column == kAllComponents);
}

std::string origin_label(Origin origin) {
  switch (origin) {
    case Origin::Compiled:
      return "from the lexicon";
    case Origin::Given:
      return "given by the model";
    case Origin::Learned:
      return "learned embedding";
  }
  return "";
}

// The word's, position's and type's vectors, through the norm of the embedding where there is one.
std::vector<Term> embedding_terms(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  const Encoder& encoder = *scene.trace->run.model->encoder;
  const std::vector<EmbeddingPart> parts = encoder.embedding_parts(*scene.rows, row);
  if (parts.empty()) return {};
  std::vector<Term> terms;
  Vector sum = Vector::Zero(scene.config().width);
  for (const EmbeddingPart& part : parts) {
    terms.push_back(term(part.name, static_cast<double>(part.values(column))));
    sum += part.values;
  }
  const Norm& norm = encoder.embedding_norm();
  return norm_terms(terms, sum, scene.config().norm, norm, scene.config().norm_epsilon, column);
}

Explanation explain_x(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  const RunInput& run = scene.trace->run;
  bool edited = false;
  for (const Edit& edit : run.edits) edited = edited || (edit.site == Site::X && matches(edit, scene.place));
  const float value = scene.layer->input(row, column);
  float original = value;
  if (edited) {
    original = run.model->encoder->embed(*scene.rows, second ? SentencePart::Second : SentencePart::First)(row, column);
  }
  const std::string origin = origin_label(run.model->config.origin);
  Explanation result;
  result.terms = embedding_terms(scene);
  if (!result.terms.empty()) {
    conclude(scene, result, value, edited, sum_text(scene, result.terms));
    return result;
  }
  result.terms = {term(origin, static_cast<double>(original))};
  conclude(scene, result, value, edited, scene.text(static_cast<double>(original)));
  if (edited) {
    result.formula = scene.text(static_cast<double>(value)) + ", edited; " + origin + ": " +
                     scene.text(static_cast<double>(original));
  } else {
    result.formula = scene.text(static_cast<double>(value)) + ", " + origin;
  }
  if (!(*scene.rows)[static_cast<std::size_t>(row)].known)
    result.note = "this word is in no list: its vector is a guess";
  return result;
}

Explanation explain_normed(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  Explanation result;
  result.terms = {term("stream before the layer", static_cast<double>(scene.layer->input(row, column)))};
  float value = scene.layer->input(row, column);
  if (scene.layer->normed.size() > 0) {
    value = scene.layer->normed(row, column);
    result.terms = norm_terms(result.terms, scene.layer->input.row(row), scene.config().norm,
                              scene.weights().attention_norm, scene.config().norm_epsilon, column);
  }
  conclude(scene, result, value, false, sum_text(scene, result.terms));
  return result;
}

std::string head_text(const HeadConfig& head, const HeadTrace& trace) {
  return "head " + head.name + (trace.muted ? " (muted)" : "");
}

// One term a head: all that it writes into the column.
std::vector<Term> head_terms(const Scene& scene) {
  const auto& [kind, second, layer, place_head, row, column] = scene.place;
  std::vector<Term> terms;
  for (std::size_t h = 0; h < scene.layer->heads.size(); ++h) {
    const HeadTrace& head = *scene.layer->heads[h];
    if (head.idle) continue;
    const auto index = static_cast<Index>(h);
    terms.push_back(term(head_text(scene.trace->head_config(layer, index), head),
                         written_by_head(*scene.trace, layer, index, row, column, scene.second_run)));
  }
  if (scene.weights().b_o.size() > 0) terms.push_back(term("bias", static_cast<double>(scene.weights().b_o(column))));
  return terms;
}

// One term a component of a head's output, through W_O.
std::vector<Term> attended_terms(const Scene& scene) {
  const auto& [kind, second, layer, place_head, row, column] = scene.place;
  const Matrix& w_o = scene.weights().w_o;
  if (w_o.size() == 0) return head_terms(scene);
  std::vector<Term> terms;
  for (std::size_t h = 0; h < scene.layer->heads.size(); ++h) {
    const HeadTrace& head = *scene.layer->heads[h];
    const HeadConfig& config = scene.trace->head_config(layer, static_cast<Index>(h));
    for (Index c = 0; c < head.output.cols(); ++c) {
      if (head.output(row, c) == 0) continue;
      terms.push_back(term(head_text(config, head) + ", " + component_label(config.value_components, c),
                           static_cast<double>(head.output(row, c)),
                           static_cast<double>(w_o(config.output_row + c, column))));
    }
  }
  if (scene.weights().b_o.size() > 0) terms.push_back(term("bias", static_cast<double>(scene.weights().b_o(column))));
  return terms;
}

std::vector<Term> after_attention_terms(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  std::vector<Term> terms;
  if (scene.config().residual) {
    terms.push_back(term("stream before the layer", static_cast<double>(scene.layer->input(row, column))));
  }
  for (Term& one : head_terms(scene)) terms.push_back(std::move(one));
  if (scene.config().norm_place == NormPlace::Before) return terms;
  Vector sum = scene.layer->attended.row(row);
  if (scene.config().residual) sum += scene.layer->input.row(row);
  return norm_terms(terms, sum, scene.config().norm, scene.weights().attention_norm, scene.config().norm_epsilon,
                    column);
}

std::vector<Term> mlp_terms(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  const ModelConfig& config = scene.config();
  const LayerWeights& weights = scene.weights();
  Matrix inner = scene.layer->after_attention.row(row);
  if (config.norm_place == NormPlace::Before) {
    inner = normalize(inner, config.norm, weights.mlp_norm, config.norm_epsilon);
  }
  inner = feed_forward_inner(inner, weights, config.activation);  // [1, F]
  std::vector<std::string> names;
  for (Index i = 0; i < inner.cols(); ++i) names.push_back("neuron " + std::to_string(i));
  return linear_terms(inner.row(0), weights.w_down, column, weights.b_down, names);
}

std::vector<Term> residual_terms(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  std::vector<Term> terms = after_attention_terms(scene);
  if (scene.layer->mlp.size() == 0) return terms;
  const Term mlp = term("MLP", static_cast<double>(scene.layer->mlp(row, column)));
  if (scene.config().norm_place == NormPlace::Before) {
    terms.push_back(mlp);
    return terms;
  }
  const Vector sum = scene.layer->after_attention.row(row) + scene.layer->mlp.row(row);
  const float after_attention = scene.layer->after_attention(row, column);
  terms = {term("stream after attention", static_cast<double>(after_attention)), mlp};
  return norm_terms(terms, sum, scene.config().norm, scene.weights().mlp_norm, scene.config().norm_epsilon, column);
}

Explanation explain_residual(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  bool edited = false;
  for (const Edit& edit : scene.layer->settings.residual_edits) edited = edited || matches(edit, scene.place);
  Explanation result;
  result.terms = residual_terms(scene);
  conclude(scene, result, scene.layer->output(row, column), edited, sum_text(scene, result.terms));
  return result;
}

Explanation explain_final(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  if (second) throw Error("the second sentence has no final output", "the first sentence", "");
  Explanation result;
  const std::vector<Term> before = {term("stream", static_cast<double>(scene.layer->output(row, column)))};
  result.terms = norm_terms(before, scene.layer->output.row(row), scene.config().norm,
                            scene.trace->model().weights.final_norm, scene.config().norm_epsilon, column);
  conclude(scene, result, scene.trace->output(row, column), false, sum_text(scene, result.terms));
  return result;
}

}  // namespace

Explanation explain_stream(const Scene& scene) {
  const auto& [kind, second, layer, head, row, column] = scene.place;
  switch (kind) {
    case ValueKind::X:
      return explain_x(scene);
    case ValueKind::Normed:
      return explain_normed(scene);
    case ValueKind::Residual:
      return explain_residual(scene);
    case ValueKind::Final:
      return explain_final(scene);
    default:
      break;
  }
  Explanation result;
  if (kind == ValueKind::Attended) {
    result.terms = attended_terms(scene);
    conclude(scene, result, scene.layer->attended(row, column), false, sum_text(scene, result.terms));
  } else if (kind == ValueKind::AfterAttention) {
    result.terms = after_attention_terms(scene);
    conclude(scene, result, scene.layer->after_attention(row, column), false, sum_text(scene, result.terms));
  } else {
    if (scene.layer->mlp.size() == 0) throw Error("this layer has no MLP", "a model with one", "");
    result.terms = mlp_terms(scene);
    conclude(scene, result, scene.layer->mlp(row, column), false, sum_text(scene, result.terms));
  }
  return result;
}

}  // namespace core::explaining
