// A sum as lines to read: its largest addends, and what all the others come to.
#pragma once

#include <string>
#include <vector>

#include "core/attention/explain.h"

namespace core {

// "\n“cat”  0.9379 × 0.8000 = 0.7503" for each of the `count` largest terms, without the product where `right` is 1;
// then "\n+ 9 more: 0.0213". One term alone in the rest is written out. Decimals as in number_text.
std::string addend_lines(const std::vector<Term>& terms, std::size_t count, int decimals = kSignificant);

}  // namespace core
