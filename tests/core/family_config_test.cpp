// Configs of learned models: what they say reaches the shape, and a detail that is not known is refused by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/models/family.h"
#include "core/models/learned_model.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"

namespace {

using nlohmann::json;

json config_of(const std::string& family) {
  return json::parse(
      support::read_bytes(std::filesystem::path(HEED_SOURCE_DIR) / "tests/data/families" / family / "config.json"));
}

core::FamilyShape shape_of(const json& config) {
  const support::TemporaryFolder folder;
  const core::JsonValue read = core::read_json_file(folder.file("config.json", config.dump()));
  return core::family_of_config(read).read_config(read);
}

std::string refusal(const json& config) {
  try {
    shape_of(config);
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(FamilyConfig, OfTwoSetsOfRotaryParametersTheOlderKeyCountsAsInTransformers) {
  json config = config_of("llama");
  const auto plain = shape_of(config).rotary.frequencies;
  config["rope_scaling"] = {{"rope_type", "linear"}, {"factor", 2.0}};
  const auto scaled = shape_of(config).rotary.frequencies;
  EXPECT_EQ(scaled.at(0), plain.at(0) / 2);
  config["rope_parameters"] = {{"rope_type", "default"}, {"rope_theta", 10000.0}};
  EXPECT_EQ(shape_of(config).rotary.frequencies, scaled);
}

TEST(FamilyConfig, AKindOfRotaryPositionsThatIsNotKnownIsRefusedByNameUnderEitherKey) {
  for (const char* key : {"rope_scaling", "rope_parameters"}) {
    json config = config_of("llama");
    config[key] = {{"rope_type", "longrope"}, {"factor", 2.0}};
    EXPECT_THAT(refusal(config), testing::HasSubstr("longrope")) << key;
  }
  json config = config_of("llama");
  config["rope_parameters"] = {{"rope_type", "default"}};
  config["rope_scaling"] = {{"rope_type", "foo"}};
  EXPECT_THAT(refusal(config), testing::HasSubstr("\"foo\" needs a newer Heed"));
}

}  // namespace
