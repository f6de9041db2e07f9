#!/usr/bin/env python3
"""Makes tests/data/whole: for each family one tiny model of random weights that reads text, and what Transformers makes
of some sentences, from the letters to the logits.

    pip install torch transformers safetensors gguf
    tests/data/make_whole_references.py

Each folder NAME holds config.json, model.safetensors (one in shards), TOKENIZER (a line: the folder below
tests/data/tokenizers whose tokenizer.json and tokenizer_config.json belong to it) and reference-N.safetensors (see
make_reference.py). llama.gguf is the model of the folder llama-bytes, with its tokenizer.
"""

import json
import shutil
import tempfile
from pathlib import Path

import torch
import transformers as tf
from gguf import TokenType
from make_family_references import BERT, DISTILBERT, GPT2, LLAMA, QWEN, randomize, write_gguf
from make_reference import compute, tensors_of
from safetensors.torch import save_file

DATA = Path(__file__).resolve().parent
FOLDER = DATA / "whole"
SENTENCES = [("The cat sat on the mat because it was tired.", None), ("Größe 東京 👍  naïve x=1;\tdone", None), ("a", None),
             ("Who sat on the mat?", "The cat did.")]

# Name, tokenizer, model class, config class, settings.
MODELS = [
    ("bert", "bert", tf.BertForMaskedLM, tf.BertConfig, BERT),
    ("distilbert", "bert", tf.DistilBertForMaskedLM, tf.DistilBertConfig, DISTILBERT),
    ("roberta", "roberta", tf.RobertaForMaskedLM, tf.RobertaConfig, dict(BERT, type_vocab_size=1, pad_token_id=1)),
    ("xlm-roberta", "xlmr", tf.XLMRobertaForMaskedLM, tf.XLMRobertaConfig, dict(BERT, type_vocab_size=1, pad_token_id=1)),
    ("gpt2", "gpt2", tf.GPT2LMHeadModel, tf.GPT2Config, GPT2),
    ("llama", "llama2", tf.LlamaForCausalLM, tf.LlamaConfig, LLAMA),
    ("llama-bytes", "smollm2", tf.LlamaForCausalLM, tf.LlamaConfig, dict(LLAMA, tie_word_embeddings=True)),
    ("mistral", "llama2", tf.MistralForCausalLM, tf.MistralConfig, dict(LLAMA, sliding_window=4)),
    ("qwen2", "qwen2", tf.Qwen2ForCausalLM, tf.Qwen2Config, dict(QWEN, tie_word_embeddings=True)),
    ("qwen3", "qwen2", tf.Qwen3ForCausalLM, tf.Qwen3Config, dict(QWEN, head_dim=8, tie_word_embeddings=True)),
]
JOINS_SENTENCES = {"bert", "distilbert", "roberta", "xlm-roberta"}


def tokenizer_of(name):
    """As AutoTokenizer would open the model's folder, and the number of ids it needs."""
    with tempfile.TemporaryDirectory() as folder:
        for file in ("tokenizer.json", "tokenizer_config.json"):
            if (DATA / "tokenizers" / name / file).exists():
                shutil.copy(DATA / "tokenizers" / name / file, folder)
        tokenizer = tf.AutoTokenizer.from_pretrained(folder)
    return tokenizer, max(tokenizer.get_vocab().values()) + 1


def add_gguf_tokenizer(name, pre):
    """What llama.cpp's converter writes of a byte-level tokenizer."""
    stored = json.loads((DATA / "tokenizers" / name / "tokenizer.json").read_text())
    special = {token["content"] for token in stored["added_tokens"] if token["special"]}
    pieces = {**stored["model"]["vocab"], **{token["content"]: token["id"] for token in stored["added_tokens"]}}
    pieces = [piece for piece, _ in sorted(pieces.items(), key=lambda entry: entry[1])]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in stored["model"]["merges"]]

    def add(writer):
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(pre)
        writer.add_token_list(pieces)
        writer.add_token_types([TokenType.CONTROL if piece in special else TokenType.NORMAL for piece in pieces])
        writer.add_token_merges(merges)
        writer.add_add_bos_token(False)

    return add


def write_references(folder, name, model, tokenizer):
    for number, (sentence, second) in enumerate(SENTENCES):
        if second is not None and name not in JOINS_SENTENCES:
            continue
        inputs = tokenizer(sentence, second, return_tensors="pt")
        names = ("input_ids", "attention_mask") + (("token_type_ids",) if name == "bert" else ())
        inputs = {key: inputs[key] for key in names}
        metadata = {"sentence": sentence, **({"second": second} if second is not None else {}),
                    "torch": torch.__version__, "transformers": tf.__version__}
        tensors = tensors_of(inputs["input_ids"][0], compute(model, inputs), logits="last")
        save_file(tensors, folder / f"reference-{number}.safetensors", metadata)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    for seed, (name, tokens, kind, config_kind, settings) in enumerate(MODELS):
        folder = FOLDER / name
        tokenizer, vocabulary = tokenizer_of(tokens)
        longest = "n_positions" if name == "gpt2" else "max_position_embeddings"
        config = config_kind(**{**settings, "vocab_size": vocabulary, longest: 64})
        model = kind._from_config(config, attn_implementation="eager").eval().float()
        randomize(model, seed + 100)
        model.save_pretrained(folder, max_shard_size="40KB" if name == "qwen3" else "50GB")
        (folder / "generation_config.json").unlink(missing_ok=True)
        (folder / "TOKENIZER").write_text(tokens + "\n")
        write_references(folder, name, model, tokenizer)
        if name == "llama-bytes":
            write_gguf(model, "llama", FOLDER / "llama.gguf", add_gguf_tokenizer(tokens, "smollm"))


if __name__ == "__main__":
    main()
