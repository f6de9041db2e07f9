// Each kind of damage to a safetensors file gets one line: what was found, what was expected, the likely cause.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <fmt/format.h>
#include <limits>

#include "core/model_files/safetensors_reader.h"
#include "core/model_files/tensor_file.h"
#include "tests/support/model_files.h"
#include "tests/support/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using support::raw;
using support::raw_floats;
using support::refusal;
using support::safetensors_bytes;
using testing::AllOf;
using testing::HasSubstr;
using testing::Matcher;

constexpr const char* kHeader = R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},)"
                                R"("b":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}})";
const std::vector<float> kValues = {1, 2, 3, 4, 5, 6};

class SafetensorsDamage : public testing::Test {
 protected:
  std::string refusal_of(const std::string& bytes) const {
    const fs::path path = folder_.file("model.safetensors", bytes);
    return refusal([&] { core::open_safetensors(path); });
  }
  std::string refusal_of_header(const std::string& header, std::size_t data_bytes = 24) const {
    return refusal_of(safetensors_bytes(header, std::string(data_bytes, '\0')));
  }
  // One tensor "a" of 16 bytes, described so.
  std::string refusal_of_entry(const std::string& entry) const {
    return refusal_of_header("{\"a\":" + entry + "}", 16);
  }

  support::TemporaryFolder folder_;
};

TEST_F(SafetensorsDamage, TheWholeFileIsAccepted) {
  EXPECT_EQ(refusal_of(safetensors_bytes(kHeader, raw_floats(kValues))), "accepted");
  EXPECT_EQ(refusal_of(safetensors_bytes(kHeader + std::string(70, ' '), raw_floats(kValues))), "accepted")
      << "padding";
  EXPECT_EQ(refusal_of(safetensors_bytes("{}", "")), "accepted");
}

TEST_F(SafetensorsDamage, AFileCutShortAnywhereIsRefused) {
  const std::string whole = safetensors_bytes(kHeader, raw_floats(kValues));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THAT(refusal_of(whole.substr(0, size)),
                AllOf(HasSubstr("model.safetensors"), HasSubstr("a download that stopped?")))
        << size;
  }
  EXPECT_THAT(refusal_of(whole.substr(0, 5)), HasSubstr("holds 5 bytes; expected at least 8"));
  EXPECT_THAT(refusal_of(whole.substr(0, 20)), HasSubstr("holds 12 after its length; expected the whole header"));
  EXPECT_THAT(refusal_of(whole.substr(0, whole.size() - 1)),
              HasSubstr("tensor \"b\" ends at byte 24 of 23; expected tensors within the file"));
}

TEST_F(SafetensorsDamage, AHeaderLongerThanTheFileIsRefused) {
  std::string bytes = safetensors_bytes(kHeader, raw_floats(kValues));
  bytes.replace(0, 8, raw(std::uint64_t{99'999'999}));
  EXPECT_THAT(refusal_of(bytes), AllOf(HasSubstr("says that its header takes 99999999 bytes and holds"),
                                       HasSubstr("expected the whole header"), HasSubstr("cut short")));
}

TEST_F(SafetensorsDamage, AHeaderThatClaimsTenGigabytesIsRefusedWithoutTakingMemory) {
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  for (const std::uint64_t claim : {std::uint64_t{10} << 30U, std::numeric_limits<std::uint64_t>::max()}) {
    EXPECT_THAT(refusal_of(raw(claim) + kHeader),
                AllOf(HasSubstr(fmt::format("says that its header takes {} bytes; expected at most 100000000", claim)),
                      HasSubstr("damaged or is no safetensors file")));
  }
  rusage after{};
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 64 << 10U) << "KiB";
}

TEST_F(SafetensorsDamage, AHeaderNestedThreeHundredMillionDeepIsRefused) {
  // A sparse file: the claim is true, and the format's limit refuses it before a byte is read.
  const fs::path path = folder_.file("model.safetensors", raw(std::uint64_t{300'000'000}) + "{\"a\":");
  fs::resize_file(path, 300'000'100);
  EXPECT_THAT(refusal([&] { core::open_safetensors(path); }), HasSubstr("expected at most 100000000"));
  EXPECT_THAT(refusal_of_header("{\"a\":" + std::string(3'000'000, '[')),
              AllOf(HasSubstr("the header of model.safetensors is nested more than 4 levels deep"),
                    HasSubstr("expected a flatter document")));
}

TEST_F(SafetensorsDamage, AHeaderOfTooManyValuesIsRefused) {
  std::string header = "{\"a\":[0";
  for (int i = 0; i < 1'000'000; ++i) header += ",0";
  EXPECT_THAT(refusal_of_header(header + "]}"), HasSubstr("holds more than 1000000 values"));
}

