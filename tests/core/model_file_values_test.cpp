// What stands in a model file is read to the bit, as the formats' own packages read it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>

#include "core/model_files/gguf.h"
#include "core/model_files/half.h"
#include "core/model_files/safetensors_reader.h"
#include "core/model_files/safetensors_writer.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using core::Index;
using core::Matrix;
using core::StoredTensor;
using core::TensorFile;
using support::refusal;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

fs::path data(const std::string& name) {
  return fs::path(HEED_SOURCE_DIR) / "tests/data/model_files" / name;
}

std::vector<std::uint32_t> bits(const std::vector<float>& values) {
  std::vector<std::uint32_t> all;
  all.reserve(values.size());
  for (const float value : values) all.push_back(std::bit_cast<std::uint32_t>(value));
  return all;
}

Index rows_of(const StoredTensor& tensor) {
  return tensor.shape.empty() ? 1 : tensor.shape[0];
}

std::size_t size_of(const StoredTensor& tensor) {
  std::size_t size = 1;
  for (const Index axis : tensor.shape) size *= static_cast<std::size_t>(axis);
  return size;
}

// The floats of all readable tensors, in the order of their names.
std::vector<float> all_floats(const TensorFile& file, const std::string& unread) {
  std::vector<StoredTensor> tensors = file.tensors();
  std::sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  std::vector<float> all;
  for (const StoredTensor& tensor : tensors) {
    if (tensor.name == unread) continue;
    std::vector<float> values(size_of(tensor));
    file.read_rows(tensor, 0, rows_of(tensor), values.data());
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

TEST(ModelFileValues, EveryFloatTypeOfSafetensorsIsReadToTheBit) {
  const auto file = core::open_safetensors(data("plain.safetensors"));
  EXPECT_EQ(bits(all_floats(*file, "embeddings.position_ids")),
            bits(support::read_floats(data("plain.safetensors.expected"))));
  EXPECT_EQ(file->source(), "plain.safetensors");
  EXPECT_EQ(file->find("upper").type, "BF16");
  EXPECT_THAT(file->find("nothing").shape, ElementsAre(0, 3));
  EXPECT_THAT(file->find("single").shape, ElementsAre());
}

TEST(ModelFileValues, IntegersMayStandInAFileButAreNotReadAsFloats) {
  const auto file = core::open_safetensors(data("plain.safetensors"));
  EXPECT_THAT(file->find("embeddings.position_ids").shape, ElementsAre(1, 5));
  EXPECT_THAT(refusal([&] { file->matrix("embeddings.position_ids", 1, 5); }),
              AllOf(HasSubstr("plain.safetensors: tensor \"embeddings.position_ids\" is of type I64"),
                    HasSubstr("expected one of F32, F16, BF16"), HasSubstr("weights are floats")));
}

TEST(ModelFileValues, ShardsAreReadAsOneModelFromTheFolderAndFromTheIndex) {
  for (const std::string path : {"sharded", "sharded/model.safetensors.index.json"}) {
    const auto file = core::open_safetensors(data(path));
    EXPECT_EQ(bits(all_floats(*file, "")), bits(support::read_floats(data("sharded.expected"))));
  }
}

TEST(ModelFileValues, EveryQuantisedTypeOfGgufIsReadToTheBit) {
  const core::GgufFile file = core::open_gguf(data("quantised.gguf"));
  EXPECT_EQ(bits(all_floats(*file.tensors, "unread")), bits(support::read_floats(data("quantised.gguf.expected"))));
  EXPECT_THAT(file.tensors->find("cube").shape, ElementsAre(2, 3, 4)) << "outermost first";
  for (const std::string type : {"Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K"}) {
    const auto& tensors = file.tensors->tensors();
    EXPECT_TRUE(std::any_of(tensors.begin(), tensors.end(), [&](const auto& one) { return one.type == type; })) << type;
  }
}

TEST(ModelFileValues, AQuantisationThatIsNotKnownIsRefusedByNameWhenItIsRead) {
  const core::GgufFile file = core::open_gguf(data("quantised.gguf"));
  EXPECT_THAT(refusal([&] { file.tensors->matrix("unread", 1, 256); }),
              AllOf(HasSubstr("quantised.gguf: tensor \"unread\" is of type Q2_K"), HasSubstr("expected one of F32"),
                    HasSubstr("Q6_K"), HasSubstr("another quantisation")));
}

TEST(ModelFileValues, AnotherAlignmentAndTheFormersVersionAreRead) {
  const support::TemporaryFolder folder;
  std::string bytes = support::read_bytes(data("aligned.gguf"));
  bytes[4] = 2;
  for (const fs::path& path : {data("aligned.gguf"), folder.file("second.gguf", bytes)}) {
    const core::GgufFile file = core::open_gguf(path);
    EXPECT_EQ(file.metadata->integer("general.alignment", 0, 1000), 256);
    EXPECT_EQ(bits(all_floats(*file.tensors, "")), bits(support::read_floats(data("aligned.gguf.expected"))));
  }
}

TEST(ModelFileValues, EveryTypeOfMetadataIsRead) {
  const auto metadata = core::open_gguf(data("quantised.gguf")).metadata;  // outlives the tensors
  constexpr std::int64_t kLow = std::numeric_limits<std::int64_t>::min(),
                         kHigh = std::numeric_limits<std::int64_t>::max();
  const std::vector<std::pair<std::string, std::int64_t>> integers = {{"uint8", 200},
                                                                      {"int8", -100},
                                                                      {"uint16", 60000},
                                                                      {"int16", -30000},
                                                                      {"uint32", 4000000000L},
                                                                      {"int32", -2000000000},
                                                                      {"int64", -(std::int64_t{1} << 62)}};
  for (const auto& [name, value] : integers) EXPECT_EQ(metadata->integer("test." + name, kLow, kHigh), value) << name;
  EXPECT_EQ(metadata->number("test.float32"), 0.1F);
  EXPECT_EQ(metadata->number("test.float64"), 0.1);
  EXPECT_EQ(metadata->number("test.uint8"), 200);
  EXPECT_TRUE(metadata->flag("test.bool"));
  EXPECT_EQ(metadata->text("general.name"), "Every type");
  EXPECT_THAT(metadata->texts("test.texts"), ElementsAre("<s>", "Ġthe", "", "日本"));
  EXPECT_THAT(metadata->integers("test.integers"), ElementsAre(3, -1, 2147483647));
  EXPECT_THAT(metadata->numbers("test.floats"), ElementsAre(0.5F, -1000.0F, 0.1F));
  EXPECT_TRUE(metadata->has("test.lists"));
  EXPECT_FALSE(metadata->has("test.list"));
}

TEST(ModelFileValues, MetadataOfAnotherTypeOrRangeIsRefusedNamingFileAndKey) {
  const auto metadata = core::open_gguf(data("quantised.gguf")).metadata;
  EXPECT_THAT(
      refusal([&] { metadata->text("test.flag"); }),
      AllOf(HasSubstr("quantised.gguf has no metadata \"test.flag\""), HasSubstr("did you mean \"test.flags\"")));
  EXPECT_THAT(refusal([&] { metadata->text("test.bool"); }),
              HasSubstr("\"test.bool\" is true or false; expected a text"));
  EXPECT_THAT(refusal([&] { metadata->integer("test.uint8", 0, 199); }),
              HasSubstr("\"test.uint8\" is 200; expected a whole number from 0 to 199"));
  EXPECT_THAT(refusal([&] { metadata->integer("test.uint64", 0, 5); }), HasSubstr("is a number above 2^63"));
  EXPECT_THAT(refusal([&] { metadata->integer("test.float32", 0, 5); }), HasSubstr("is a 32-bit float"));
  EXPECT_THAT(refusal([&] { metadata->number("general.name"); }), HasSubstr("is a text; expected a number"));
  EXPECT_THAT(refusal([&] { metadata->flag("test.uint8"); }), HasSubstr("expected true or false"));
  EXPECT_THAT(refusal([&] { metadata->texts("test.integers"); }),
              HasSubstr("is a list of signed 32-bit whole numbers"));
  EXPECT_THAT(refusal([&] { metadata->numbers("test.texts"); }), HasSubstr("is a list of texts"));
  EXPECT_THAT(refusal([&] { metadata->integers("test.lists"); }), HasSubstr("is a list of lists"));
  EXPECT_THAT(refusal([&] { metadata->integers("test.uint8"); }), HasSubstr("expected a list of whole numbers"));
}

TEST(ModelFileValues, EveryHalfIsTheSameNumberAsAFloat) {
  for (std::uint32_t half = 0; half < 0x10000; ++half) {
    const auto exponent = static_cast<int>(half >> 10U & 31U);
    const auto fraction = static_cast<float>(half & 1023U);
    const float size = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024.0F + fraction, exponent - 25);
    const float value = core::float_of_half(static_cast<std::uint16_t>(half));
    if (exponent == 31) {
      EXPECT_EQ(std::isnan(value), fraction != 0) << half;
      EXPECT_FALSE(std::isfinite(value)) << half;
    } else {
      ASSERT_EQ(std::bit_cast<std::uint32_t>(value),
                std::bit_cast<std::uint32_t>((half & 0x8000U) != 0 ? -size : size));
    }
  }
}

TEST(ModelFileValues, RowsOfAQuantisedTensorAreThoseOfTheWhole) {
  const core::GgufFile file = core::open_gguf(data("quantised.gguf"));
  const StoredTensor& tensor = file.tensors->find("q6_k.random");
  const Matrix whole = file.tensors->matrix("q6_k.random", 2, 512);
  std::vector<float> row(512);
  file.tensors->read_rows(tensor, 1, 1, row.data());
  EXPECT_TRUE(std::equal(row.begin(), row.end(), whole.row(1).data()));
  const core::Vector line = file.tensors->vector("line", 96);
  for (Index first = 0; first < 96; first += 7) {  // begins and ends within blocks
    const Index count = std::min<Index>(40, 96 - first);
    file.tensors->read_rows(file.tensors->find("line"), first, count, row.data());
    EXPECT_TRUE(std::equal(row.begin(), row.begin() + count, line.data() + first)) << first;
  }
  EXPECT_THAT(refusal([&] { file.tensors->read_rows(tensor, 1, 2, row.data()); }), HasSubstr("rows within its 2"));
  EXPECT_THAT(refusal([&] { file.tensors->read_rows(tensor, -1, 1, row.data()); }), HasSubstr("rows within its 2"));
}

TEST(ModelFileValues, AMatrixIsTurnedOverWhateverItsShape) {
  const support::TemporaryFolder folder;
  const std::vector<std::pair<Index, Index>> shapes = {{1, 1}, {1, 500}, {500, 1}, {129, 17}, {300, 70}, {31, 9000}};
  for (const auto& [rows, columns] : shapes) {
    const Matrix values = Matrix::Random(rows, columns);
    core::write_safetensors(folder.path() / "m", {{"m", &values}}, {});
    const Matrix turned = core::open_safetensors(folder.path() / "m")->transposed("m", rows, columns);
    EXPECT_EQ(turned, values.transpose()) << rows << " × " << columns;
  }
}

TEST(ModelFileValues, AMatrixOfVeryManyEmptyRowsIsTurnedOverAtOnce) {
  const support::TemporaryFolder folder;
  const Matrix none(Index{1} << 60U, 0);
  core::write_safetensors(folder.path() / "m", {{"none", &none}}, {});
  EXPECT_EQ(core::open_safetensors(folder.path() / "m")->transposed("none", none.rows(), 0).cols(), none.rows());
}

TEST(ModelFileValues, WhatHeedWritesItReadsBackToTheBit) {
  const support::TemporaryFolder folder;
  Matrix first = Matrix::Random(5, 7);
  first(0, 0) = -0.0F;
  first(1, 1) = std::numeric_limits<float>::denorm_min();
  first(2, 2) = std::numeric_limits<float>::max();
  const Matrix second = Matrix::Random(1, 3), none(0, 4);
  const fs::path path = folder.path() / "trace.safetensors";
  core::write_safetensors(path, {{"first", &first}, {"ünïcode \"x\"\n", &second}, {"none", &none}},
                          {{"made", "by Heed"}});
  const auto file = core::open_safetensors(path);
  const Matrix read = file->matrix("first", 5, 7);
  EXPECT_EQ(bits({read.data(), read.data() + read.size()}), bits({first.data(), first.data() + first.size()}));
  EXPECT_EQ(file->matrix("ünïcode \"x\"\n", 1, 3), second);
  EXPECT_EQ(file->matrix("none", 0, 4).rows(), 0);
  EXPECT_EQ(file->tensors().size(), 3U);
}

TEST(ModelFileValues, AMissingTensorAndAnotherShapeNameWhatIsThere) {
  const auto file = core::open_safetensors(data("sharded"));
  EXPECT_TRUE(file->has("a.weight"));
  EXPECT_FALSE(file->has("a.weights"));
  EXPECT_THAT(
      refusal([&] { file->matrix("a.weights", 4, 6); }),
      AllOf(HasSubstr("model.safetensors.index.json has no tensor \"a.weights\"; expected a tensor of that name"),
            HasSubstr("did you mean \"a.weight\"?")));
  EXPECT_THAT(refusal([&] { file->vector("wholly.different.name", 4); }), HasSubstr("belongs to another model"));
  EXPECT_THAT(refusal([&] { file->matrix("a.weight", 6, 4); }),
              AllOf(HasSubstr("tensor \"a.weight\" is shaped [4, 6]; expected [6, 4]"), HasSubstr("another model")));
  EXPECT_THAT(refusal([&] { file->vector("a.weight", 24); }), HasSubstr("expected [24]"));
  EXPECT_THAT(refusal([&] { file->transposed("a.bias", 14, 1); }), HasSubstr("is shaped [14]"));
}

}  // namespace
