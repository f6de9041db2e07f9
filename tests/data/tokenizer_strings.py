"""The texts that tokenizer references are made of: a corpus to learn pieces from, and strings to be cut.

Everything is generated from the word lists below with a fixed seed, so that anyone gets the same files.
"""

import random

WORDS = {
    "en": "the cat sat on a warm mat while rain fell over quiet streets and someone was reading about attention models "
    "that learn where every word should look because meaning depends on neighbours don't can't we'll they've I'm it's "
    "understanding unbelievable tokenization preprocessing internationalization counterrevolutionary".split(),
    "de": "der Hund läuft über die große Straße und fährt später mit dem Schiff nach Österreich weil es schön ist "
    "Donaudampfschifffahrtsgesellschaft Überprüfung heißt Größe".split(),
    "fr": "l'été à la forêt près du château où l'on mange des crêpes et du fromage ça va très bien garçon naïve œuvre".split(),
    "es": "el niño comió mañana una piña en la montaña ¿cómo estás? ¡qué día tan bonito! corazón acción".split(),
    "vi": "tiếng Việt có nhiều dấu thanh và chúng tôi thích phở bò với rau thơm mỗi sáng".split(),
    "pl": "zażółć gęślą jaźń w chrząszcz brzmi źdźbło łódź".split(),
    "tr": "İstanbul'da ılık bir gün ışık şehir çocuk öğrenci IŞIK ağaç".split(),
    "ru": "быстрая лиса прыгнула через ленивую собаку и съела ёжика в объёме подъезда".split(),
    "uk": "їжак ґанок є поїзд під'їзд ЇЖАК".split(),
    "el": "η γρήγορη αλεπού πήδηξε πάνω από το σκυλί ΟΔΥΣΣΕΥΣ σοφός ΐ ΰ".split(),
    "he": "הַחָתוּל יָשַׁב עַל הַשָּׁטִיחַ שלום עולם".split(),
    "ar": "القطة جلست على السجادة مَرْحَبًا بالعالم ١٢٣ كتاب".split(),
    "fa": "می‌خواهم کتاب‌ها را بخوانم گربه".split(),
    "hi": "बिल्ली चटाई पर बैठी थी नमस्ते दुनिया क्षत्रिय ज्ञान किताबें".split(),
    "ta": "பூனை பாயில் அமர்ந்தது தமிழ் மொழி".split(),
    "th": "แมวนั่งอยู่บนเสื่อ ภาษาไทย น้ำ กำลัง".split(),
    "zh": "猫坐在垫子上 因为 它很累 注意力机制 繁體中文 〇 㐀 𠀀 豈".split(),
    "ja": "猫はマットの上に座った カタカナ ｶﾀｶﾅ ひらがな 東京タワー がぎぐげご ㍿ ㌔".split(),
    "ko": "고양이가 매트 위에 앉았다 한국어 각 힣 ᄒ".split(),
    "ka": "კატა ხალიჩაზე იჯდა".split(),
    "am": "ድመቷ ምንጣፉ ላይ ተቀመጠች".split(),
    "code": "int main() { return x->y[3] != 0x1F; } // done;if (a&&b||!c) {x+=1;} def f(self, *args): lambda x: x**2 "
    "std::vector<std::pair<int,float>> #include <cmath> https://example.org/a?b=c&d=%20e foo_bar fooBar __init__ "
    "C:\\path\\file.txt user@mail.com $HOME `ls` <div class=\"x\"></div> 3.14e-10 1,234,567.89 ${var} @@ ## ~~".split(),
}
SPACES = [" ", " ", " ", " ", " ", "  ", "   ", "\t", "\n", "\r\n", "\n\n", "\u00a0", "\u2003", "\u3000", "\u2009",
          "\u202f", "\u1680", "\u2028", "\u0085", "\v", "\f", " \n ", "    \n", "\t\t"]
EMOJI = ["😀", "🐈", "👩‍👩‍👧‍👦", "👍🏽", "🇩🇪", "🇫🇷🇯🇵", "❤️", "🏳️‍🌈", "1️⃣", "🧑🏿‍🚀", "☃", "✈️", "🤷🏻‍♀️", "⌚"]
SIGNS = list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") + ["…", "—", "–", "«", "»", "“", "”", "‘", "’", "¿", "¡", "§", "€", "£",
         "°", "±", "×", "÷", "∑", "√", "≠", "→", "•", "·", "№", "™", "©", "、", "。", "「", "」", "！", "？", "・", "־", "،", "؟",
         "।", "‰", "′", "‿", "﹏", "＄", "＋", "〜", "⁇", "ª", "º", "²", "½", "Ⅷ", "①", "㈱", "ﬁ", "ﬀ", "ǆ", "ß", "ẞ", "ſ", "İ", "ı",
         "Å", "Ω", "K", "ﷺ", "ﾞ", "ﬃ", "㎏", "🅰", "𝔘", "𝟘", "Ａ", "ａ", "１", "％"]
