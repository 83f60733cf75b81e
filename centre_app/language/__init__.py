"""Five languages: words, alphabets, spellings of names, dates. Knows no capability and imports nothing heavy."""
