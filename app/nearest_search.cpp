#include "app/nearest_search.h"

#include <utility>

#include "ui/panels/output_data.h"

namespace app {

NearestSearch::NearestSearch(std::function<void()> wake) : worker_(&NearestSearch::answer, std::move(wake)) {}

NearestSearch::Answers NearestSearch::answer(const Questions& questions, const std::atomic<bool>& cancelled) {
  Answers answers;
  for (const Question& one : questions) {
    if (cancelled) break;
    answers.push_back(one.words->find(one.direction, one.left_out));
  }
  return answers;
}

void NearestSearch::refresh(const ui::WordView& view, const core::TracePointer& trace,
                            const std::shared_ptr<const core::NearestWords>& words) {
  if (!trace || !words) return;
  Questions questions;
  for (const ui::NearestMemory* memory : {&view.nearest_now, &view.nearest_before}) {
    const bool asked = ui::is_pending(*memory) && memory->direction.size() == trace->config().width;
    if (asked) questions.push_back({trace->run.model, words, memory->direction, memory->left_out});
  }
  if (questions.empty() || (questions == asked_ && worker_.busy())) return;
  asked_ = questions;
  worker_.request(std::move(questions));
}

void NearestSearch::poll(ui::WordView& view) {
  auto done = worker_.poll();
  if (!done || !done->result) return;
  for (std::size_t i = 0; i < done->result->size(); ++i) {
    const Question& question = done->request[i];
    for (ui::NearestMemory* memory : {&view.nearest_now, &view.nearest_before}) {
      const bool same = ui::is_pending(*memory) && memory->left_out == question.left_out &&
                        memory->direction.size() == question.direction.size() &&
                        memory->direction == question.direction;
      if (!same) continue;
      memory->words = (*done->result)[i];
      memory->model = question.model;
    }
  }
}

}  // namespace app
