"""Does this trigger report an event? What its sentence and its article say of it.

analysed_sentence   a parsed sentence with all the values that it states
analysed_article    a document with its analysed sentences
context             features of a candidate in its sentence and article
word_windows        features of the words around it
assertion           is it asserted: what is only possible, wished, asked for, denied or hearsay gives no event
governance          what governs a word, and what that says of the event that it speaks of
modality            features of how it is asserted: negation, plans, wishes, requests, conditions, hearsay
fixtures            teams called by their countries: no event
promises            "agreed to give" by one party: a promise, no agreement
destinations        one visit for each country that a clause names
"""
