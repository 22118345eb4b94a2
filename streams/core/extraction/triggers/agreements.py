"""Agreements: two or more parties sign, conclude or agree a deal, memorandum, treaty or contract."""

from schemas.facts import EventType
from streams.core.extraction.triggers.rules import Rule, words

TEXTS = words(
    """agreement deal accord treaty pact memorandum mou mous contract convention protocol truce ceasefire
    cease-fire compact
    settlement partnership framework understanding arrangement letter declaration communique statement document
    charter roadmap
    covenant undertaking instrument compromise plan text concession lease agreements tie-up bargain"""
)
_BONDS = words("acquisition takeover buyout venture")

RULES = (
    Rule(
        "agreement.sign", EventType.AGREEMENT,
        verbs=words(
            """sign ink initial conclude ratify seal clinch finalise finalize strike reach broker negotiate secure
            exchange renew enter adopt forge execute extend endorse complete prolong firm form"""
        ),
        objects=TEXTS | _BONDS,
        examples=("Peru and Chile signed a treaty on water.", "An accord was reached after midnight."),
        counterexamples=("She signed the guest book.",),
    ),
    Rule(
        "agreement.signed", EventType.AGREEMENT,
        verbs=words("sign ink"),
        examples=("The contract, signed in May, runs for ten years.",),
    ),
    Rule(
        "agreement.relations", EventType.AGREEMENT,
        verbs=words("establish re-establish reestablish restore resume"),
        objects=words("relation tie"),
        examples=("Fiji and Chile established diplomatic relations on Tuesday.",),
        counterexamples=("The firm established an office.",),
    ),
    Rule(
        "agreement.pen", EventType.AGREEMENT,
        verbs=words("put append affix"),
        objects=words("pen name signature"),
        examples=("The two chairmen put pen to paper on Friday.",),
    ),
    Rule(
        "agreement.agree", EventType.AGREEMENT,
        verbs=words("agree"),
        examples=("The two governments agreed to reopen the border.",),
    ),
    Rule(
        "agreement.enter", EventType.AGREEMENT,
        verbs=words("enter join partner team come cooperate collaborate"),
        particles=words("into with to"),
        examples=("The bank entered into a contract with a Turkish builder.",),
    ),
    Rule(
        "agreement.noun", EventType.AGREEMENT,
        nouns=TEXTS | _BONDS | words("signing signature conclusion ratification merger consensus"),
        examples=("The signing of the pact was in Muscat.", "Under a deal with Norway, gas will flow in June."),
    ),
)  # fmt: skip
"""Tried in this order; the first that fits a word names it."""
