#!/usr/bin/env bash
# Checks everything: installs what is missing, checks the format, builds and runs all tests, with sanitizers first, then
# as users get it. The last lines are ctest's own; the exit code is 0 only if everything passed.
#   tests/run.sh [--quick] [--with-models]
#     --quick         only the release build and its tests, no format check, no sanitizers
#     --with-models   also fetches the two models of app/get_model.sh and compares them with their references; where
#                     they cannot be fetched, says so and goes on without them
set -euo pipefail
# shellcheck source=app/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/../app/prepare.sh"

test_packages=(libgtest-dev libgmock-dev libbenchmark-dev ccache git python3-numpy xvfb xauth xdotool)

quick=false
with_models=false
for argument in "$@"; do
  case $argument in
    --quick) quick=true ;;
    --with-models) with_models=true ;;
    -h | --help)
      sed -n '2,/^set -/{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
      exit 0
      ;;
    *) fail "unknown option $argument; expected --quick or --with-models" ;;
  esac
done

started=$SECONDS
step() { say "$* ($((SECONDS - started)) s)"; }

export ASAN_OPTIONS=${ASAN_OPTIONS:-strict_string_checks=1:detect_stack_use_after_return=1}
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$heed_root/tests/lsan.supp:print_suppressions=0}

install_all "${run_packages[@]}" "${test_packages[@]}"
if ! $quick; then
  step "format"
  "$heed_root/tests/lint.sh" --install --format
fi

step "building"
configure release "$heed_root/build" -DHEED_TESTS=ON -DHEED_BENCHMARKS=ON
build "$heed_root/build" all
if ! $quick; then
  # All files would take longer than everything else together: tests/lint.sh does them.
  step "static checks of what changed"
  "$heed_root/tests/lint.sh" --install --tidy --changed
  step "building with sanitizers"
  configure debug "$heed_root/build-debug" -DHEED_TESTS=ON -DHEED_BENCHMARKS=OFF
  build "$heed_root/build-debug" all
  step "tests with sanitizers"
  (cd "$heed_root" && ctest --preset debug -j "$(nproc)")
fi
if $with_models; then
  step "learned models"
  for model in minilm smollm2; do
    "$heed_root/app/get_model.sh" "$model" || say "$model could not be fetched: its tests are skipped"
  done
fi
step "tests"
(cd "$heed_root" && ctest --preset release -j "$(nproc)")
