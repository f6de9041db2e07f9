"""The tiny tokenizers of make_tokenizer_references.py: one function a kind, and variants of its details."""

import io
import json
import pathlib
import tempfile
from dataclasses import dataclass, field
from typing import Callable, Optional

from tokenizer_strings import corpus
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SIZE = 1200
GPT4_LIKE = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
QWEN2 = GPT4_LIKE.replace(r"\p{N}{1,3}", r"\p{N}")


@dataclass
class Kind:
    tokenizer: Optional[Tokenizer] = None
    model_type: str = ""
    config: dict = field(default_factory=dict)
    edit: Optional[Callable] = None  # changes the saved JSON
    gguf: Optional[dict] = None
    encode: Optional[Callable] = None  # texts to lists of ids
    reference: Optional[Tokenizer] = None  # of a GGUF tokenizer, with spans and pairs


KINDS = {}


def kind(function):
    KINDS[function.__name__] = function
    return function


def train(tokenizer, trainer):
    tokenizer.train_from_iterator(corpus(), trainer)
    return tokenizer


def wordpiece(normalizer, pre_tokenizer=None, specials=("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizer or pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    return train(tokenizer, trainers.WordPieceTrainer(vocab_size=SIZE, special_tokens=list(specials), show_progress=False))


def bert_template(tokenizer):
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(t, tokenizer.token_to_id(t)) for t in ("[CLS]", "[SEP]")])
    return tokenizer


@kind
def bert():
    tokenizer = bert_template(wordpiece(normalizers.BertNormalizer()))
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(length=8)
    return Kind(tokenizer, "bert", {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "mask_token": "[MASK]"})


@kind
def bert_cased():
    tokenizer = wordpiece(normalizers.BertNormalizer(lowercase=False, strip_accents=False, handle_chinese_chars=False))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return Kind(tokenizer)


@kind
def bert_added():
    tokenizer = bert_template(wordpiece(normalizers.BertNormalizer()))
    tokenizer.add_tokens([AddedToken("newword", single_word=True, normalized=True), AddedToken("Straße", normalized=True),
                          AddedToken("naïve", normalized=False, lstrip=True), AddedToken("the cat", rstrip=True)])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, rstrip=True, special=True)])
    return Kind(tokenizer)


@kind
def wordpiece_forms():
    normalizer = normalizers.Sequence([normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase(),
                                       normalizers.Strip(), normalizers.Nmt()])
    return Kind(bert_template(wordpiece(normalizer, pre_tokenizers.Whitespace())))


@kind
def wordpiece_nfd():
    return Kind(bert_template(wordpiece(normalizers.NFD(), pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("merged_with_previous")]))))


@kind
def wordpiece_nfkc():
    normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace("the", "le"),
                                       normalizers.Replace(Regex(r"[0-9]+"), "#"), normalizers.Strip(left=True, right=False)])
    return Kind(bert_template(wordpiece(normalizer, pre_tokenizers.Sequence(
        [pre_tokenizers.Split(" ", "removed"), pre_tokenizers.Digits(individual_digits=False)]))))


def bpe(**settings):
    return Tokenizer(models.BPE(**settings))


def byte_level(tokenizer, pre_tokenizer, specials, size=SIZE):
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoders.ByteLevel()
    return train(tokenizer, trainers.BpeTrainer(vocab_size=size, special_tokens=list(specials), show_progress=False,
                                                initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())))


def old_merges(data):
    """Merges as strings, as files were written before 2024."""
    data["model"]["merges"] = [" ".join(m) if isinstance(m, list) else m for m in data["model"]["merges"]]
    return data


@kind
def gpt2():
    tokenizer = byte_level(bpe(), pre_tokenizers.ByteLevel(add_prefix_space=False), ["<|endoftext|>"])
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return Kind(tokenizer, "gpt2", {"tokenizer_class": "GPT2Tokenizer", "add_prefix_space": False}, edit=old_merges)


