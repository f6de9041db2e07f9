#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>

namespace fuzz {

namespace {

using Random = std::mt19937_64;

// A number from 0 to below `end`; 0 where there is none.
std::size_t below(std::size_t end, Random& random) {
  return end == 0 ? 0 : random() % end;
}

// Short far more often than long: most fields are small.
std::size_t some_length(std::size_t most, Random& random) {
  return below(std::min<std::size_t>(most, std::size_t{1} << below(10, random)), random) + 1;
}

void flip_bit(std::string& bytes, Random& random) {
  char& byte = bytes[below(bytes.size(), random)];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << below(8, random)));
}

void set_byte(std::string& bytes, Random& random) {
  constexpr std::string_view kTelling = "\0\1\x7f\x80\xff{}[]\",:0-9e. \n";
  char& byte = bytes[below(bytes.size(), random)];
  byte = below(2, random) == 0 ? kTelling[below(kTelling.size(), random)] : static_cast<char>(random());
}

void cut_end(std::string& bytes, Random& random) {
  bytes.resize(below(2, random) == 0 ? below(bytes.size(), random)
                                     : bytes.size() - std::min(bytes.size(), some_length(bytes.size(), random)));
}

void remove_part(std::string& bytes, Random& random) {
  bytes.erase(below(bytes.size(), random), some_length(bytes.size(), random));
}

void double_part(std::string& bytes, Random& random) {
  const std::string part = bytes.substr(below(bytes.size(), random), some_length(bytes.size(), random));
  bytes.insert(below(bytes.size(), random), part);
}

void overwrite_part(std::string& bytes, const std::string& source, Random& random) {
  const std::string part = source.substr(below(source.size(), random), some_length(source.size(), random));
  const std::size_t at = below(bytes.size(), random);
  bytes.replace(at, std::min(part.size(), bytes.size() - at), part);
}

std::uint64_t extreme_number(std::size_t file_size, Random& random) {
  const std::array<std::uint64_t, 16> numbers = {0,
                                                 1,
                                                 2,
                                                 3,
                                                 0x7f,
                                                 0xff,
                                                 0x7fff,
                                                 0xffff,
                                                 0x7fffffff,
                                                 0x80000000,
                                                 0xffffffff,
                                                 std::uint64_t{1} << 62U,
                                                 std::uint64_t{1} << 63U,
                                                 std::numeric_limits<std::uint64_t>::max(),
                                                 file_size,
                                                 100'000'000};
  const std::uint64_t near = below(3, random) == 0 ? random() % 5 - 2 : 0;
  return numbers[below(numbers.size(), random)] + near;
}

// Counts, lengths, offsets and types in binary files are of 4 or 8 bytes, mostly near the beginning.
void set_number(std::string& bytes, Random& random) {
  const std::size_t width = below(2, random) == 0 ? 4 : 8;
  if (bytes.size() < width) return;
  const std::size_t reach = below(2, random) == 0 ? std::min<std::size_t>(bytes.size(), 64) : bytes.size();
  const std::size_t at = std::min(below(reach, random), bytes.size() - width);
  const std::uint64_t number = extreme_number(bytes.size(), random);
  std::memcpy(bytes.data() + at, &number, width);
}

// Replaces a run of digits, as they stand in JSON.
void set_digits(std::string& bytes, Random& random) {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t begin = bytes.find_first_of(kDigits, below(bytes.size(), random));
  if (begin == std::string::npos) return;
  const std::size_t end = std::min(bytes.find_first_not_of(kDigits, begin), bytes.size());
  constexpr std::array<std::string_view, 8> kOdd = {"-1", "1.5", "1e400", "null", "\"0\"", "[]", "{}", "1e18"};
  const std::string number = below(3, random) == 0 ? std::string(kOdd[below(kOdd.size(), random)])
                                                   : std::to_string(extreme_number(bytes.size(), random));
  bytes.replace(begin, end - begin, number);
}

void repeat_byte(std::string& bytes, Random& random) {
  constexpr std::string_view kDeep = "[{\"( 0\xff";
  bytes.insert(below(bytes.size(), random), some_length(4096, random), kDeep[below(kDeep.size(), random)]);
}

void change(std::string& bytes, const std::vector<std::string>& corpus, Random& random) {
  if (bytes.empty()) return;
  switch (below(10, random)) {
    case 0:
      return flip_bit(bytes, random);
    case 1:
      return set_byte(bytes, random);
    case 2:
      return cut_end(bytes, random);
    case 3:
      return remove_part(bytes, random);
    case 4:
      return double_part(bytes, random);
    case 5:
      return overwrite_part(bytes, corpus[below(corpus.size(), random)], random);
    case 6:
      return repeat_byte(bytes, random);
    case 7:
      return set_digits(bytes, random);
    default:
      return set_number(bytes, random);
  }
}

}  // namespace

std::string damaged(const std::vector<std::string>& corpus, Random& random) {
  std::string bytes = corpus[below(corpus.size(), random)];
  const std::size_t changes = std::size_t{1} << below(4, random);
  for (std::size_t i = 0; i < changes; ++i) change(bytes, corpus, random);
  return bytes;
}

}  // namespace fuzz
