// How many steps information takes between two words: through attention, a recurrent network, a convolution.
#pragma once

#include <string>

#include "core/attention/trace.h"

namespace core {

// A recurrent network passes what it knows from word to word: one step for each place between them.
Index recurrent_steps(Index distance);
// Layers of a convolution over `kernel` words until a word `distance` places away is seen; each layer sees
// (kernel − 1) ÷ 2 places to either side. `kernel` odd and at least 3, else throws Error. 0 for the word itself.
Index centred_layers(Index distance, Index kernel);
// Likewise where a layer sees only the `kernel` − 1 places before. `kernel` at least 2.
Index causal_layers(Index distance, Index kernel);

// What attention needs from one word to another in this run.
struct AttentionPath {
  bool direct = false;  // one hop: this head may look from query at key
  std::string reason;   // why not: "masked: “tired” comes after “it”"
  // Layers of the same window until the key is reached; 0 where no number of them does, or where direct.
  Index windowed_layers = 0;
};
// Throws Error for an idle head or a word that is not there.
AttentionPath attention_path(const AttentionTrace& trace, Index layer, Index head, Index query, Index key);

}  // namespace core
