"""The canonical form of an address: what all addresses of one page have in common."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|"
    r"ref_src|ref_url|cmpid|ocid|s_cid|ncid|ito|smid|mkt_tok|at_medium|at_campaign|xtor|guccounter|guce_.*",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, not what the page is."""

_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return `url` without what may differ between two addresses of one page.

    Drops the scheme (http and https serve one page), `www.`, the default port, user, fragment, tracking parameters and
    trailing slashes; sorts the query; host in lower case. What is no web address is returned as it is.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:
        return url
    if not host:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if not _TRACKING.fullmatch(pair[0])))
    return host + parts.path.rstrip("/") + (f"?{query}" if query else "")


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    default = _DEFAULT_PORTS.get(parts.scheme.lower())
    return host if parts.port in (None, default) else f"{host}:{parts.port}"
