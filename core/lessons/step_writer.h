// "Record this step": what is on screen, written as a step of a lesson.
#pragma once

#include <string>
#include <string_view>

#include "core/lessons/moment.h"

namespace core {

// A "show" step with its stage, as JSON to be put into a lesson's list; `id` and `title` are as given.
std::string write_step(const std::string& id, const std::string& title, const AttentionTrace& trace,
                       const Session& session, const StageView& view);
// A whole lesson of this one step (a text that write_step gave), ready to be opened.
std::string write_lesson(const std::string& id, const std::string& title, const std::string& step);

// `lesson` (a lesson file's text, named `file` in messages) with this step behind its last one. Throws Error where the
// file is damaged.
inline constexpr std::size_t kLongestLesson = std::size_t{4} << 20U;  // bytes of a file that is added to
std::string append_step(std::string_view lesson, const std::string& file, const std::string& step);

}  // namespace core
