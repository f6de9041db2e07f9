// The lexicon and the tables: what they say of a word, and what they refuse.
#include "core/models/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "core/models/word_facts.h"
#include "core/models/word_tables.h"

namespace {

const std::filesystem::path kAssets = std::filesystem::path(HEED_SOURCE_DIR) / "assets";

std::string lexicon_refusal(const std::string& text) {
  try {
    const core::Lexicon lexicon(text, "lexicon.txt");
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

// The tables with one of them damaged: the message of the refusal.
std::string table_refusal(const std::string& file, const std::string& text) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "tables" / file;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::filesystem::copy(kAssets / "tables", folder);
  std::filesystem::permissions(folder / file, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
  std::ofstream(folder / file) << text;
  try {
    core::read_word_tables(folder);
  } catch (const core::Error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST(Lexicon, KnowsTensOfThousandsOfWords) {
  const core::WordBook book(kAssets);
  EXPECT_GT(book.lexicon().entries().size(), 20'000U);
  const core::LexiconEntry* cat = book.lexicon().find("cat");
  ASSERT_NE(cat, nullptr);
  EXPECT_GT(cat->noun_meanings[core::meaning_index("animal")], 5);
  EXPECT_EQ(book.lexicon().find("qwertyuiop"), nullptr);
}

TEST(Lexicon, FindsTheDictionaryFormOfIrregularAndRegularWords) {
  const core::WordBook book(kAssets);
  EXPECT_EQ(book.facts("mice", false).noun_form(), "mouse");
  EXPECT_TRUE(book.facts("mice", false).plural);
  EXPECT_EQ(book.facts("stopped", false).verb_form_base(), "stop");
  EXPECT_EQ(book.facts("stopped", false).verb_form, core::VerbForm::Past);
  EXPECT_EQ(book.facts("baking", false).verb_form_base(), "bake");
  EXPECT_EQ(book.facts("cities", false).noun_form(), "city");
}

TEST(Lexicon, ACompoundIsItsLastPartUnlessItIsLongerThanAnyWord) {
  const core::WordBook book(kAssets);
  EXPECT_TRUE(book.facts(std::string(190, 'q') + "-cat", false).known);
  EXPECT_FALSE(book.facts(std::string(201, 'q') + "-cat", false).known);
}

TEST(Lexicon, RefusesAFileThatIsNoLexicon) {
  EXPECT_THAT(lexicon_refusal("cat 4n8\n"),
              testing::AllOf(testing::HasSubstr("lexicon.txt line 1"), testing::HasSubstr("# heed lexicon 1.")));
}

TEST(Lexicon, NamesTheLineOfALetterThatStandsForNoMeaning) {
  EXPECT_THAT(lexicon_refusal("# heed lexicon 1.\ncat 4n9 =A9\ndog 4n9 =Z9\n"),
              testing::AllOf(testing::HasSubstr("lexicon.txt line 3"), testing::HasSubstr("letters")));
}

TEST(Lexicon, RefusesALineThatIsCutOff) {
  EXPECT_THAT(lexicon_refusal("# heed lexicon 1.\ncat"), testing::HasSubstr("line 2"));
  EXPECT_THAT(lexicon_refusal("# heed lexicon 1.\ncat 4n9 =A"), testing::HasSubstr("pairs of a letter and a digit"));
}

TEST(Lexicon, RefusesAnIrregularFormWithoutItsKind) {
  EXPECT_THAT(lexicon_refusal("# heed lexicon 1.\nmouse 4n9 =A9\nmice <mouse\n"), testing::HasSubstr("line 3"));
}

TEST(Lexicon, RefusesAFileWithoutWords) {
  EXPECT_THAT(lexicon_refusal("# heed lexicon 1.\n"), testing::HasSubstr("no words"));
}

TEST(Lexicon, RefusesAFileThatWasCutShortAtTheEndOfALine) {
  EXPECT_EQ(lexicon_refusal("# heed lexicon 1.\ncat 4n9 =A9\n# end\n"), "accepted");
  EXPECT_THAT(lexicon_refusal("# heed lexicon 1.\ncat 4n9 =A9\n"),
              testing::AllOf(testing::HasSubstr("lexicon.txt stops after line 2"), testing::HasSubstr("# end")));
}

TEST(Lexicon, ShowsTheLineThatIsNoText) {
  using std::string_literals::operator""s;  // the 0 belongs to the text
  EXPECT_THAT(lexicon_refusal("# heed lexicon 1.\ncat 4n9 =A9\ndo\0g 4n9 =A9\n# end\n"s),
              testing::AllOf(testing::HasSubstr("lexicon.txt line 3"), testing::HasSubstr("do\uFFFDg"),
                             testing::HasSubstr("UTF-8")));
}

TEST(WordTables, RefuseAFileThatWasCutShortAndOneThatIsNoText) {
  EXPECT_EQ(table_refusal("nouns.txt", "# heed table: x\nmale: man boy\n# end\n"), "accepted");
  EXPECT_THAT(table_refusal("nouns.txt", "# heed table: x\nmale: man"), testing::HasSubstr("stops after line 2"));
  EXPECT_THAT(table_refusal("german.txt", "# heed table: x\nHund\xC3 = dog\n# end\n"),
              testing::HasSubstr("german.txt line 2"));
}

TEST(WordTables, NameFileAndLineOfAMeaningThatDoesNotExist) {
  EXPECT_THAT(table_refusal("homonyms.txt", "# heed table: x\nbank group=.5 mony=.5\n"),
              testing::AllOf(testing::HasSubstr("homonyms.txt line 2"), testing::HasSubstr("mony=.5")));
}

TEST(WordTables, NameFileAndLineOfANumberThatIsNone) {
  EXPECT_THAT(table_refusal("kind_pairs.txt", "# heed table: x\nnoun verb much\n"),
              testing::AllOf(testing::HasSubstr("kind_pairs.txt line 2"), testing::HasSubstr("a number")));
}

TEST(WordTables, NameFileAndLineOfAWordKindThatDoesNotExist) {
  EXPECT_THAT(table_refusal("function_words.txt", "# heed table: x\nthe article\n"),
              testing::AllOf(testing::HasSubstr("function_words.txt line 2"), testing::HasSubstr("article")));
}

TEST(WordTables, RefuseATranslationWithoutItsEnglishWord) {
  EXPECT_THAT(table_refusal("german.txt", "# heed table: x\nHund Hunde\n"), testing::HasSubstr("german.txt line 2"));
}

TEST(WordTables, RefuseAListWithoutALabelAndADecidingWordWithoutABar) {
  EXPECT_THAT(table_refusal("nouns.txt", "# heed table: x\nman boy\n"), testing::HasSubstr("nouns.txt line 2"));
  EXPECT_THAT(table_refusal("company.txt", "# heed table: x\nriver: nature=2 river\n"),
              testing::HasSubstr("company.txt line 2"));
}

TEST(WordTables, RefuseAFileThatIsNoTableAndOneThatIsMissing) {
  EXPECT_THAT(table_refusal("names.txt", "male: Tom\n"), testing::HasSubstr("names.txt line 1"));
  EXPECT_THROW(core::read_word_tables(kAssets / "nowhere"), core::Error);
}
