"""Sectors: 21 slugs, each over its codes in the CRS purpose classification of the OECD DAC."""

from enum import StrEnum


class Sector(StrEnum):
    """A sector's slug, as it travels in every record."""

    EDUCATION = "education"
    HEALTH = "health"
    WATER = "water"
    GOVERNANCE = "governance"
    SECURITY = "security"
    SOCIAL = "social"
    CULTURE = "culture"
    TRANSPORT = "transport"
    COMMUNICATIONS = "communications"
    ENERGY = "energy"
    FINANCE = "finance"
    BUSINESS = "business"
    AGRICULTURE = "agriculture"
    INDUSTRY = "industry"
    MINING = "mining"
    CONSTRUCTION = "construction"
    TRADE = "trade"
    TOURISM = "tourism"
    ENVIRONMENT = "environment"
    HUMANITARIAN = "humanitarian"
    SCIENCE = "science"


CRS_CODES: dict[Sector, tuple[str, ...]] = {
    Sector.EDUCATION: ("110",),
    Sector.HEALTH: ("120",),
    Sector.WATER: ("140",),
    Sector.GOVERNANCE: ("150", "151"),
    Sector.SECURITY: ("152",),
    Sector.SOCIAL: ("160",),
    Sector.CULTURE: ("16061",),
    Sector.TRANSPORT: ("210",),
    Sector.COMMUNICATIONS: ("220",),
    Sector.ENERGY: ("230",),
    Sector.FINANCE: ("240",),
    Sector.BUSINESS: ("250",),
    Sector.AGRICULTURE: ("311", "312", "313"),
    Sector.INDUSTRY: ("321",),
    Sector.MINING: ("322",),
    Sector.CONSTRUCTION: ("323",),
    Sector.TRADE: ("331",),
    Sector.TOURISM: ("332",),
    Sector.ENVIRONMENT: ("410",),
    Sector.HUMANITARIAN: ("700",),
    Sector.SCIENCE: ("43082",),
}
"""The codes beneath each slug: 3 digits for a whole sector, 5 where the slug is one purpose of a sector."""
