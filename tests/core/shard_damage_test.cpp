// Each kind of damage to a model in several safetensors files gets one line that names the shard or the index.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/model_files/safetensors_reader.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using support::raw;
using support::refusal;
using support::safetensors_bytes;
using testing::AllOf;
using testing::HasSubstr;

class ShardDamage : public testing::Test {
 protected:
  ShardDamage() {
    folder_.file("1.safetensors", one_tensor("a"));
    folder_.file("2.safetensors", one_tensor("b"));
  }
  static std::string one_tensor(const std::string& name) {
    return safetensors_bytes("{\"" + name + R"(":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", raw(1.0F));
  }
  std::string refusal_of_index(const std::string& text) const {
    folder_.file("model.safetensors.index.json", text);
    return refusal([&] { core::open_safetensors(folder_.path()); });
  }

  support::TemporaryFolder folder_;
};

TEST_F(ShardDamage, WholeShardsAreAccepted) {
  EXPECT_EQ(refusal_of_index(R"({"weight_map":{"a":"1.safetensors","b":"2.safetensors"}})"), "accepted");
}

TEST_F(ShardDamage, ATensorThatIsNotInItsShardIsRefused) {
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{"a":"1.safetensors","c":"2.safetensors"}})"),
              AllOf(HasSubstr("2.safetensors holds no tensor \"c\"; expected what model.safetensors.index.json lists"),
                    HasSubstr("different versions")));
}

TEST_F(ShardDamage, AMissingOrDamagedShardIsNamed) {
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{"a":"1.safetensors","c":"3.safetensors"}})"),
              AllOf(HasSubstr("3.safetensors"), HasSubstr("No such file")));
  folder_.file("2.safetensors", one_tensor("b").substr(0, 30));
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{"b":"2.safetensors"}})"),
              HasSubstr("2.safetensors says that its header"));
}

TEST_F(ShardDamage, ATensorInTwoShardsIsRefused) {
  folder_.file("2.safetensors", one_tensor("a"));
  folder_.file("3.safetensors", one_tensor("c"));
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{"a":"2.safetensors","c":"3.safetensors"}})"), "accepted");
  folder_.file("3.safetensors", safetensors_bytes(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},)"
                                                  R"("c":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})",
                                                  ""));
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{"a":"2.safetensors","c":"3.safetensors"}})"),
              HasSubstr("tensor \"a\" stands twice, in 2.safetensors and 3.safetensors; expected each tensor once"));
}

TEST_F(ShardDamage, AShardsNameThatLeadsOutOfTheFolderIsRefused) {
  const fs::path inner = folder_.path() / "inner";
  fs::create_directory(inner);
  for (const std::string name :
       {"../1.safetensors", "/etc/passwd", "..", ".", "", "x/../1.safetensors", "a\\\\b", "1\\u0000"}) {
    std::string index = R"({"weight_map":{"a":"NAME"}})";
    index.replace(index.find("NAME"), 4, name);
    const fs::path path = folder_.file("inner/model.safetensors.index.json", index);
    EXPECT_THAT(
        refusal([&] { core::open_safetensors(path); }),
        AllOf(HasSubstr("model.safetensors.index.json: weight_map.a is"), HasSubstr("a file in the same folder")))
        << name;
  }
}

TEST_F(ShardDamage, AnIndexOfAnotherFormIsRefused) {
  EXPECT_THAT(refusal_of_index("{}"), HasSubstr("has no \"weight_map\""));
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{}})"), HasSubstr("expected at least one tensor"));
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{"a":1}})"), HasSubstr("weight_map.a is 1; expected a text"));
  EXPECT_THAT(refusal_of_index(R"({"weight_map":{"a":"1.safetensors","a":"2.safetensors"}})"),
              HasSubstr("stands twice"));
}

}  // namespace