@kind
def roberta():
    tokenizer = byte_level(bpe(), pre_tokenizers.ByteLevel(add_prefix_space=False), ["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False)
    return Kind(tokenizer, "roberta", {"tokenizer_class": "RobertaTokenizer", "add_prefix_space": False})


@kind
def roberta_prefix():
    tokenizer = byte_level(bpe(), pre_tokenizers.ByteLevel(add_prefix_space=True), ["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=True)
    return Kind(tokenizer)


def split_and_bytes(pattern):
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pattern), "isolated"),
                                    pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


@kind
def llama3():
    tokenizer = byte_level(bpe(ignore_merges=True), split_and_bytes(GPT4_LIKE), [])
    tokenizer.add_special_tokens(["<|begin_of_text|>", "<|end_of_text|>"])
    begin = tokenizer.token_to_id("<|begin_of_text|>")
    tokenizer.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=True), processors.TemplateProcessing(
        single="<|begin_of_text|> $A", pair="<|begin_of_text|> $A <|begin_of_text|>:1 $B:1",
        special_tokens=[("<|begin_of_text|>", begin)])])

    def with_whole_words(data):  # words that no merge makes: ignore_merges must find them
        for word in ("Ġunderstanding", "Straße", "ĠÐºÐ¾ÑĪÐºÐ°"):
            data["model"]["vocab"].setdefault(word, len(data["model"]["vocab"]))
        for number, token in enumerate(data["added_tokens"]):
            token["id"] = len(data["model"]["vocab"]) + number
        data["post_processor"]["processors"][1]["special_tokens"]["<|begin_of_text|>"]["ids"] = [data["added_tokens"][0]["id"]]
        return data

    return Kind(tokenizer, "llama", {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<|begin_of_text|>",
                                     "eos_token": "<|end_of_text|>"}, edit=with_whole_words)


@kind
def qwen2():
    tokenizer = bpe()
    tokenizer.normalizer = normalizers.NFC()
    byte_level(tokenizer, split_and_bytes(QWEN2), [])
    tokenizer.add_special_tokens(["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return Kind(tokenizer, "qwen2", {"tokenizer_class": "Qwen2Tokenizer", "add_bos_token": False,
                                     "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"})


@kind
def smollm2():
    tokenizer = byte_level(bpe(), pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]),
        ["<|endoftext|>", "<|im_start|>", "<|im_end|>"])
    return Kind(tokenizer)


@kind
def config_ends():
    """add_bos_token and add_eos_token of tokenizer_config.json take the post-processor's place."""
    tokenizer = byte_level(bpe(), split_and_bytes(GPT4_LIKE), ["<s>", "</s>"], 600)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    return Kind(tokenizer, "llama", {"tokenizer_class": "PreTrainedTokenizerFast", "add_bos_token": True, "add_eos_token": True,
                                     "bos_token": {"__type": "AddedToken", "content": "<s>", "lstrip": False, "rstrip": False,
                                                   "single_word": False, "normalized": False},
                                     "eos_token": "</s>"})


@kind
def bytes_normalizer():
    tokenizer = bpe()
    tokenizer.normalizer = normalizers.ByteLevel()
    byte_level(tokenizer, pre_tokenizers.Split(Regex("Ġ"), "merged_with_next"), ["<s>"], 600)
    return Kind(tokenizer)


def split_kind(pattern, behavior, invert=False):
    return Kind(byte_level(bpe(), pre_tokenizers.Sequence(
        [pre_tokenizers.Split(pattern, behavior, invert), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]),
        [], 500))


@kind
def split_removed():
    return split_kind(Regex(r"\s+|$"), "removed")


@kind
def split_previous():
    return split_kind(Regex(r"[\w\d]"), "merged_with_previous")


@kind
def split_next():
    return split_kind("a", "merged_with_next")


@kind
def split_contiguous():
    return split_kind(Regex(r"\W"), "contiguous", True)


@kind
def split_inverted():
    return split_kind(Regex(r"\w+|[^\w\s]+"), "removed", True)


