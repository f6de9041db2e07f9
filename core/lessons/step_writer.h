// "Record this step": what is on screen, written as a step of a lesson.
#pragma once

#include <string>

#include "core/lessons/moment.h"

namespace core {

// A "show" step with its stage, as JSON to be put into a lesson's list; `id` and `title` are as given.
std::string write_step(const std::string& id, const std::string& title, const AttentionTrace& trace,
                       const Session& session, const StageView& view);
// A whole lesson of this one step (a text that write_step gave), ready to be opened.
std::string write_lesson(const std::string& id, const std::string& title, const std::string& step);

}  // namespace core