TEST_F(SafetensorsDamage, AHeaderThatIsNoJsonObjectIsRefused) {
  EXPECT_THAT(refusal_of(raw(std::uint64_t{0})), HasSubstr("does not begin with a brace; expected {"));
  EXPECT_THAT(refusal_of_header(" {}", 0), HasSubstr("does not begin with a brace"));
  EXPECT_THAT(refusal_of_header("[]", 0), HasSubstr("does not begin with a brace"));
  EXPECT_THAT(refusal_of_header("{\"a\":", 0),
              AllOf(HasSubstr("the header of model.safetensors"), HasSubstr("may be cut short")));
  EXPECT_THAT(refusal_of_header("{\"\xff\":1}", 0),
              AllOf(HasSubstr("the header of model.safetensors"), HasSubstr("UTF-8")));
  EXPECT_THAT(refusal_of_header("{} x", 0), HasSubstr("the header of model.safetensors"));
  EXPECT_THAT(refusal_of_header(std::string("{}\0", 3), 0), HasSubstr("the header of model.safetensors"));
}

TEST_F(SafetensorsDamage, ANameThatStandsTwiceIsRefused) {
  const std::string entry = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  EXPECT_THAT(refusal_of_header("{" + entry + "," + entry + "}", 8),
              HasSubstr("the key \"a\" stands twice in one object"));
}

TEST_F(SafetensorsDamage, MetadataThatAreNoTextsAreRefused) {
  EXPECT_THAT(refusal_of_header(R"({"__metadata__":{"format":1}})", 0),
              HasSubstr("__metadata__.format is 1; expected a text"));
  EXPECT_THAT(refusal_of_header(R"({"__metadata__":[]})", 0), HasSubstr("expected an object"));
  EXPECT_EQ(refusal_of_header(R"({"__metadata__":{"format":"pt"}})", 0), "accepted");
}

TEST_F(SafetensorsDamage, AnEntryWithPartsMissingAddedOrOfAnotherKindIsRefused) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"(5)", "a is 5; expected an object"},
      {R"({"shape":[4],"data_offsets":[0,16]})", "has no \"dtype\""},
      {R"({"dtype":"F32","data_offsets":[0,16]})", "has no \"shape\""},
      {R"({"dtype":"F32","shape":[4]})", "has no \"data_offsets\""},
      {R"({"dtype":"F32","shape":[4],"data_offsets":[0,16],"stride":1})", "unknown key \"stride\""},
      {R"({"dtype":32,"shape":[4],"data_offsets":[0,16]})", "a.dtype is 32; expected a text"},
      {R"({"dtype":"Q9","shape":[4],"data_offsets":[0,16]})", "a.dtype is \"Q9\"; expected a number type such as F32"},
      {R"({"dtype":"F32","shape":4,"data_offsets":[0,16]})", "a.shape is 4; expected a list"},
      {R"({"dtype":"F32","shape":[-4],"data_offsets":[0,16]})", "a.shape[0] is -4; expected a whole number from 0"},
      {R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,16]})", "a.shape[0] is 1.5"},
      {R"({"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,16]})", "a.shape[0] is"},
      {R"({"dtype":"F32","shape":[4],"data_offsets":[0,16,32]})", "a list of 3; expected two offsets"},
      {R"({"dtype":"F32","shape":[4],"data_offsets":[-1,16]})", "a.data_offsets[0] is -1"},
      {R"({"dtype":"F32","shape":[4],"data_offsets":[16,0]})",
       "begins at byte 16 and ends at 0; expected an end behind"},
      {R"({"dtype":"F32","shape":[4],"data_offsets":[0,17]})",
       "ends at byte 17 of 16; expected tensors within the file"},
      {R"({"dtype":"F32","shape":[4],"data_offsets":[9223372036854775800,9223372036854775807]})",
       "tensors within the file"},
  };
  for (const auto& [entry, message] : cases) EXPECT_THAT(refusal_of_entry(entry), HasSubstr(message)) << entry;
}

TEST_F(SafetensorsDamage, AShapeThatDoesNotFitItsBytesIsRefused) {
  EXPECT_THAT(refusal_of_entry(R"({"dtype":"F32","shape":[5],"data_offsets":[0,16]})"),
              AllOf(HasSubstr("tensor \"a\" has 16 bytes; expected 20 for F32 [5]"), HasSubstr("damaged")));
  EXPECT_THAT(refusal_of_entry(R"({"dtype":"F16","shape":[4],"data_offsets":[0,16]})"),
              HasSubstr("expected 8 for F16 [4]"));
  // 2^32 × 2^32 values would be 0 bytes in 64 bits.
  EXPECT_THAT(refusal_of_entry(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]})"),
              HasSubstr("expected a tensor that a file can hold"));
  EXPECT_THAT(refusal_of_entry(R"({"dtype":"F32","shape":[4611686018427387908],"data_offsets":[0,16]})"),
              HasSubstr("expected a tensor that a file can hold"));
  EXPECT_THAT(refusal_of_entry(R"({"dtype":"F4","shape":[3],"data_offsets":[0,2]})"), HasSubstr("a file can hold"));
}

TEST_F(SafetensorsDamage, TensorsThatOverlapAreRefused) {
  EXPECT_THAT(
      refusal_of_header(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},)"
                        R"("b":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}})"),
      HasSubstr("tensor \"b\" overlaps tensor \"a\"; expected tensors one behind the other (the file is damaged)"));
}

