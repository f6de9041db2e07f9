// Each kind of damage to a GGUF file gets one line: what was found, what was expected, the likely cause.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <limits>

#include "core/model_files/gguf.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using support::gguf_text;
using support::GgufParts;
using support::raw;
using support::raw_floats;
using support::refusal;
using testing::AllOf;
using testing::HasSubstr;

constexpr std::uint32_t kU32 = 4, kF32 = 6, kBool = 7, kText = 8, kList = 9;  // of metadata
constexpr std::uint32_t kTypeF32 = 0, kTypeF16 = 1, kTypeQ4_0 = 2;            // of tensors
constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

// One text and two tensors, a of [2, 3] and b of [4].
GgufParts whole() {
  GgufParts parts;
  parts.add_pair("general.architecture", kText, gguf_text("llama"));
  parts.add_tensor("a", {3, 2}, kTypeF32, 0);
  parts.add_tensor("b", {4}, kTypeF32, 32);
  parts.data = raw_floats({1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10});
  return parts;
}

class GgufDamage : public testing::Test {
 protected:
  std::string refusal_of(const std::string& bytes) const {
    const fs::path path = folder_.file("model.gguf", bytes);
    return refusal([&] { core::open_gguf(path); });
  }
  std::string refusal_of(const GgufParts& parts) const { return refusal_of(parts.bytes()); }
  std::string refusal_of_pair(std::uint32_t type, const std::string& value) const {
    GgufParts parts;
    parts.add_pair("key", type, value);
    return refusal_of(parts);
  }
  // One tensor "t" with 64 bytes of data.
  std::string refusal_of_tensor(const std::vector<std::uint64_t>& dimensions, std::uint32_t type,
                                std::uint64_t offset) const {
    GgufParts parts;
    parts.add_tensor("t", dimensions, type, offset);
    parts.data = std::string(64, '\0');
    return refusal_of(parts);
  }

  support::TemporaryFolder folder_;
};

TEST_F(GgufDamage, TheWholeFileIsAccepted) {
  EXPECT_EQ(refusal_of(whole()), "accepted");
  const core::GgufFile file = core::open_gguf(folder_.path() / "model.gguf");
  EXPECT_EQ(file.metadata->text("general.architecture"), "llama");
  EXPECT_EQ(file.tensors->matrix("a", 2, 3)(1, 0), 4);
  EXPECT_EQ(file.tensors->vector("b", 4)(3), 10);
}

TEST_F(GgufDamage, AFileCutShortAnywhereIsRefused) {
  const std::string bytes = whole().bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(refusal_of(bytes.substr(0, size)), AllOf(HasSubstr("model.gguf"), HasSubstr("expected"),
                                                         testing::AnyOf(HasSubstr("cut short"), HasSubstr("stopped"))))
        << size;
  }
}

TEST_F(GgufDamage, AnotherMagicIsRefusedAndNamedWhereItIsKnown) {
  GgufParts parts = whole();
  parts.magic = "GGUX";
  EXPECT_THAT(refusal_of(parts),
              HasSubstr("model.gguf begins with \"GGUX\"; expected \"GGUF\" (the file is damaged or is no GGUF"));
  parts.magic = "FUGG";
  EXPECT_THAT(refusal_of(parts), HasSubstr("a big-endian file"));
  parts.magic = "tjgg";
  EXPECT_THAT(refusal_of(parts), HasSubstr("an old GGML file: convert it to GGUF"));
  EXPECT_THAT(refusal_of("version https://git-lfs.github.com/spec/v1"), HasSubstr("a pointer of Git LFS"));
  EXPECT_THAT(refusal_of("PK\x03\x04 and more"), HasSubstr("ZIP archive"));
}

TEST_F(GgufDamage, ABigEndianFileIsRefusedByName) {
  GgufParts parts = whole();
  parts.version = 3U << 24U;
  EXPECT_THAT(refusal_of(parts), AllOf(HasSubstr("holds big-endian numbers; expected little-endian ones"),
                                       HasSubstr("gguf_convert_endian")));
}

