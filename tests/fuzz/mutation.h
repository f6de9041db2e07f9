// Damaging the bytes of a file: the same seed always gives the same damage.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace fuzz {

// One to eight changes: flipped bits, other bytes, parts removed, doubled, exchanged or taken from another file of the
// corpus, the end cut off, numbers set to extremes in binary and in digits.
std::string damaged(const std::vector<std::string>& corpus, std::mt19937_64& random);

}  // namespace fuzz
