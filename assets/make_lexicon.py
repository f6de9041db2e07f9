#!/usr/bin/env python3
"""Turns WordNet (Debian: wordnet-base, wordnet-sense-index) into lexicon.txt, which is checked in.

Usage: make_lexicon.py [WORDNET_FOLDER] > lexicon.txt
Neither building nor running Heed needs this script.
"""
import collections
import math
import re
import sys

FOLDER = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"
LETTERS = dict(person="P", animal="A", plant="L", food="F", thing="T", place="C", nature="N", group="G", money="M",
               talk="K", mind="D", body="B", time="I", action="X", quality="Q")
# Lexicographer files of nouns: number -> meaning.
NOUN_FILES = {3: "thing", 4: "action", 5: "animal", 6: "thing", 7: "quality", 8: "body", 9: "mind", 10: "talk",
              11: "action", 12: "mind", 13: "food", 14: "group", 15: "place", 16: "mind", 17: "nature", 18: "person",
              19: "nature", 20: "plant", 21: "money", 22: "action", 23: "quality", 24: "quality", 25: "quality",
              26: "quality", 27: "thing", 28: "time"}
VERB_FILES = {29: "body", 30: "action", 31: "mind", 32: "talk", 33: "action", 34: "food", 35: "action", 36: "thing",
              37: "mind", 38: "action", 39: "mind", 40: "money", 41: "group", 42: "quality", 43: "nature"}
# The file "Tops" holds the roots themselves; their meaning is told by a member word.
TOPS = dict(person="person", animal="animal", plant="plant", food="food", location="place", time="time", group="group",
            act="action", event="action", body_part="body", feeling="mind", communication="talk", possession="money",
            natural_object="nature", substance="nature", natural_phenomenon="nature", artifact="thing", state="quality",
            attribute="quality", shape="quality", quantity="quality", cognition="mind", motive="mind")
LIVING_ROOTS = ("feeling", "trait", "psychological_state", "physiological_state", "physiological_condition", "illness",
                "emotion", "cognitive_state", "mental_state", "ability")
THING_ROOTS = ("size", "shape", "weight", "price", "cost", "texture", "taste", "spatial_property", "temperature",
               "color", "physical_property", "age", "magnitude", "degree")
# Everyday words that the texts behind WordNet's counts lack.
ALSO = frozenset("""lorry jewellery honk teddy crunchy pram aubergine courgette pizza laptop keyboard website email
    smartphone scooter skateboard helmet backpack rucksack sandwich burger yoghurt yogurt cereal ketchup spaghetti lasagna
    broccoli zucchini avocado mango kiwi blueberry raspberry cupcake muffin pancake waffle hamster gerbil parakeet panda
    giraffe hippopotamus rhino rhinoceros koala gorilla chimpanzee kangaroo penguin dolphin octopus jellyfish toddler
    babysitter firefighter goalkeeper referee hairdresser plumber electrician astronaut surfer snowboard trampoline
    popcorn lollipop microwave dishwasher toaster hairdryer vacuum fridge freezer sofa duvet wardrobe curtain
    hoodie jeans sneaker trainer sandal mitten umbrella suitcase passport selfie podcast blog software hardware
    modem router charger headphone earring bracelet necklace ladybird caterpillar beetle mosquito wasp hedgehog
    squirrel raccoon skunk badger otter walrus meow croak purr slither pounce""".split())
# Senses that WordNet marks with one of these usages are never suggested as a neighbour: their words count as rare.
OFFENSIVE_USAGES = {"ethnic_slur", "disparagement", "depreciation", "derogation", "obscenity", "vulgarism", "dirty_word",
                    "smut", "filth"}
# Few texts were tagged for WordNet's counts, one of them on the thyroid, one on waste water: what only such a text says
# often counts as rare, too.
OVERCOUNTED = frozenset("""anaconda anode antigen c chlorine cm conjugate effluent gyro hr hypothalamic hypothalamus l
    mg mm nonspecific petitioner pursuant saline thyroglobulin thyroxine tsh""".split())
