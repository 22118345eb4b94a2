"""Meetings: two or more parties meet or talk, in person, by call, or many together."""

from schemas.facts import EventType
from streams.core.extraction.triggers.rules import Rule, words

GATHERINGS = words(
    """meeting talks talk summit conference discussion conversation dialogue consultation negotiation forum
    roundtable session
    call telephone-call phone-call videoconference interaction audience deliberation parley get-together
    tete-a-tete huddle sit-down
    luncheon lunch dinner breakfast banquet reception symposium congress convention assembly gathering
    engagement event
    workshop seminar hearing encounter briefing huddle retreat teleconference exchange ceremony council committee
    commission sitting bilateral trilateral one-on-one phone telephone hotline"""
)

RULES = (
    Rule(
        "meeting.verb", EventType.MEETING,
        verbs=words(
            """meet confer huddle negotiate parley converse reconvene convene co-chair dine lunch telephone phone
            closet"""
        ),
        examples=("The two foreign ministers met in Geneva.", "He phoned the chancellor on Friday."),
        counterexamples=("The prime minister resigned.",),
    ),
    Rule(
        "meeting.talk", EventType.MEETING,
        verbs=words(
            """speak talk sit consult interact engage chat discuss deliberate join participate confer converge
            gather"""
        ),
        particles=words("with to by in at down together on"),
        examples=("The president spoke with the king by phone.", "They sat down with union leaders."),
    ),
    Rule(
        "meeting.discuss", EventType.MEETING,
        verbs=words(
            """discuss review exchange address raise brief tell inform thank congratulate apprise assure urge ask
            contact consult"""
        ),
        examples=("The two sides discussed trade.", "He contacted the president by telephone."),
    ),
    Rule(
        "meeting.call-on", EventType.MEETING,
        verbs=words("call drop ring"),
        particles=words("on upon at with"),
        examples=("The ambassador called on the finance minister.",),
    ),
    Rule(
        "meeting.receive", EventType.MEETING,
        verbs=words("receive host welcome greet summon invite entertain see visit"),
        examples=("The emir received the Japanese envoy.",),
    ),
    Rule(
        "meeting.attend", EventType.MEETING,
        verbs=words("attend chair address join lead inaugurate hold open grace"),
        objects=GATHERINGS | words("leaders g7 g20 g-20 g-7"),
        examples=("She will attend the summit in Bali.",),
    ),
    Rule(
        "meeting.greet", EventType.MEETING,
        verbs=words("give accord extend shake"),
        objects=words("welcome reception hand"),
        examples=("The king gave the premier a warm welcome.", "The two presidents shook hands in Lima."),
        counterexamples=("He gave a speech.",),
    ),
    Rule(
        "meeting.noun", EventType.MEETING,
        nouns=GATHERINGS,
        examples=("Talks between the two presidents lasted two hours.", "He said so after a meeting with the premier."),
        counterexamples=("The minister denied it.",),
    ),
)  # fmt: skip
"""Tried in this order; the first that fits a word names it."""
