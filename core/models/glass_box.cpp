#include "core/models/glass_box.h"

#include "core/models/glass_box_encoder.h"
#include "core/models/glass_box_file.h"

namespace core {

std::shared_ptr<const Model> load_glass_box(const std::filesystem::path& assets) {
  auto model = std::make_shared<Model>();
  read_glass_box_file(assets / "glass_box.json", *model);
  model->encoder =
      std::make_shared<const GlassBoxEncoder>(std::make_shared<const WordBook>(assets), model->config.components);
  return model;
}

}  // namespace core