SINGLE = re.compile(r"^[A-Za-z][A-Za-z'\-]*$")
WORD = re.compile(r"[a-z][a-z\-]+")


class Synset:
    """One sense: its file, its words, its pointers, the gloss, and for verbs the frames."""

    def __init__(self, line, kind):
        head, _, self.gloss = line.partition(" | ")
        parts = head.split()
        self.key = kind + parts[0]
        self.file = int(parts[1])
        count = int(parts[3], 16)
        self.words = [re.sub(r"\(.*\)", "", parts[4 + 2 * i]) for i in range(count)]
        at = 4 + 2 * count
        pointers = int(parts[at])
        self.pointers = []
        for i in range(pointers):
            symbol, offset, target, _ = parts[at + 1 + 4 * i: at + 5 + 4 * i]
            self.pointers.append((symbol, ("a" if target == "s" else target) + offset))
        rest = parts[at + 1 + 4 * pointers:]
        self.frames = [int(rest[i + 1]) for i in range(1, len(rest), 3)] if kind == "v" and rest else []
        self.instance = any(symbol == "@i" for symbol, _ in self.pointers)


def read_synsets():
    synsets = {}
    for kind, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
        for line in open(f"{FOLDER}/data.{name}", encoding="utf-8"):
            if line[0] != " ":
                synset = Synset(line, kind)
                synsets[synset.key] = synset
    return synsets


def read_senses():
    """lemma -> list of (kind, synset key, sense number, tag count); the kind of satellite adjectives is a."""
    senses = collections.defaultdict(list)
    for line in open(f"{FOLDER}/index.sense", encoding="utf-8"):
        key, offset, number, tags = line.split()
        lemma, rest = key.split("%")
        kind = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}[rest[0]]
        senses[lemma].append((kind, kind + offset, int(number), int(tags)))
    return senses


def ancestors(synsets, start):
    seen, todo = set(), [start]
    while todo:
        for symbol, target in synsets[todo.pop()].pointers:
            if symbol in ("@", "@i") and target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def under(synsets, roots):
    """The keys of all noun synsets at or below the senses whose first word is one of `roots`."""
    wanted = {s.key for s in synsets.values() if s.key[0] == "n" and s.words[0] in roots}
    children = collections.defaultdict(list)
    for s in synsets.values():
        if s.key[0] == "n":
            for symbol, target in s.pointers:
                if symbol in ("@", "@i"):
                    children[target].append(s.key)
    todo = list(wanted)
    while todo:
        for child in children[todo.pop()]:
            if child not in wanted:
                wanted.add(child)
                todo.append(child)
    return wanted


def noun_meanings(synset, places, minds):
    """Shares of the 15 meanings of one noun sense."""
    if synset.file == 3:
        for word in synset.words:
            if word in TOPS:
                return {TOPS[word]: 1.0}
        return {"thing": 1.0}
    if synset.file == 6 and synset.key in places:
        return {"thing": 0.5, "place": 0.5}
    if synset.file == 26 and synset.key in minds:
        return {"mind": 0.5, "quality": 0.5}
    return {NOUN_FILES[synset.file]: 1.0}


