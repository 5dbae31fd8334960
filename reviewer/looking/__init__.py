"""What a person looks for and where it stands in a text: pure, and the same for the index, the snippets and the page.

Decisions:

- One grammar and one matcher for searches (`looking/`): what is typed is read once (`typed_query`), asked of FTS5
  (`store/content/matching`), said in words (`services/search/query_words`), and marked in snippets and on pages by the same
  `finder`. Operators are capital words, as small ones stand in every sentence. What only takes away finds nothing and says so:
  all other pages would be thousands.
"""
