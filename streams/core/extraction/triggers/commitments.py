"""Commitments: an actor pledges, promises, approves or decides to give or do something, or reaffirms that it will."""

from schemas.facts import EventType
from streams.core.extraction.triggers.rules import SUM, Rule, words

RULES = (
    Rule(
        "commitment.pledge", EventType.COMMITMENT,
        verbs=words("pledge promise vow commit undertake swear guarantee assure recommit dedicate"),
        examples=("Norway pledged 40 million kroner for the clinic.", "He promised voters lower taxes."),
        counterexamples=("The court heard the case.",),
    ),
    Rule(
        "commitment.reaffirm", EventType.COMMITMENT,
        verbs=words(
            """reaffirm reiterate affirm renew restate reassure underscore stress emphasize emphasise express
            confirm underline convey extend"""
        ),
        objects=words(
            """commitment support pledge promise readiness resolve determination willingness assistance intention
            dedication cooperation solidarity"""
        ),
        examples=("The ambassador reaffirmed his country's support for the reforms.",),
    ),
    Rule(
        "commitment.announce", EventType.COMMITMENT,
        verbs=words("announce unveil launch introduce declare reveal outline propose establish"),
        examples=("The bank announced a new credit line for farmers.",),
    ),
    Rule(
        "commitment.give", EventType.COMMITMENT,
        verbs=words(
            """provide donate grant contribute allocate approve give invest lend fund finance deliver supply extend
            disburse earmark
            release award offer spend support assist help build expand increase raise send deploy create set
            dispatch inject
            sponsor cover pay double boost accelerate add bring open join sell buy purchase welcome ship hand strengthen
            continue work implement ensure withdraw resume lift waive write cancel suspend end cut reduce repay
            appoint construct rebuild renovate upgrade restart train despatch okay clear instruct defer allow
            loan forgive reschedule"""
        ),
        examples=("The fund will provide clean water to 300 villages.", "Lawmakers approved a loan of $20 million."),
    ),
    Rule(
        "commitment.agree", EventType.COMMITMENT,
        verbs=words("agree decide consent resolve plan intend vote accept"),
        examples=("The cabinet decided to open two more consulates.",),
    ),
    Rule(
        "commitment.noun", EventType.COMMITMENT,
        nouns=words("pledge promise commitment vow assurance undertaking guarantee decision plan approval"),
        examples=("The pledge by Denmark to double its aid was welcomed.",),
    ),
    Rule(
        "commitment.aid", EventType.COMMITMENT,
        nouns=words(
            """assistance aid grant loan funding package donation contribution support investment credit relief
            scholarship
            dose vaccine equipment money fund financing facility allocation subsidy initiative programme program sale"""
        ),
        examples=("A grant of 5 million euros from Finland will pay for the school.",),
    ),
    Rule(
        SUM, EventType.COMMITMENT,
        nouns=words("million billion crore lakh trillion dollar euro rupee"),
        money=True,
    ),
)  # fmt: skip
"""Tried in this order; the first that fits a word names it."""