class Maker:
    def __init__(self):
        self.synsets = read_synsets()
        self.senses = read_senses()
        self.tags = collections.Counter()
        for senses in self.senses.values():
            for _, key, _, tags in senses:
                self.tags[key] += tags
        self.places = under(self.synsets, ("structure", "way", "area", "building", "facility"))
        self.holders = under(self.synsets, ("container", "building", "room", "vehicle", "bag", "box", "furniture",
                                            "enclosure", "garment", "structure"))
        minds = under(self.synsets, ("psychological_state",))
        self.living = under(self.synsets, LIVING_ROOTS)
        self.thing_like = under(self.synsets, THING_ROOTS)
        self.meaning = {k: noun_meanings(s, self.places, minds) for k, s in self.synsets.items() if k[0] == "n"}
        self.gloss_words = collections.Counter()
        self.hints = collections.defaultdict(collections.Counter)
        self.base = collections.Counter()
        self.count_glosses()

    def weight(self, sense, exponent=0.65):
        _, key, number, tags = sense
        synset = self.synsets[key]
        rare = synset.instance or all(w[0].isupper() for w in synset.words)
        return (tags + 1 / math.sqrt(number)) ** exponent * (0.1 if rare else 1)

    def shares(self, lemma, kind, files=None):
        """Meaning shares of a lemma's senses of one kind."""
        total = collections.Counter()
        for sense in self.senses[lemma]:
            if sense[0] != kind:
                continue
            meanings = self.meaning[sense[1]] if kind == "n" else {files[self.synsets[sense[1]].file]: 1.0}
            for meaning, share in meanings.items():
                total[meaning] += share * self.weight(sense)
        scale = sum(total.values())
        return {m: v / scale for m, v in total.items()} if scale else {}

    def base_form(self, word):
        if word in self.senses:
            return word
        for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""),
                                ("ing", "e"), ("ing", "")):
            if word.endswith(ending) and word[:-len(ending)] + instead in self.senses:
                return word[:-len(ending)] + instead
        return None

    def count_glosses(self):
        """Which meanings the glosses that use a word belong to: what the word suggests for its neighbours."""
        for synset in self.synsets.values():
            if synset.key[0] == "n":
                meanings, weight = self.meaning[synset.key], 1.0
            elif synset.key[0] == "v":
                meanings, weight = {VERB_FILES[synset.file]: 1.0}, 0.5
            else:
                meanings, weight = {}, 0.0
            seen = {self.base_form(w) for w in WORD.findall(synset.gloss.lower())} - {None}
            self.gloss_words.update(seen)
            for symbol, target in synset.pointers:
                if target in self.meaning and symbol != "!":
                    for word in synset.words:
                        for meaning, share in self.meaning[target].items():
                            self.hints[word.lower()][meaning] += 0.5 * share
            for meaning, share in meanings.items():
                self.base[meaning] += weight * share * len(seen)
                for word in seen:
                    self.hints[word][meaning] += weight * share

    def near(self, lemma):
        """log((n(u,X) + 10 p(X)) / ((n(u) + 10) p(X))) per meaning, plus a noun's own meaning."""
        counts, all_words = self.hints[lemma], sum(self.base.values())
        total = sum(counts.values())
        own = self.shares(lemma, "n")
        result = {}
        for meaning in LETTERS:
            if meaning == "quality":
                continue
            prior = self.base[meaning] / all_words
            value = math.log((counts[meaning] + 10 * prior) / ((total + 10) * prior)) + 1.5 * own.get(meaning, 0)
            result[meaning] = max(-1.5, min(2.5, value))
        return result

    def living_score(self, lemma, kind):
        score, total = 0.0, 0.0
        for sense in self.senses[lemma]:
            if sense[0] != kind:
                continue
            weight, synset = self.weight(sense), self.synsets[sense[1]]
            total += weight
            if kind == "v":
                some = [1 if f in (2, 7, 8, 9) or 13 <= f <= 33 else -1 for f in synset.frames]
                score += weight * (sum(some) / len(some) if some else 0)
                continue
            related = [t for p, t in synset.pointers if p in ("=", "+") and t[0] == "n"]
            for near in (t for p, t in synset.pointers if p == "&"):
                related += [t for p, t in self.synsets[near].pointers if p in ("=", "+") and t[0] == "n"]
            living = any(t in self.living for t in related)
            thing = any(t in self.thing_like for t in related)
            score += weight * (0.8 * living - 0.9 * thing)
        return score / total if total else 0.0

    def kinds(self, lemma):
        totals = collections.Counter()
        for sense in self.senses[lemma]:
            totals[sense[0]] += self.weight(sense, 1.0)
        scale = sum(totals.values())
        return {k: v / scale for k, v in totals.items()}

    def is_place_name(self, lemma):
        keys = [s[1] for s in self.senses[lemma] if s[0] == "n"]
        capital = [k for k in keys if any(w.lower() == lemma and w[0].isupper() for w in self.synsets[k].words)]
        return bool(capital) and len(capital) == len(self.senses[lemma]) and self.synsets[capital[0]].file == 15

    def is_offensive(self, lemma):
        marked = 0.0
        for sense in self.senses[lemma]:
            usages = [self.synsets[target] for symbol, target in self.synsets[sense[1]].pointers if symbol == ";u"]
            if any(OFFENSIVE_USAGES & set(usage.words) for usage in usages):
                marked += self.weight(sense)
        # "boy" and "suit" have such a sense too, but it is not what they mean.
        return marked > 0.2 * sum(self.weight(sense) for sense in self.senses[lemma])

    def line(self, lemma):
        rare = lemma in OVERCOUNTED or self.is_offensive(lemma)
        tags = 0 if rare else sum(s[3] for s in self.senses[lemma])
        parts = [lemma, str(min(9, int(math.log2(tags + 1))))]
        kinds = {k: round(9 * v) for k, v in self.kinds(lemma).items() if v >= 0.003}  # 0: about 2 %
        parts[1] += "".join(f"{k}{v}" for k, v in sorted(kinds.items(), key=lambda p: -p[1]))
        parts.append("=" + self.digits(self.shares(lemma, "n"), 9, 4)) if "n" in kinds else None
        parts.append("/" + self.digits(self.shares(lemma, "v", VERB_FILES), 9, 2)) if "v" in kinds else None
        for kind in "va":
            score = round(9 * self.living_score(lemma, kind)) if kind in kinds else 0
            if score:
                parts.append(f"{kind}{score:+d}")
        hints = {m: v for m, v in self.near(lemma).items() if v > 0.3}
        if hints:
            parts.append(">" + self.digits({m: v / 2.5 for m, v in hints.items()}, 9, 5))
        holder = sum(self.weight(s) for s in self.senses[lemma] if s[1] in self.holders)
        if holder > 0.4 * sum(self.weight(s) for s in self.senses[lemma] if s[0] == "n"):
            parts.append("@") if "n" in kinds else None
        return " ".join(parts)

    @staticmethod
    def digits(shares, scale, most):
        best = sorted(shares.items(), key=lambda p: (-p[1], p[0]))[:most]
        return "".join(f"{LETTERS[m]}{max(1, min(9, round(scale * v)))}" for m, v in best if scale * v >= 0.5)

    def wanted(self, lemma):
        if not SINGLE.match(lemma):
            return False
        if any(s[3] for s in self.senses[lemma]) or self.gloss_words[lemma] >= 3:
            return True
        if lemma in ALSO:
            return True
        # Another spelling of a common word: centre, colour.
        return any(self.tags[key] >= 1 for _, key, number, _ in self.senses[lemma] if number <= 2)

    def irregular(self, kept):
        for name, kind in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
            for line in open(f"{FOLDER}/{name}.exc", encoding="utf-8"):
                form, lemma = line.split()[:2]
                if SINGLE.match(form) and lemma in kept and form != lemma:
                    yield f"{form} <{lemma} {kind}"


def main():
    maker = Maker()
    kept = [lemma for lemma in sorted(maker.senses) if maker.wanted(lemma)]
    print("# heed lexicon 1. A line: word, commonness 0-9 and kinds (n v a r, tenths), =meanings of the noun, "
          "/meanings of the verb, v+n or a+n said of the living (- of things), >hints for neighbours, @ holds things, "
          "$ place name; or: form <word kind. Made from WordNet 3.0 by make_lexicon.py; see NOTICE-wordnet.txt.")
    print("# letters: " + " ".join(f"{letter}={name}" for name, letter in LETTERS.items()))
    for lemma in kept:
        print(maker.line(lemma) + (" $" if maker.is_place_name(lemma) else ""))
    for line in maker.irregular(set(kept)):
        print(line)
    print("# end")  # a file that was cut short lacks it


main()
