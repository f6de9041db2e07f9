#include "core/lessons/step_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/attention/forward.h"
#include "core/error.h"
#include "core/lessons/actions.h"
#include "core/lessons/fill_text.h"
#include "core/lessons/lesson_run.h"
#include "core/lessons/light_check.h"
#include "core/lessons/step_texts.h"
#include "core/lessons/training_bench.h"

namespace core {

namespace {

// One stage that computes, and what its texts and claims are proved on.
class Scene {
 public:
  Scene(StagedStep state, NamedTraces named, const ModelSource& models, NearestCache& nearest)
      : models_(models), state_(std::move(state)), named_(std::move(named)), nearest_(nearest) {
    compute();
    if (state_.strongest_key) select_strongest_key(state_.session.selection, *trace_);
  }

  LessonMoment moment() const {
    LessonMoment moment;
    moment.now = trace_;
    moment.named = &named_;
    moment.session = &state_.session;
    moment.view = &state_.view;
    moment.facts = facts_;
    moment.nearest = nearest_.lookup();
    return moment;
  }
  const AttentionTrace& trace() const { return *trace_; }
  const StagedStep& state() const { return state_; }

  void act(const LessonAction& action, const Deeds& deeds) {
    const LessonChange change = resolve_action(action, *trace_, state_.session);
    if (!change.deed.empty()) do_deed(change.deed, deeds);
    apply_change(change, models_, *trace_, state_);
    compute();
    if (named_.contains("contrast")) {
      named_["contrast"] = compute_contrast(state_.session, state_.view.contrast, models_);
    }
  }

 private:
  void compute() { trace_ = compute_trace(run_of(state_.session, models_), trace_); }

  void do_deed(const std::string& deed, const Deeds& deeds) {
    const std::string verb = deed.substr(0, deed.find(' '));
    if (verb == "hover") {
      check_light("cell:" + deed.substr(std::min(deed.size(), verb.size() + 1)), *trace_, state_);
      ++facts_["hovered"];
    } else if (verb == "play") {
      ++facts_["played"];
    } else if (bench_.act(deed, *trace_, state_.session)) {
      bench_.count(facts_);
    } else if (!deeds || !deeds(deed, *trace_, state_, facts_)) {
      throw Error(fmt::format("\"do\": \"{}\" is nothing that can be proved", deed),
                  "hover QUERY,KEY, play, paint WORD=SHARE, rate NUMBER, train STEPS or keep", "");
    }
  }

  const ModelSource& models_;
  StagedStep state_;
  NamedTraces named_;
  NearestCache& nearest_;
  TracePointer trace_;
  TrainingBench bench_;
  std::map<std::string, double> facts_;
};

// Both sides of a comparison that does not hold, so that its author sees by how much.
std::string shown_claim(const Expression& claim) {
  return fmt::format("the claim \"{}\" does not hold", claim.text());
}

class StepProver {
 public:
  StepProver(const Lesson& lesson, std::size_t number, const ModelSource& models, const Deeds& deeds,
             NearestCache& nearest, LessonProof& proof)
      : lesson_(lesson),
        step_(lesson.steps[number]),
        number_(number),
        models_(models),
        deeds_(deeds),
        nearest_(nearest),
        proof_(proof) {}

  void prove() {
    attempt(step_.line, true, [&] {
      Scene scene(open_step(lesson_, number_, models_), compute_named_runs(lesson_, number_, models_), models_,
                  nearest_);
      prove_opening(scene);
      if (step_.kind == StepKind::Predict || step_.kind == StepKind::Quiz) prove_question(scene);
      if (step_.kind == StepKind::TypeIn) prove_fields(scene);
      if (step_.kind == StepKind::Task) prove_task(scene);
      const bool later = step_.kind == StepKind::Task;
      if (!later) prove_texts(later_texts(step_), scene.moment());
    });
  }

 private:
  void fault(int line, const std::string& message) {
    proof_.faults.push_back({step_.id, fmt::format("{}, line {}: {}", lesson_.file, line, message)});
  }
  // Runs the work; what it throws is a fault. `placed`: the message already says where.
  template <typename Work>
  bool attempt(int line, bool placed, const Work& work) {
    try {
      work();
      return true;
    } catch (const Error& error) {
      const std::string message = error.what();
      if (placed && message.rfind(lesson_.file + ", line", 0) == 0) {
        proof_.faults.push_back({step_.id, message});
      } else {
        fault(line, message);
      }
      return false;
    }
  }

