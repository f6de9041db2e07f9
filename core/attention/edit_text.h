// Edits as text, in both directions, and as a sentence for a person.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/attention/edit.h"
#include "core/attention/edit_site.h"
#include "core/models/model.h"

namespace core {

//   edit  = site "=" number
//   site  = ("x" | "x2") "[" token "]" "." component
//         | ("q" | "k" | "v" | "output" | "k2" | "v2") "@" layer "." head "[" token "]" "." component
//         | ("score" | "weight") "@" layer "." head "[" query "," key "]"
//         | ("residual" | "residual2") "@" layer "[" token "]" "." component
//         | ("W_Q" | "W_K" | "W_V" | "W_O") "@" layer "." head "[" row "," column "]"
//   head = number or id    component = number, name or "*" (all; not in matrices)    token: see token_reference.h
//
// Components are named by the model for x, the residual stream and the rows of W_Q, W_K, W_V, and by the head for the
// rest.

// Throws Error for text that is no edit, or an edit that fits neither model nor sentence; a misspelt site, head,
// component or word is answered with the nearest one.
Edit parse_edit(std::string_view text, const Model& model, const Tokens& tokens, const Tokens& second_tokens);

// The canonical form, read back by parse_edit as the same edit: "x[it].animal=0.9", "score@1.reference[it,the#1]=2".
std::string write_edit(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens);
// The same without "=number".
std::string write_site(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens);

// "Set animal of the query of “it” in Reference to 0.90": for lists, undo and tooltips.
std::string describe_edit(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens);
// The place alone: "animal of the query of “it” in Reference".
std::string describe_site(const Edit& edit, const Model& model, const Tokens& tokens, const Tokens& second_tokens);

// " and, as they share it, head 1, 2" for a k or v, or its matrix, of grouped heads; else "".
std::string sharing_phrase(const Edit& edit, const Model& model);

// Reads "layer.head", head by number or id. Throws Error naming the nearest; `text` is what the reader wrote.
std::pair<Index, Index> parse_head(std::string_view text, const Model& model);

}  // namespace core
