#!/usr/bin/env python3
"""Makes a reference for `heed verify` from any Hugging Face model and a sentence: what PyTorch and Transformers compute.

    pip install torch transformers safetensors gguf accelerate
    make_reference.py MODEL SENTENCE --out FILE.safetensors [--second S] [--hidden 0,10,30] [--logits all|last|none]

MODEL is a folder, an id of the Hugging Face hub or a .gguf file. The file holds, as 32-bit floats,
    ids [T] · attentions.LAYER [H, T, T] · hidden.LAYER [T, D], 0 being x and the last one the final output
    (after the final norm) · logits [N, V] of the last N tokens, where the model predicts
and in its metadata the sentence, the second sentence and the versions that computed it.
"""

import argparse
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import AutoModel, AutoModelForCausalLM, AutoModelForMaskedLM, AutoTokenizer

CAUSAL = {"gpt2", "llama", "mistral", "qwen2", "qwen3"}


def has_head(kind):
    """Whether the weights hold a head: without one, Transformers would make up random numbers for it."""
    names = kind.architectures or []
    if kind.model_type in CAUSAL:
        return not names or any(name.endswith(("ForCausalLM", "LMHeadModel")) for name in names)
    return any(name.endswith("ForMaskedLM") for name in names)


def open_model(name, with_head):
    path = Path(name)
    where, options = name, {"attn_implementation": "eager", "dtype": torch.float32}
    if path.suffix == ".gguf":
        where, options["gguf_file"] = str(path.parent), path.name
    kind = transformers.AutoConfig.from_pretrained(where, **{k: v for k, v in options.items() if k == "gguf_file"})
    head = AutoModelForCausalLM if kind.model_type in CAUSAL else AutoModelForMaskedLM
    model = (head if with_head and has_head(kind) else AutoModel).from_pretrained(where, **options)
    return model.eval(), AutoTokenizer.from_pretrained(
        where, **{k: v for k, v in options.items() if k == "gguf_file"}
    )


def compute(model, inputs):
    """Attention weights, hidden states and logits (or None) of one forward pass."""
    with torch.no_grad():
        return model(**inputs, output_attentions=True, output_hidden_states=True)


def tensors_of(ids, result, hidden=None, logits="all"):
    """Names to tensors, as Heed reads them."""
    tensors = {"ids": ids.float()}
    for layer, weights in enumerate(result.attentions):
        tensors[f"attentions.{layer}"] = weights[0]
    for layer, values in enumerate(result.hidden_states):
        if hidden is None or layer in hidden:
            tensors[f"hidden.{layer}"] = values[0]
    values = getattr(result, "logits", None)
    if values is not None and logits != "none":
        tensors["logits"] = values[0] if logits == "all" else values[0, -1:]
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("sentence")
    parser.add_argument("--out", required=True)
    parser.add_argument("--second")
    parser.add_argument("--hidden", help="only these hidden states, such as 0,10,30")
    parser.add_argument("--logits", choices=["all", "last", "none"], default="last")
    arguments = parser.parse_args()
    model, tokenizer = open_model(arguments.model, arguments.logits != "none")
    inputs = tokenizer(arguments.sentence, arguments.second, return_tensors="pt")
    hidden = {int(number) for number in arguments.hidden.split(",")} if arguments.hidden else None
    tensors = tensors_of(inputs["input_ids"][0], compute(model, inputs), hidden, arguments.logits)
    metadata = {
        "sentence": arguments.sentence,
        "torch": torch.__version__,
        "transformers": transformers.__version__,
    }
    if arguments.second is not None:
        metadata["second"] = arguments.second
    save_file(tensors, arguments.out, metadata)


if __name__ == "__main__":
    main()
