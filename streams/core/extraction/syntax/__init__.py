"""Dependency parses: what depends on what in a sentence. The only room that imports spaCy.

parser        sentences of many articles in one batch through spaCy
transitions   the parser's transitions for a whole batch at once
lemmas        lemmas of verbs and nouns by their tag
parse         a parse, detached from the parser
clauses       what a parse says about one of its words: dependency paths, negation, objects
"""