  void prove_opening(const Scene& scene) {
    const LessonMoment moment = scene.moment();
    prove_texts(opening_texts(step_), moment);
    attempt(step_.text.line, false, [&] {
      const std::size_t words = count_words(filled(step_.text, moment));
      if (words > kMostWords)
        fault(step_.text.line, fmt::format("the text has {} words; expected at most {}", words, kMostWords));
    });
    for (const Expression& claim : step_.expect) prove_claim(claim, moment);
    for (const std::string& light : step_.stage.light) {
      attempt(step_.stage.line, false, [&] { check_light(light, scene.trace(), scene.state()); });
    }
  }

  void prove_texts(const std::vector<const LessonText*>& texts, const LessonMoment& moment) {
    for (const LessonText* text : texts) attempt(text->line, false, [&] { fill_text(*text, moment); });
  }

  void prove_claim(const Expression& claim, const LessonMoment& moment) {
    ++proof_.claims;
    attempt(claim.line(), false, [&] {
      if (!evaluate_condition(claim, moment)) fault(claim.line(), shown_claim(claim) + sides(claim, moment));
    });
  }

  // "; the left side is 0.94" of a comparison of numbers or words.
  static std::string sides(const Expression& claim, const LessonMoment& moment) {
    const std::string& text = claim.text();
    const std::size_t sign = text.find_first_of("<>=!");
    if (sign == std::string::npos || sign == 0) return "";
    try {
      const Value left = evaluate(parse_expression(text.substr(0, sign)), moment);
      const auto* number = std::get_if<double>(&left);
      return "; its left side is " + (number != nullptr ? format_value(*number, "4") : value_text(left));
    } catch (const Error&) {
      return "";
    }
  }

  void prove_question(const Scene& scene) {
    attempt(step_.question.line, false, [&] { right_choice(step_, scene.moment()); });
  }

  void prove_fields(const Scene& scene) {
    const LessonMoment moment = scene.moment();
    for (const NumberField& field : step_.fields) {
      attempt(field.value.line(), false, [&] {
        const double truth = evaluate_number(field.value, moment);
        if (!std::isfinite(truth)) throw Error("the right number is not finite", "a finite one", "a masked cell?");
        for (const Slip& slip : field.slips) prove_slip(slip, truth, moment);
      });
    }
  }

  void prove_slip(const Slip& slip, double truth, const LessonMoment& moment) {
    const double value = evaluate_number(slip.value, moment);
    const std::string typed = fmt::format("{:.4f}", value);
    if (judge_number(typed, truth).right()) {
      fault(slip.value.line(), fmt::format("the slip {} counts as right beside {:.4f}", typed, truth));
    }
  }

  void prove_task(Scene& scene) {
    if (task_done(step_, scene.moment())) {
      fault(step_.when.line(),
            fmt::format("the task is done before it begins: \"{}\" holds when the step opens", step_.when.text()));
    }
    for (const LessonAction& action : step_.show_me) {
      if (!attempt(action.line, false, [&] { scene.act(action, deeds_); })) return;
    }
    const LessonMoment moment = scene.moment();
    if (!task_done(step_, moment)) {
      fault(step_.when.line(),
            fmt::format("after Show me \"{}\" does not hold{}", step_.when.text(), sides(step_.when, moment)));
    }
    for (const Expression& claim : step_.expect_after) prove_claim(claim, moment);
    prove_texts(later_texts(step_), moment);
    if (!step_.now.empty()) prove_texts({&step_.now}, moment);
  }

  const Lesson& lesson_;
  const Step& step_;
  std::size_t number_;
  const ModelSource& models_;
  const Deeds& deeds_;
  NearestCache& nearest_;
  LessonProof& proof_;
};

}  // namespace

void check_step(const Lesson& lesson, std::size_t step, const ModelSource& models, const Deeds& deeds,
                NearestCache& nearest, LessonProof& proof) {
  StepProver(lesson, step, models, deeds, nearest, proof).prove();
}

}  // namespace core