TEST_F(GgufDamage, AnotherVersionIsRefused) {
  GgufParts parts = whole();
  for (const auto& [version, cause] : {std::pair(0U, "damaged"), std::pair(1U, "convert the model again"),
                                       std::pair(4U, "written by a newer program"), std::pair(77U, "damaged")}) {
    parts.version = version;
    EXPECT_THAT(refusal_of(parts),
                AllOf(HasSubstr("is of GGUF version " + std::to_string(version) + "; expected version 2 or 3"),
                      HasSubstr(cause)));
  }
  parts.version = 2;
  EXPECT_EQ(refusal_of(parts), "accepted");
}

TEST_F(GgufDamage, CountsThatTheFileCannotHoldAreRefusedWithoutTakingMemory) {
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  for (const std::uint64_t count : {std::uint64_t{300'000'000}, std::uint64_t{10} << 30U, kMost}) {
    GgufParts parts = whole();
    parts.tensor_count = count;
    EXPECT_THAT(refusal_of(parts), AllOf(HasSubstr("says that it holds " + std::to_string(count) + " tensors"),
                                         HasSubstr("expected no more than fit"), HasSubstr("damaged")));
    parts = whole();
    parts.pair_count = count;
    EXPECT_THAT(refusal_of(parts), HasSubstr(std::to_string(count) + " pairs of metadata"));
    EXPECT_THAT(refusal_of_pair(kText, raw(count)), HasSubstr("ends within \"key\""));
    EXPECT_THAT(refusal_of_pair(kList, raw(kU32) + raw(count)),
                HasSubstr(std::to_string(count) + " values in \"key\""));
    EXPECT_THAT(refusal_of_pair(kList, raw(kText) + raw(count)), HasSubstr("values in \"key\""));
  }
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 64 << 10U) << "KiB";
}

TEST_F(GgufDamage, ATensorCountThatIsOneOffIsRefused) {
  GgufParts parts = whole();
  parts.tensor_count = 3;
  EXPECT_THAT(refusal_of(parts), HasSubstr("model.gguf"));
  parts.tensor_count = 2;
  parts.pair_count = 2;  // the first tensor is then read as metadata
  EXPECT_THAT(refusal_of(parts), HasSubstr("model.gguf"));
}

TEST_F(GgufDamage, MetadataOfAnUnknownTypeAreRefused) {
  EXPECT_THAT(refusal_of_pair(13, raw(1U)), HasSubstr("\"key\" is of type 13; expected a type from 0 to 12"));
  EXPECT_THAT(refusal_of_pair(kMost & 0xffffffffU, raw(1U)), HasSubstr("is of type 4294967295"));
  EXPECT_THAT(refusal_of_pair(kList, raw(13U) + raw(std::uint64_t{0})), HasSubstr("is of type 13"));
  EXPECT_THAT(refusal_of_pair(kBool, std::string(1, '\2')),
              HasSubstr("holds the byte 2; expected 0 for false or 1 for true"));
}

TEST_F(GgufDamage, ListsNestedWithoutEndAreRefused) {
  const auto nested = [](int levels) {
    std::string lists;
    for (int i = 1; i < levels; ++i) lists += raw(kList) + raw(std::uint64_t{1});
    return lists + raw(kU32) + raw(std::uint64_t{1}) + raw(7U);
  };
  EXPECT_EQ(refusal_of_pair(kList, nested(4)), "accepted");
  EXPECT_THAT(refusal_of_pair(kList, nested(5)), HasSubstr("holds lists nested more than 4 deep"));
  EXPECT_THAT(refusal_of_pair(kList, nested(1'000'000)), HasSubstr("holds lists nested more than 4 deep"));
}

TEST_F(GgufDamage, AKeyThatStandsTwiceIsRefused) {
  GgufParts parts = whole();
  parts.add_pair("general.architecture", kText, gguf_text("bert"));
  EXPECT_THAT(refusal_of(parts), HasSubstr("the key \"general.architecture\" stands twice; expected each key once"));
}

