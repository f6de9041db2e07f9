#!/usr/bin/env python3
"""Makes tests/data/real: what Transformers computes with the two models that app/get_model.sh fetches.

    pip install torch transformers safetensors gguf accelerate
    app/get_model.sh minilm; app/get_model.sh smollm2; tests/data/make_real_references.py

Run it again after a change of the sentences; see make_reference.py for what a file holds.
"""

import os
from pathlib import Path

import torch
import transformers
from make_reference import compute, open_model, tensors_of
from safetensors.torch import save_file

FOLDER = Path(__file__).resolve().parent / "real"
MODELS = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "heed" / "models"
# Model, its file, the hidden states that are kept (files stay small), sentences with their second ones.
REFERENCES = [
    ("minilm", "", None, [
        ("The cat sat on the mat because it was tired.", None),
        ("I went to the bank to deposit money.", "We fished by the bank of the river."),
        ("Größe, naïve 東京 👍 unbelievably x=1;", None),
        ("Attention lets every token look at every other one. " * 4, None)]),
    ("smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf", {0, 15, 30}, [
        ("The cat sat on the mat because it was tired.", None),
        ("def add(a, b):\n    return a", None),
        ("Größe, naïve 東京 👍 The capital of France is", None)]),
]


def main():
    FOLDER.mkdir(exist_ok=True)
    for name, file, hidden, sentences in REFERENCES:
        model, tokenizer = open_model(str(MODELS / name / file), with_head=name == "smollm2")
        for number, (sentence, second) in enumerate(sentences):
            inputs = tokenizer(sentence, second, return_tensors="pt")
            tensors = tensors_of(inputs["input_ids"][0], compute(model, inputs), hidden, "last")
            metadata = {"sentence": sentence, **({"second": second} if second else {}),
                        "torch": torch.__version__, "transformers": transformers.__version__}
            save_file(tensors, FOLDER / f"{name}-{number}.safetensors", metadata)


if __name__ == "__main__":
    main()