@kind
def split_digits():
    """DeepSeek's way: several splits, one behind the other, and a set of ideographs."""
    steps = [pre_tokenizers.Split(Regex(r"\p{N}{1,3}"), "isolated"), pre_tokenizers.Split(Regex("[一-龥ぁ-ゟ゠-ヿ]+"), "isolated"),
             pre_tokenizers.Split(Regex(r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"
                                        r"| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"), "isolated"),
             pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    return Kind(byte_level(bpe(), pre_tokenizers.Sequence(steps), ["<s>"], 800))


BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def marked(tokenizer, specials=("<unk>", "<s>", "</s>"), with_bytes=True, size=SIZE):
    return train(tokenizer, trainers.BpeTrainer(vocab_size=size, special_tokens=list(specials) + (BYTES if with_bytes else []),
                                                show_progress=False, limit_alphabet=180))


def plain_bytes(data):
    """Byte pieces are pieces of the model only, not tokens to look for."""
    data["added_tokens"] = [t for t in data["added_tokens"] if not t["content"].startswith("<0x")]
    return data


def bos_template(tokenizer):
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s>:1 $B:1", special_tokens=[("<s>", 1)])
    return tokenizer


@kind
def llama2():
    tokenizer = bpe(unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_next")  # to learn words, not sentences
    marked(tokenizer)
    tokenizer.pre_tokenizer = None
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(),
                                           decoders.Strip(" ", 1, 0)])
    return Kind(bos_template(tokenizer), edit=plain_bytes)


@kind
def llama2_auto():
    tokenizer = llama2().tokenizer
    tokenizer.normalizer = None
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="first", split=False)
    return Kind(tokenizer, "llama", {"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>", "eos_token": "</s>",
                                     "unk_token": "<unk>"}, edit=plain_bytes)


@kind
def marked_unknown():
    """Without bytes: unknown characters are fused, at the ends of words marked."""
    tokenizer = bpe(unk_token="<unk>", fuse_unk=True, end_of_word_suffix="</w>")
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return Kind(train(tokenizer, trainers.BpeTrainer(vocab_size=500, special_tokens=["<unk>"], end_of_word_suffix="</w>",
                                                     show_progress=False, limit_alphabet=60)))


@kind
def marked_alone():
    tokenizer = bpe(unk_token="<unk>", fuse_unk=False, continuing_subword_prefix="##")
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return Kind(train(tokenizer, trainers.BpeTrainer(vocab_size=500, special_tokens=["<unk>"], continuing_subword_prefix="##",
                                                     show_progress=False, limit_alphabet=60)))


@kind
def metaspace_legacy():
    tokenizer = bpe(unk_token="<unk>", byte_fallback=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    marked(tokenizer, size=700)

    def legacy(data):
        data["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "add_prefix_space": True, "str_rep": "▁"}
        return plain_bytes(data)

    return Kind(tokenizer, edit=legacy)


@kind
def metaspace_never():
    tokenizer = bpe(unk_token="<unk>")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never", split=True)
    return Kind(marked(tokenizer, with_bytes=False, size=600))


def sentencepiece_model(**settings):
    """Trains SentencePiece on the corpus; returns its processor and its model file as a message."""
    import sentencepiece
    from sentencepiece import sentencepiece_model_pb2 as messages

    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder) / "corpus.txt"
        text.write_text("\n".join(corpus()), encoding="utf-8")
        stream = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(input=str(text), model_writer=stream, minloglevel=2, num_threads=1, **settings)
    message = messages.ModelProto()
    message.ParseFromString(stream.getvalue())
    return sentencepiece.SentencePieceProcessor(model_proto=stream.getvalue()), message


def unigram(rules, size=SIZE):
    import base64

    _, message = sentencepiece_model(model_type="unigram", vocab_size=size, normalization_rule_name=rules,
                                     character_coverage=0.98, bos_id=0, pad_id=1, eos_id=2, unk_id=3)
    vocabulary = [(p.piece, p.score) for p in message.pieces]
    charsmap = message.normalizer_spec.precompiled_charsmap
    base = Tokenizer(models.Unigram(vocabulary, unk_id=3))
    if charsmap:
        base.normalizer = normalizers.Precompiled(charsmap)
    base.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(prepend_scheme="always")])
    base.decoder = decoders.Metaspace()
    return base


