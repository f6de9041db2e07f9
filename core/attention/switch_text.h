// Switches as text, as the command line, sessions and traces write them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/attention/switches.h"
#include "core/models/model.h"

namespace core {

// Each reads one option's value into `switches`, and throws Error naming the nearest word for what it does not know.
void read_scale(std::string_view text, Switches& switches);        // model | sqrt | none | NUMBER > 0
void read_mask(std::string_view text, Switches& switches);         // model | causal | none
void read_temperature(std::string_view text, Switches& switches);  // a finite number > 0
// soft | hard | uniform | none, or KIND@LAYER.HEAD for one head.
void read_softmax(std::string_view text, const Model& model, Switches& switches);
void read_mute(std::string_view text, const Model& model, Switches& switches);  // LAYER.HEAD
// TOKEN, or 2:TOKEN for a word of the second sentence.
void read_ignore(std::string_view text, const Tokens& tokens, const Tokens& second_tokens, Switches& switches);

SoftmaxKind parse_softmax_kind(std::string_view text);  // soft | hard | uniform | none

std::string scale_text(const Switches& switches);  // "model", "sqrt", "none" or the number
std::string mask_text(MaskKind mask);
std::string softmax_text(SoftmaxKind softmax);

// The options that give these switches, without those that keep their standard value: {"--scale", "sqrt"} …
std::vector<std::pair<std::string, std::string>> write_switches(const Switches& switches, const Model& model,
                                                                const Tokens& tokens, const Tokens& second_tokens);

}  // namespace core
