"""French sentences made from figures: plural, elision, lists, amounts, dates. No word is guessed: who
calls gives the noun in both numbers."""