ODD = ["\x00", "\x01", "\x07", "\x1b", "\x7f", "\x80", "\x9f", "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f",
       "\u2060", "\ufeff", "\ufffd", "\ufffe", "\u0301", "\u0308", "\u0323", "\u0327", "e\u0301", "a\u0308\u0323", "n\u0303",
       "q\u0307\u0323", "\u1100\u1161\u11a8", "o\u0302\u0301", "\u0344", "\u0958", "\u0f77", "\u2126", "\u212b", "\u1e9b\u0323",
       "Z\u0351\u036b\u0343a\u030d\u0360l\u0338g\u0321o\u0362", "\u0041\u030a", "\u0130", "\u0345", "\ue000", "\U000f0000",
       "\u180e", "\u115f", "\u3164", "\u061c", "\u2066", "\u0e33", "\u0eb3", "ﬁ\u0301", "㌀", "ｶﾞ", "\u1d15e", "\U0001d15e"]
NUMBERS = ["0", "7", "42", "123", "1234", "12345", "1234567890", "3.14", "1,000", "-5", "1e10", "٣٤", "१२", "１２３", "²³", "½",
           "2024-11-21", "12:30", "100%", "€5", "#1", "Ⅻ", "①②"]
SPECIAL = ["[CLS]", "[SEP]", "[MASK]", "[UNK]", "[PAD]", "<s>", "</s>", "<mask>", "<unk>", "<pad>", "<|endoftext|>",
           "<|im_start|>", "<|im_end|>", "<|begin_of_text|>", "[mask]", "<MASK>", "<0x0A>", "▁", "▁the", "Ġ", "##ing", "</w>",
           "newword", "NEWWORD", "newwords", "snewword", "Straße", "naïve", "[ MASK ]", "< s >", "<s", "s>", "\n<mask>\n"]


def sentence(rng, languages, low=2, high=9):
    text = ""
    for _ in range(rng.randint(low, high)):
        kind = rng.random()
        word = rng.choice(WORDS[rng.choice(languages)])
        if kind < 0.05:
            word = word.upper()
        elif kind < 0.15:
            word = word.capitalize()
        elif kind < 0.2:
            word = rng.choice(NUMBERS)
        elif kind < 0.26:
            word += rng.choice(SIGNS)
        text += (" " if text and rng.random() < 0.97 else "") + word
    return text + rng.choice([".", ".", "!", "?", "", "…"])


def mixture(rng, special):
    pools = [EMOJI, SIGNS, ODD, NUMBERS, SPACES]
    text = ""
    for _ in range(rng.randint(1, 8)):
        choice = rng.random()
        if choice < 0.35:
            text += rng.choice(WORDS[rng.choice(list(WORDS))])
        elif choice < 0.5:
            text += rng.choice(SPACES)
        elif special and choice < 0.75:
            text += rng.choice(SPECIAL)
        else:
            text += rng.choice(rng.choice(pools))
    return text


def corpus(seed=1, count=6000):
    rng = random.Random(seed)
    plain = [l for l in WORDS for _ in range(6 if l == "en" else 3 if l in ("de", "fr", "code") else 1)]
    lines = []
    for _ in range(count):
        language = rng.choice(plain)
        lines.append(sentence(rng, [language], 4, 16))
    return lines


def strings(seed=2):
    """At least 2,000 strings, the first 400 a fair sample of all kinds."""
    rng = random.Random(seed)
    fixed = ["", " ", "  ", "\n", "\t \n", "a", "A", ".", "é", "猫", "🐈", "\u0301", "\ufffd", "\x00", "a\x00b", " a", "a ", " a ",
             "  a  b  ", "a\u00a0b", "Hello, world!", "HELLO", "don't", "DON'T", "'s 's", "it’s", "a" * 50, "a" * 150,
             "é" * 101, "word" * 60, "0" * 30, "!" * 40, "\n" * 12, " " * 33 + "x", "猫" * 20, "x" + "\u0301" * 30,
             "\ufeffBOM", "tab\tand\nnewline\r\nend", "mixed猫cat고양이кот", "ÀÉÎÕÜ àéîõü", "ＦＵＬＬ ｗｉｄｔｈ", "🐈" * 5,
             "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "a<mask>b", " <mask> ", "<mask><mask>", "[MASK].", "x [MASK] y", "<s></s>", "<s> a </s>",
             "newword newwords snewword NEWWORD", "1234567890 12 3", "foo.bar(baz)[0]", "''''", "\"quoted\"", "a-b_c", "U.S.A.",
             "3,000.50", "½²", "\u202eabc", "x\u200dy", "ſs", "'ſ", "'LL 'Ll", "ΑΣ Σ", "ǅ", "ﬃ", "\u1e9b\u0323", "한국어 한국어"]
    result = list(fixed)
    languages = list(WORDS)
    while len(result) < 2150:
        i = len(result) % 10
        if i < 3:
            result.append(sentence(rng, [rng.choice(languages)]))
        elif i < 4:
            result.append(sentence(rng, languages))
        elif i < 6:
            result.append(mixture(rng, False))
        elif i < 8:
            result.append(mixture(rng, True))
        elif i < 9:
            result.append("".join(rng.choice(SPACES) + w for w in sentence(rng, ["en", "de", "code"], 2, 5).split()))
        else:
            result.append("".join(chr(rng.choice([rng.randint(1, 0x2ff), rng.randint(0x300, 0xd7ff), rng.randint(0x1f300, 0x1f64f)]))
                                  for _ in range(rng.randint(1, 6))))
    return result
