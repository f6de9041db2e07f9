#!/usr/bin/env python3
"""Heed against PyTorch, eager, on the same models, threads and sentences, all attention weights and hidden states kept.

    pip install torch transformers safetensors gguf accelerate
    tests/bench/against_pytorch.py [--bench build/tests/heed_model_bench] [--heed build/heed] [MODEL …]

MODEL is a folder or a .gguf file; without one, minilm and smollm2 as app/get_model.sh fetches them. Prints one line a
model, number of threads and number of tokens; times are medians in milliseconds of the same machine in the same run.
Then, as whole processes: from start to the first picture, against importing PyTorch and Transformers and loading.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LENGTHS = [16, 128, 512]


def models_folder():
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return data / "heed" / "models"


def file_of(name):
    path = Path(name) if "/" in name else models_folder() / name
    gguf = sorted(path.glob("*.gguf")) if path.is_dir() else []
    return gguf[0] if gguf and not (path / "config.json").exists() else path


def heed(bench, path, threads, repeats):
    command = ["taskset", "-c", f"0-{threads - 1}", bench, str(path), str(repeats), *map(str, LENGTHS)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def seconds_of(command, repeats=3):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def load_options(path):
    return (str(path.parent), {"gguf_file": path.name}) if path.suffix == ".gguf" else (str(path), {})


def first_picture(program, path):
    """Whole processes: Heed draws one head's map, PyTorch and Transformers are imported and load the model."""
    with tempfile.TemporaryDirectory() as folder:
        ours = seconds_of([program, "render", "The cat sat on the mat because it was tired", "--model", str(path),
                           "--layer", "0", "--head", "0", "--out", f"{folder}/map.png"])
    where, options = load_options(path)
    load = ("import torch, transformers; transformers.AutoModel.from_pretrained("
            f"{where!r}, attn_implementation='eager', dtype=torch.float32, **{options!r})")
    theirs = seconds_of([sys.executable, "-c", load])
    print(f"  start to first picture {ours:.2f} s, importing PyTorch and Transformers and loading {theirs:.2f} s:"
          f" {theirs / ours:.1f}x")


def open_pytorch(path):
    import torch
    import transformers

    start = time.perf_counter()
    where, options = load_options(path)
    model = transformers.AutoModel.from_pretrained(where, attn_implementation="eager", dtype=torch.float32, **options)
    return model.eval(), (time.perf_counter() - start) * 1000


def pytorch(model, tokens, repeats):
    import torch

    ids = torch.randint(5, 900, (1, tokens))
    times = []
    with torch.no_grad():
        for _ in range(repeats + 1):
            start = time.perf_counter()
            model(input_ids=ids, output_attentions=True, output_hidden_states=True)
            times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


def compare(name, bench, program, repeats):
    import torch

    path = file_of(name)
    model, load = open_pytorch(path)
    print(f"{name}: loading {load:.0f} ms in Transformers, {heed(bench, path, 2, 1)['load']:.0f} ms in Heed")
    print("  threads tokens   PyTorch      Heed   faster   of it products   edit of a score, and a head muted, in the last layer (of a pass)")
    layers = model.config.num_hidden_layers
    for threads in (2, 1):
        torch.set_num_threads(threads)
        os.sched_setaffinity(0, range(threads))
        theirs = {tokens: pytorch(model, tokens, repeats) for tokens in LENGTHS}
        ours = heed(bench, path, threads, repeats)
        for run in ours["runs"]:
            tokens, mine = run["tokens"], run["pass"]
            print(f"  {threads:7} {tokens:6} {theirs[tokens]:9.1f} {mine:9.1f} {theirs[tokens] / mine:7.2f}x"
                  f" {run['bare_products'] / mine:15.0%} {run['last_layer_edit']:9.2f} ms ="
                  f" {run['last_layer_edit'] / mine * layers:.2f} / L,"
                  f" {run['last_layer_mute']:.2f} ms = {run['last_layer_mute'] / mine * layers:.2f} / L")
        last = ours["runs"][-1]
        over = (last["peak_megabytes"] - last["trace_megabytes"]) / ours["weights_megabytes"]
        print(f"  peak memory {last['peak_megabytes']:.0f} MB, {ours['peak_megabytes_loaded']:.0f} MB when loaded;"
              f" that is {over:.2f} x the weights ({ours['weights_megabytes']:.0f} MB) + the trace of {last['tokens']}"
              f" tokens as stated ({last['trace_megabytes']:.0f} MB)")
        os.sched_setaffinity(0, range(os.cpu_count()))
    first_picture(program, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", default=["minilm", "smollm2"])
    parser.add_argument("--bench", default="build/tests/heed_model_bench")
    parser.add_argument("--heed", default="build/heed")
    parser.add_argument("--repeats", type=int, default=15)
    arguments = parser.parse_args()
    if not Path(arguments.bench).exists():
        sys.exit(f"{arguments.bench} is not there; expected the built benchmark (tests/run.sh builds it)")
    for name in arguments.models:
        compare(name, arguments.bench, arguments.heed, arguments.repeats)


if __name__ == "__main__":
    main()