TEST_F(GgufDamage, KeysTextsAndNamesThatAreNoTextAreRefused) {
  GgufParts parts;
  parts.add_pair("\xff\xfe", kU32, raw(1U));
  EXPECT_THAT(refusal_of(parts), HasSubstr("key 0 of the metadata is no text"));
  parts = {};
  parts.add_pair(std::string(70'000, 'k'), kU32, raw(1U));
  EXPECT_THAT(refusal_of(parts), HasSubstr("is 70000 bytes long; expected a text of at most 65535 bytes"));
  parts = {};
  parts.add_tensor("\xff", {1}, kTypeF32, 0);
  EXPECT_THAT(refusal_of(parts), HasSubstr("the name of a tensor is no text"));
  parts = {};
  parts.add_pair("text", kText, gguf_text("\xff"));
  parts.add_pair("texts", kList, raw(kText) + raw(std::uint64_t{2}) + gguf_text("a") + gguf_text("\xff"));
  const auto metadata = core::open_gguf(folder_.file("model.gguf", parts.bytes())).metadata;
  EXPECT_THAT(refusal([&] { metadata->text("text"); }),
              HasSubstr("\"text\" is a text with broken characters; expected UTF-8"));
  EXPECT_THAT(refusal([&] { metadata->texts("texts"); }), HasSubstr("whose text 1 has broken characters"));
}

TEST_F(GgufDamage, NumbersThatAreNotFiniteAreRefusedWhenTheyAreRead) {
  GgufParts parts;
  parts.add_pair("one", kF32, raw(std::numeric_limits<float>::quiet_NaN()));
  parts.add_pair("list", kList,
                 raw(kF32) + raw(std::uint64_t{2}) + raw(1.0F) + raw(std::numeric_limits<float>::infinity()));
  const auto metadata = core::open_gguf(folder_.file("model.gguf", parts.bytes())).metadata;
  EXPECT_THAT(refusal([&] { metadata->number("one"); }), HasSubstr("\"one\" is nan; expected a finite number"));
  EXPECT_THAT(refusal([&] { metadata->numbers("list"); }),
              HasSubstr("a list whose number 1 is inf; expected finite numbers"));
}

TEST_F(GgufDamage, AnAlignmentThatIsNoPowerOfTwoIsRefused) {
  for (const std::uint32_t alignment : {0U, 24U, 4294967295U}) {
    GgufParts parts = whole();
    parts.add_pair("general.alignment", kU32, raw(alignment));
    EXPECT_THAT(refusal_of(parts),
                AllOf(HasSubstr("general.alignment"), HasSubstr(" is " + std::to_string(alignment))));
  }
  GgufParts parts = whole();
  parts.add_pair("general.alignment", kText, gguf_text("32"));
  EXPECT_THAT(refusal_of(parts), HasSubstr("\"general.alignment\" is a text"));
  parts = whole();
  parts.add_pair("general.alignment", kU32, raw(1U << 31U));
  EXPECT_THAT(refusal_of(parts), HasSubstr("expected")) << "the data would begin behind the end";
}

TEST_F(GgufDamage, OnePartOfAModelIsRefused) {
  GgufParts parts = whole();
  parts.add_pair("split.count", 2, raw(std::uint16_t{3}));
  EXPECT_THAT(refusal_of(parts),
              AllOf(HasSubstr("is one of 3 parts of a model"), HasSubstr("llama-gguf-split --merge")));
}

TEST_F(GgufDamage, TensorsWithImpossibleShapesAreRefused) {
  EXPECT_THAT(refusal_of_tensor({1, 1, 1, 1, 1}, kTypeF32, 0),
              HasSubstr("tensor \"t\" has 5 dimensions; expected at most 4"));
  EXPECT_THAT(refusal_of_tensor({kMost}, kTypeF32, 0), HasSubstr("has a dimension of 18446744073709551615"));
  EXPECT_THAT(refusal_of_tensor({std::uint64_t{1} << 62U, 4}, kTypeF32, 0),
              HasSubstr("expected a shape that a file can hold"));
  EXPECT_THAT(refusal_of_tensor({33}, kTypeQ4_0, 0),
              HasSubstr("tensor \"t\" of type Q4_0 is shaped [33]; expected rows of a multiple of 32 values"));
  EXPECT_THAT(refusal_of_tensor({16, 2}, kTypeQ4_0, 0), HasSubstr("rows of a multiple of 32 values"));
  EXPECT_EQ(refusal_of_tensor({}, kTypeF32, 0), "accepted");
  EXPECT_EQ(refusal_of_tensor({0, 7}, kTypeF32, 0), "accepted");
}

TEST_F(GgufDamage, TensorsOfAnUnknownTypeAreRefused) {
  for (const std::uint32_t type : {4U, 5U, 31U, 1000U}) {
    EXPECT_THAT(refusal_of_tensor({32}, type, 0),
                AllOf(HasSubstr("tensor \"t\" is of the unknown type " + std::to_string(type)),
                      HasSubstr("expected one of F32")));
  }
}

TEST_F(GgufDamage, TensorsOutsideTheFileAreRefused) {
  EXPECT_THAT(refusal_of_tensor({17}, kTypeF32, 0),
              HasSubstr("tensor \"t\" takes 68 bytes from byte 0 of 64; expected tensors within the file"));
  EXPECT_THAT(refusal_of_tensor({1}, kTypeF32, 64), HasSubstr("takes 4 bytes from byte 64 of 64"));
  EXPECT_THAT(refusal_of_tensor({1}, kTypeF32, kMost - 31), HasSubstr("tensors within the file"));
  EXPECT_THAT(refusal_of_tensor({1}, kTypeF32, 4),
              HasSubstr("begins at byte 4 of the data; expected a multiple of 32"));
  EXPECT_EQ(refusal_of_tensor({16}, kTypeF32, 0), "accepted");
}

TEST_F(GgufDamage, TensorsThatOverlapAreRefused) {
  GgufParts parts;
  parts.add_tensor("first", {16}, kTypeF32, 0);
  parts.add_tensor("second", {8}, kTypeF16, 32);
  parts.data = std::string(64, '\0');
  EXPECT_THAT(refusal_of(parts),
              HasSubstr("tensors \"first\" and \"second\" overlap; expected each byte in one tensor"));
}

TEST_F(GgufDamage, ATensorThatStandsTwiceIsRefused) {
  GgufParts parts;
  parts.add_tensor("same", {8}, kTypeF32, 0);
  parts.add_tensor("same", {8}, kTypeF32, 32);
  parts.data = std::string(64, '\0');
  EXPECT_THAT(refusal_of(parts), HasSubstr("tensor \"same\" stands twice, in model.gguf; expected each tensor once"));
}

TEST_F(GgufDamage, ValuesThatAreNoNumbersAreRefusedWithTheirPlace) {
  GgufParts parts = whole();
  parts.data.replace(16, 4, raw(std::numeric_limits<float>::quiet_NaN()));
  const auto tensors = core::open_gguf(folder_.file("model.gguf", parts.bytes())).tensors;
  EXPECT_THAT(refusal([&] { tensors->matrix("a", 2, 3); }),
              HasSubstr("model.gguf: tensor \"a\" holds NaN at [1, 1]; expected finite numbers (the file is damaged"));
  GgufParts quantised;
  quantised.add_tensor("q", {64}, kTypeQ4_0, 0);
  quantised.data = std::string(18, '\0') + raw(std::uint16_t{0x7c00}) + std::string(16, '\0');
  const auto blocks = core::open_gguf(folder_.file("blocks.gguf", quantised.bytes())).tensors;
  EXPECT_THAT(refusal([&] { blocks->vector("q", 64); }), HasSubstr("holds an infinite value at [32]"));
}

}  // namespace
