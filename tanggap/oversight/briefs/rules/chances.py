"""How likely a count this high is by chance alone: exact tails, added up term by term."""

from collections.abc import Iterable, Iterator
from math import exp, inf, lgamma, log, log1p

_ENOUGH = 1e-15
"""A term this small beside the sum changes nothing of it any more."""


def negative_binomial_tail(count: int, *, mean: float, variance: float) -> float:
    """The chance (0 to 1) of at least so many, where counts have this mean and this larger variance."""
    if count <= 0:
        return 1.0
    size = mean * mean / (variance - mean)
    grows = log1p(-mean / variance)

    def terms() -> Iterator[float]:
        stays = size * log(mean / variance)
        n = count
        while True:
            yield exp(lgamma(n + size) - lgamma(size) - lgamma(n + 1) + stays + n * grows)
            n += 1

    return _sum(terms(), falls_from=mean - count)


def hypergeometric_tail(hits: int, *, whole: int, marked: int, drawn: int) -> float:
    """The chance (0 to 1) of at least so many marked ones, if ``drawn`` of the ``whole`` are drawn blindly."""
    least, most = max(0, drawn + marked - whole), min(marked, drawn)
    if hits <= least:
        return 1.0
    every = _ways(whole, drawn)
    terms = (exp(_ways(marked, n) + _ways(whole - marked, drawn - n) - every) for n in range(hits, most + 1))
    return _sum(terms, falls_from=(marked + 1) * (drawn + 1) / (whole + 2) - hits)


def _sum(terms: Iterable[float], *, falls_from: float) -> float:
    """The sum of terms that fall once so many were added."""
    total, last = 0.0, inf
    for nth, term in enumerate(terms):
        total += term
        if nth > falls_from and term <= last and term <= total * _ENOUGH:
            break
        last = term
    return min(1.0, total)


def _ways(whole: int, drawn: int) -> float:
    """The logarithm of in how many ways so many can be drawn."""
    return lgamma(whole + 1) - lgamma(drawn + 1) - lgamma(whole - drawn + 1)