@kind
def xlmr():
    tokenizer = unigram("nmt_nfkc")
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", AddedToken("<mask>", lstrip=True, special=True)])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
                                                             special_tokens=[("<s>", 0), ("</s>", 2)])
    return Kind(tokenizer, "xlm-roberta", {"tokenizer_class": "XLMRobertaTokenizer", "mask_token": "<mask>"})


@kind
def unigram_file():
    """As T5 and its like are converted: spaces are joined by a replacement."""
    tokenizer = unigram("nmt_nfkc_cf", 600)
    tokenizer.normalizer = normalizers.Sequence([tokenizer.normalizer, normalizers.Replace(Regex(" {2,}"), "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    return Kind(tokenizer)


@kind
def unigram_bytes():
    tokenizer = unigram("identity", 700)
    data = json.loads(tokenizer.to_str())
    data["model"]["vocab"] += [[piece, -1000.0] for piece in BYTES]
    data["model"]["byte_fallback"] = True
    return Kind(Tokenizer.from_str(json.dumps(data)))


# GGUF: the metadata as llama.cpp's converter writes it, and the tokenizer that it was converted from.

def gguf_types(count, control=(), unknown=(), user=()):
    types = [1] * count
    for ids, number in ((unknown, 2), (control, 3), (user, 4)):
        for index in ids:
            types[index] = number
    return types


def gguf_of(tokenizer, pre, model="gpt2", **more):
    data = json.loads(tokenizer.to_str())
    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    tokens = [piece for piece, _ in sorted(vocabulary.items(), key=lambda item: item[1])]
    control = [t["id"] for t in data["added_tokens"] if t["special"]]
    user = [t["id"] for t in data["added_tokens"] if not t["special"]]
    metadata = {"tokenizer.ggml.model": model, "tokenizer.ggml.tokens": tokens,
                "tokenizer.ggml.token_type": gguf_types(len(tokens), control, (), user)}
    if model == "gpt2":
        metadata["tokenizer.ggml.pre"] = pre
        metadata["tokenizer.ggml.merges"] = [" ".join(merge) for merge in data["model"]["merges"]]
    return {**metadata, **more}


def encoder_of(tokenizer):
    return lambda texts: [tokenizer.encode(text).ids for text in texts]


@kind
def gguf_smollm():
    tokenizer = smollm2().tokenizer
    return Kind(encode=encoder_of(tokenizer), gguf=gguf_of(tokenizer, "smollm"))


@kind
def gguf_llama_bpe():
    tokenizer = byte_level(bpe(ignore_merges=True), split_and_bytes(GPT4_LIKE), ["<|begin_of_text|>", "<|end_of_text|>"], 600)
    tokenizer.post_processor = processors.TemplateProcessing(single="<|begin_of_text|> $A", pair="$A $B",
                                                             special_tokens=[("<|begin_of_text|>", 0)])
    return Kind(encode=encoder_of(tokenizer), gguf=gguf_of(tokenizer, "llama-bpe", **{
        "tokenizer.ggml.bos_token_id": 0, "tokenizer.ggml.eos_token_id": 1, "tokenizer.ggml.add_bos_token": True}))


@kind
def gguf_qwen2():
    # llama.cpp takes the text as it is: no normal form.
    tokenizer = byte_level(bpe(), split_and_bytes(QWEN2), ["<|endoftext|>", "<|im_start|>", "<|im_end|>"], 600)
    return Kind(encode=encoder_of(tokenizer), gguf=gguf_of(tokenizer, "qwen2", **{
        "tokenizer.ggml.bos_token_id": 0, "tokenizer.ggml.eos_token_id": 2, "tokenizer.ggml.add_bos_token": False}))


@kind
def gguf_gpt2():
    tokenizer = byte_level(bpe(), pre_tokenizers.ByteLevel(add_prefix_space=False), ["<|endoftext|>"], 600)
    tokenizer.add_tokens([AddedToken("newword", normalized=False)])
    return Kind(encode=encoder_of(tokenizer), gguf=gguf_of(tokenizer, "gpt-2", **{"tokenizer.ggml.bos_token_id": 0,
                                                                                "tokenizer.ggml.eos_token_id": 0}))


@kind
def gguf_default():
    """AutoTokenizer reads the pre-tokenizer "default" as GPT-2's."""
    tokenizer = byte_level(bpe(), pre_tokenizers.ByteLevel(add_prefix_space=False), ["<|endoftext|>"], 600)
    metadata = gguf_of(tokenizer, "default", **{"tokenizer.ggml.bos_token_id": 0, "tokenizer.ggml.eos_token_id": 0})
    return Kind(reference=through_auto_tokenizer(metadata, "gpt2"), gguf=metadata)


def phantom(piece):
    """How llama.cpp's converter spells a piece of WordPiece (convert_hf_to_gguf.py, BertModel.set_vocab)."""
    if piece.startswith("[") and piece.endswith("]"):
        return piece
    return piece[2:] if piece.startswith("##") else "▁" + piece


def gguf_of_bert(tokenizer):
    """Transformers does not read BERT's tokenizer from GGUF: the reference is the one that was converted."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ids = {key: tokenizer.token_to_id(piece) for key, piece in (("cls", "[CLS]"), ("bos", "[CLS]"), ("seperator", "[SEP]"),
                                                               ("unknown", "[UNK]"), ("mask", "[MASK]"))}
    metadata = gguf_of(tokenizer, "", "bert", **{f"tokenizer.ggml.{key}_token_id": number for key, number in ids.items()})
    metadata["tokenizer.ggml.tokens"] = [phantom(piece) for piece in metadata["tokenizer.ggml.tokens"]]
    return Kind(reference=tokenizer, gguf=metadata)


@kind
def gguf_bert():
    return gguf_of_bert(bert().tokenizer)


@kind
def gguf_bert_cased():
    return gguf_of_bert(bert_template(wordpiece(normalizers.BertNormalizer(lowercase=False, strip_accents=False))))


def sentencepiece_metadata(message, model, **more):
    pieces = message.pieces
    return {"tokenizer.ggml.model": model, "tokenizer.ggml.pre": "default",
            "tokenizer.ggml.tokens": [p.piece for p in pieces], "tokenizer.ggml.scores": [p.score for p in pieces],
            "tokenizer.ggml.token_type": [p.type for p in pieces], **more}


def llama_metadata():
    _, message = sentencepiece_model(
        model_type="bpe", vocab_size=SIZE, normalization_rule_name="identity", byte_fallback=True, character_coverage=0.98,
        remove_extra_whitespaces=False, split_digits=True, allow_whitespace_only_pieces=True, user_defined_symbols=["<sep>"])
    return sentencepiece_metadata(message, "llama", **{
        "tokenizer.ggml.bos_token_id": 1, "tokenizer.ggml.eos_token_id": 2, "tokenizer.ggml.unknown_token_id": 0,
        "tokenizer.ggml.add_bos_token": True, "tokenizer.ggml.add_eos_token": False})


@kind
def gguf_llama():
    metadata = llama_metadata()
    return Kind(reference=through_auto_tokenizer(metadata, "llama"), gguf=metadata)


@kind
def gguf_llama_ends():
    """No flag for <s>, which is then added; </s> asked for."""
    metadata = llama_metadata()
    del metadata["tokenizer.ggml.add_bos_token"]
    metadata["tokenizer.ggml.add_eos_token"] = True
    return Kind(reference=through_auto_tokenizer(metadata, "llama"), gguf=metadata)


@kind
def gguf_llama_unspaced():
    """AutoTokenizer overlooks add_space_prefix; llama.cpp obeys it, and so does the reference here."""
    metadata = llama_metadata()
    metadata["tokenizer.ggml.add_space_prefix"] = False
    reference = through_auto_tokenizer(metadata, "llama")
    reference.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never", split=False)
    return Kind(reference=reference, gguf=metadata)


MAP_RULES = {"ﬁ": "fi", "½": "1/2", "\u3000": " ", "\t": " ", "\n": " ", "…": "...", "™": "TM"} | {
    chr(0xFF01 + n): chr(0x21 + n) for n in range(94)}


@kind
def gguf_xlmr():
    """XLM-RoBERTa's tokenizer as the converter writes it (BERT's architecture, the tokenizer of T5)."""
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder) / "rules.tsv"
        rules.write_text("".join(" ".join(f"{ord(c):X}" for c in a) + "\t" + " ".join(f"{ord(c):X}" for c in b) + "\n"
                                 for a, b in MAP_RULES.items()), encoding="utf-8")
        _, message = sentencepiece_model(model_type="unigram", vocab_size=SIZE, normalization_rule_tsv=str(rules),
                                         character_coverage=0.98, bos_id=0, pad_id=1, eos_id=2, unk_id=3)
    charsmap = message.normalizer_spec.precompiled_charsmap
    tokenizer = Tokenizer(models.Unigram([(p.piece, p.score) for p in message.pieces] + [("<mask>", 0.0)], unk_id=3))
    tokenizer.normalizer = normalizers.Precompiled(charsmap)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>", AddedToken("<mask>", lstrip=True, special=True)])
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>",
                                                             special_tokens=[("<s>", 0), ("</s>", 2)])
    metadata = sentencepiece_metadata(message, "t5", **{
        "tokenizer.ggml.bos_token_id": 0, "tokenizer.ggml.eos_token_id": 2, "tokenizer.ggml.unknown_token_id": 3,
        "tokenizer.ggml.add_bos_token": True, "tokenizer.ggml.add_eos_token": True, "tokenizer.ggml.add_space_prefix": True,
        "tokenizer.ggml.remove_extra_whitespaces": True, "tokenizer.ggml.precompiled_charsmap": list(charsmap)})
    metadata["tokenizer.ggml.tokens"].append("<mask>")
    metadata["tokenizer.ggml.scores"].append(0.0)
    metadata["tokenizer.ggml.token_type"].append(5)
    return Kind(reference=tokenizer, gguf=metadata)


def through_auto_tokenizer(metadata, architecture):
    """What AutoTokenizer makes of a GGUF file with this metadata."""
    import gguf
    from transformers import AutoTokenizer

    with tempfile.TemporaryDirectory() as folder:
        writer = gguf.GGUFWriter(pathlib.Path(folder) / "tiny.gguf", architecture)
        writer.add_context_length(64)
        writer.add_embedding_length(8)
        writer.add_block_count(1)
        writer.add_feed_forward_length(8)
        writer.add_head_count(1)
        writer.add_layer_norm_rms_eps(1e-5)
        for key, value in metadata.items():
            if isinstance(value, bool):
                writer.add_bool(key, value)
            elif isinstance(value, int):
                writer.add_uint32(key, value)
            elif isinstance(value, str):
                writer.add_string(key, value)
            else:
                writer.add_array(key, value)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.close()
        return AutoTokenizer.from_pretrained(folder, gguf_file="tiny.gguf")._tokenizer


def from_gguf(path):
    """The tokenizer of SmolLM2 from the vocabulary and merges of its GGUF file (its own steps: digits, then bytes)."""
    from gguf import GGUFReader

    reader = GGUFReader(path)
    def texts(key):
        entry = reader.fields[key]
        return [bytes(entry.parts[i]).decode("utf-8") for i in entry.data]
    print({k: f.contents() for k, f in reader.fields.items() if k.startswith("tokenizer.") and len(f.data) < 5})
    tokens = texts("tokenizer.ggml.tokens")
    merges = [tuple(merge.split(" ")) for merge in texts("tokenizer.ggml.merges")]
    types = [int(reader.fields["tokenizer.ggml.token_type"].parts[i][0]) for i in reader.fields["tokenizer.ggml.token_type"].data]
    tokenizer = Tokenizer(models.BPE(vocab={t: i for i, t in enumerate(tokens)}, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True),
                                                       pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.add_special_tokens([t for t, kind in zip(tokens, types) if kind == 3])
    return tokenizer