TEST_F(SafetensorsDamage, BytesThatBelongToNoTensorAreRefused) {
  EXPECT_THAT(refusal_of_header(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                                R"("b":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}})"),
              HasSubstr("4 bytes between tensor \"a\" and tensor \"b\" belong to no tensor"));
  EXPECT_THAT(refusal_of_header(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})", 12),
              HasSubstr("4 bytes between the header and tensor \"a\""));
  EXPECT_THAT(refusal_of_header(kHeader, 25), AllOf(HasSubstr("1 bytes behind tensor \"b\" belong to no tensor"),
                                                    HasSubstr("ends with its last tensor")));
}

TEST_F(SafetensorsDamage, ValuesThatAreNoNumbersAreRefusedWithTheirPlace) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), infinity = std::numeric_limits<float>::infinity();
  const auto file = [&](float third) {
    return core::open_safetensors(
        folder_.file("model.safetensors", safetensors_bytes(kHeader, raw_floats({1, 2, third, 4, 5, 6}))));
  };
  EXPECT_THAT(
      refusal([&] { file(nan)->matrix("a", 2, 2); }),
      HasSubstr("model.safetensors: tensor \"a\" holds NaN at [1, 0]; expected finite numbers (the file is damaged"));
  EXPECT_THAT(refusal([&] { file(-infinity)->transposed("a", 2, 2); }), HasSubstr("holds an infinite value at [1, 0]"));
  EXPECT_EQ(refusal([&] { file(nan)->vector("b", 2); }), "accepted") << "only what is read is judged";
  EXPECT_EQ(refusal([&] { file(std::numeric_limits<float>::max())->matrix("a", 2, 2); }), "accepted");
}

TEST_F(SafetensorsDamage, NotFiniteHalvesAreFoundBehindTheFirstThousandsOfValues) {
  constexpr std::size_t kCount = 20'000, kWrong = 19'990;
  for (const auto& [type, infinity] : {std::pair("F16", 0x7c00), std::pair("BF16", 0xff80)}) {
    std::string values(2 * kCount, '\0');
    values.replace(2 * kWrong, 2, raw(static_cast<std::uint16_t>(infinity)));
    const std::string header =
        fmt::format(R"({{"a":{{"dtype":"{}","shape":[200,100],"data_offsets":[0,40000]}}}})", type);
    const auto file = core::open_safetensors(folder_.file("model.safetensors", safetensors_bytes(header, values)));
    EXPECT_THAT(refusal([&] { file->matrix("a", 200, 100); }), HasSubstr("holds an infinite value at [199, 90]"));
  }
}

TEST_F(SafetensorsDamage, AFileThatShrinksAfterItWasOpenedIsRefused) {
  const fs::path path = folder_.file("model.safetensors", safetensors_bytes(kHeader, raw_floats(kValues)));
  const auto file = core::open_safetensors(path);
  fs::resize_file(path, 10);
  EXPECT_THAT(refusal([&] { file->matrix("a", 2, 2); }),
              AllOf(HasSubstr("bytes when it was opened and holds 10 now"), HasSubstr("another program writes to it")));
}

TEST_F(SafetensorsDamage, WhatIsNoSafetensorsFileIsCalledWhatItIs) {
  const std::vector<std::pair<std::string, std::string>> beginnings = {
      {"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS"},
      {std::string("GGUF\3\0\0\0\1\0\0\0", 12), "this is a GGUF file"},
      {"PK\x03\x04xxxxxxxx", "save it as safetensors"},
      {"<!DOCTYPE html><html>", "this is a web page"},
      {"{\"model_type\": \"bert\"}", "this is JSON text"},
  };
  for (const auto& [bytes, cause] : beginnings) EXPECT_THAT(refusal_of(bytes), HasSubstr(cause));
}

TEST_F(SafetensorsDamage, PathsThatAreNoModelAreRefused) {
  EXPECT_THAT(refusal([&] { core::open_safetensors(folder_.path() / "absent.safetensors"); }),
              AllOf(HasSubstr("absent.safetensors"), HasSubstr("No such file"), HasSubstr("spelt right")));
  EXPECT_THAT(refusal([&] { core::open_safetensors("/dev/null"); }), HasSubstr("is no ordinary file"));
  EXPECT_THAT(refusal_of(""), HasSubstr("is empty; expected a model's file"));
}

TEST_F(SafetensorsDamage, AFolderWithoutWeightsSaysWhatItHoldsInstead) {
  EXPECT_THAT(refusal([&] { core::open_safetensors(folder_.path()); }),
              AllOf(HasSubstr("holds neither model.safetensors nor model.safetensors.index.json"),
                    HasSubstr("another folder")));
  folder_.file("pytorch_model.bin", "PK");
  EXPECT_THAT(refusal([&] { core::open_safetensors(folder_.path()); }),
              HasSubstr("pytorch_model.bin is a Python pickle"));
}

}  // namespace
