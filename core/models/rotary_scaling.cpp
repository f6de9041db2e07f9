// Rotary positions as configs describe them: Transformers, modeling_rope_utils.py.
#include <algorithm>
#include <cmath>

#include "core/attention/layer_parts.h"
#include "core/error.h"
#include "core/models/config_values.h"
#include "core/models/yarn.h"

namespace core {

namespace {

double required_factor(const JsonValue& scaling) {
  return scaling.at("factor").number(1e-6, 1e6);
}

double number_of(const JsonValue& scaling, std::string_view key, double otherwise) {
  const auto value = scaling.find(key);
  return value ? value->number(0, 1e9) : otherwise;
}

// Llama 3: long waves are stretched, short ones kept, those between blended.
void scale_like_llama3(const JsonValue& scaling, double original, std::vector<float>& frequencies) {
  const double factor = required_factor(scaling);
  const double low = scaling.at("low_freq_factor").number(1e-6, 1e6);
  const double high = scaling.at("high_freq_factor").number(1e-6, 1e6);
  const double pi = std::acos(-1.0);
  for (float& frequency : frequencies) {
    const double wave = 2 * pi / static_cast<double>(frequency);
    if (wave < original / high) continue;
    const double stretched = static_cast<double>(frequency) / factor;
    const double smooth = (original / wave - low) / (high - low);
    const bool is_long = wave > original / low;
    frequency =
        static_cast<float>(is_long ? stretched : (1 - smooth) * stretched + smooth * static_cast<double>(frequency));
  }
}

void scale_by_yarn(const JsonValue& scaling, double base, double original, Index positions, Rotary& rotary) {
  Yarn yarn;
  const auto factor = scaling.find("factor");
  yarn.factor = factor ? factor->number(1e-6, 1e6) : static_cast<double>(positions) / original;
  yarn.original = original;
  const auto or_default = [&](const char* key, double otherwise) {
    const double given = number_of(scaling, key, 0);
    return given > 0 ? given : otherwise;
  };
  yarn.beta_fast = or_default("beta_fast", 32);
  yarn.beta_slow = or_default("beta_slow", 1);
  yarn.truncate = config_flag_or(scaling, "truncate", true);
  rotary.frequencies = yarn_frequencies(yarn, base, static_cast<Index>(2 * rotary.frequencies.size()));
  const double scale = number_of(scaling, "mscale", 0);
  const double scale_all = number_of(scaling, "mscale_all_dim", 0);
  double attention = yarn_attention(yarn.factor, 1);
  if (scale > 0 && scale_all > 0)
    attention = yarn_attention(yarn.factor, scale) / yarn_attention(yarn.factor, scale_all);
  if (const auto given = scaling.find("attention_factor")) attention = given->number(1e-6, 1e6);
  rotary.attention_factor = static_cast<float>(attention);
}

std::string scaling_type(const JsonValue& scaling) {
  if (const auto type = scaling.find("rope_type")) return type->text();
  if (const auto type = scaling.find("type")) return type->text();
  return "default";
}

void apply_scaling(const JsonValue& scaling, const JsonValue& config, Index positions, FamilyShape& shape) {
  Rotary& rotary = shape.rotary;
  const std::string type = scaling_type(scaling);
  double original = number_of(scaling, "original_max_position_embeddings", static_cast<double>(positions));
  if (const auto given = config.find("original_max_position_embeddings")) original = given->number(1, 1e9);
  if (type == "default") return;
  if (type == "linear") {
    for (float& frequency : rotary.frequencies) frequency /= static_cast<float>(required_factor(scaling));
  } else if (type == "dynamic") {
    rotary.dynamic_from = positions;
    rotary.dynamic_factor = required_factor(scaling);
    const double stretched = static_cast<double>(positions) * std::max(1.0, rotary.dynamic_factor);
    shape.max_tokens = static_cast<Index>(std::min(stretched, 1e9));
  } else if (type == "llama3") {
    scale_like_llama3(scaling, original, rotary.frequencies);
  } else if (type == "yarn") {
    scale_by_yarn(scaling, rotary.base, original, positions, rotary);
  } else {
    scaling.refuse("a rope type that Heed knows: default, linear, dynamic, llama3, yarn",
                   "\"" + type + "\" needs a newer Heed");
  }
}

}  // namespace

std::vector<float> yarn_frequencies(const Yarn& yarn, double base, Index dims) {
  const double pi = std::acos(-1.0);
  const auto width = static_cast<double>(dims);
  const auto dim_of = [&](double rotations) {
    return width * std::log(yarn.original / (rotations * 2 * pi)) / (2 * std::log(base));
  };
  double low = dim_of(yarn.beta_fast);
  double high = dim_of(yarn.beta_slow);
  if (yarn.truncate) {
    low = std::floor(low);
    high = std::ceil(high);
  }
  low = std::max(low, 0.0);
  high = std::min(high, width - 1);
  if (low == high) high += 0.001;
  std::vector<float> frequencies;
  for (Index i = 0; i < dims / 2; ++i) {
    const double ramp = std::clamp((static_cast<double>(i) - low) / (high - low), 0.0, 1.0);
    const double plain = 1 / std::pow(base, static_cast<double>(2 * i) / width);
    frequencies.push_back(static_cast<float>(plain / yarn.factor * ramp + plain * (1 - ramp)));
  }
  return frequencies;
}

double yarn_attention(double factor, double scale) {
  return factor <= 1 ? 1 : 0.1 * scale * std::log(factor) + 1;
}

void read_rotary(const JsonValue& config, Index positions, FamilyShape& shape) {
  const auto older = config.find("rope_scaling");  // where both stand, Transformers 5 takes this one
  const auto scaling = older ? older : config.find("rope_parameters");
  if (scaling && (scaling->has("full_attention") || scaling->has("sliding_attention"))) {
    scaling->refuse("one set of rotary parameters", "rotary positions that differ by layer need a newer Heed");
  }
  double base = config_number_or(config, "rope_theta", 10000);
  if (scaling) base = config_number_or(*scaling, "rope_theta", base);
  for (const JsonValue* place : {&config, scaling ? &*scaling : nullptr}) {
    if (place == nullptr) continue;
    const auto partial = place->find("partial_rotary_factor");
    if (partial && partial->number() != 1) partial->refuse("1", "this family turns every component of q and k");
  }
  if (shape.head_width % 2 != 0) {
    throw Error(config.place() + ": heads are " + std::to_string(shape.head_width) + " wide",
                "an even width, since rotary positions turn pairs", "the config was edited or damaged");
  }
  shape.rotary.base = base;
  shape.rotary.frequencies = plain_frequencies(base, shape.head_width);
  if (scaling) apply_scaling(*scaling, config, positions, shape);
}

}  // namespace core
