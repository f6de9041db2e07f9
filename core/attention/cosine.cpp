#include "core/attention/cosine.h"

#include <algorithm>

namespace core {

Vector masked(const Vector& direction, const Vector& mask) {
  return mask.size() == 0 ? direction : Vector(direction.cwiseProduct(mask));
}

CosineParts cosine_parts(const Model& model, const Vector& direction, const std::string& word) {
  const Encoder& encoder = *model.encoder;
  const auto found = std::find(encoder.nearest_names().begin(), encoder.nearest_names().end(), word);
  if (found == encoder.nearest_names().end()) return {};
  const Vector asked = masked(encoder.nearest_direction(direction), encoder.nearest_mask());
  const Vector vector =
      masked(encoder.nearest_vectors().row(found - encoder.nearest_names().begin()), encoder.nearest_mask());
  CosineParts parts;
  parts.direction_length = static_cast<double>(asked.norm());
  parts.word_length = static_cast<double>(vector.norm());
  for (Index c = 0; c < asked.size(); ++c) {
    const float product = asked(c) * vector(c);
    if (product == 0) continue;
    parts.terms.push_back({component_label(model.config.components, c), asked(c), vector(c), product});
    parts.product += static_cast<double>(product);
  }
  return parts;
}

}  // namespace core
