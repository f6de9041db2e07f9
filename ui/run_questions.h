// What several panels ask of the run that is shown and of the session.
#pragma once

#include <span>

#include "ui/panel_input.h"
#include "ui/requests.h"

namespace ui {

// Nothing is shown, or still a former text or model than the session's, which is being computed.
bool is_outdated(const PanelInput& input);

// Whether every number that the selection is made of was kept: of its head, or the weights of its average.
bool is_kept(const PanelInput& input, const core::Selection& selection);

// The reader's edits of the session's model, also those that are off or wait for their words.
std::span<const core::SessionEdit> listed_edits(const PanelInput& input);

// Mutes a head, or lets it write again.
SetSwitches toggled_mute(const PanelInput& input, core::HeadAddress head);

// Whether both name one map, whichever words are selected in it.
bool is_same_map(const core::Selection& first, const core::Selection& second);

// The words that the columns of the selected map stand for.
const core::Tokens& key_tokens(const core::AttentionTrace& trace, const core::Selection& selection);

}  // namespace ui
