"""How sure a figure of few people is. `level`: how often such an interval misses the truth (0.05: once in twenty)."""

from dataclasses import dataclass
from math import exp, inf, lgamma, log, sqrt
from statistics import NormalDist, fmean, stdev

USUAL = 0.05
LATE = 0.95  # the part of those housed that waited no longer


@dataclass(frozen=True)
class Interval:
    value: float
    low: float
    high: float

    @property
    def percent(self):
        return round(100 * self.value)

    @property
    def low_percent(self):
        return round(100 * self.low)

    @property
    def high_percent(self):
        return round(100 * self.high)

    @property
    def spread(self):
        return self.high_percent - self.low_percent


def share(count, n, level=USUAL):
    """Wilson's interval of a part of a whole."""
    z, part = _z(level), count / n
    middle = (part + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(part * (1 - part) / n + z * z / (4 * n * n))
    return Interval(part, max(0.0, middle - half), min(1.0, middle + half))


def ratio(count, n, other_count, other_n, level=USUAL):
    """One part divided by another (Katz's logarithmic interval, half a case added so that none is zero)."""
    one, other = (count + 0.5) / (n + 0.5), (other_count + 0.5) / (other_n + 0.5)
    error = sqrt(1 / (count + 0.5) - 1 / (n + 0.5) + 1 / (other_count + 0.5) - 1 / (other_n + 0.5))
    spread = exp(_z(level) * error)
    value = (count / n) / (other_count / other_n) if other_count else inf
    return Interval(value, one / other / spread, one / other * spread)


def mean(values, level=USUAL):
    """Student's interval of a mean; of one value, nothing is known."""
    middle = fmean(values)
    if len(values) < 2:
        return Interval(middle, -inf, inf)
    half = _t(level, len(values) - 1) * stdev(values) / sqrt(len(values))
    return Interval(middle, max(0.0, middle - half), middle + half)


def late(values, level=USUAL):
    """The 95th of 100 values, and the exact interval that their order gives: with few of them it has no end."""
    ordered, n = sorted(values), len(values)
    low, high, below = 0, None, 0.0
    for count, chance in enumerate(_binomial(n, LATE)):
        below += chance
        if below <= level / 2:
            low = count + 1
        if high is None and below >= 1 - level / 2:
            high = count
    value = ordered[min(n - 1, int(LATE * n))]
    return Interval(value, ordered[low] if low < n else value, inf if high is None or high >= n else ordered[high])


def _binomial(n, part):
    """The chance of 0, 1, … n of n: by logarithms, since the first ones are too small to be told from none."""
    for count in range(n + 1):
        ways = lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1)
        yield exp(ways + count * log(part) + (n - count) * log(1 - part))


def _z(level):
    return NormalDist().inv_cdf(1 - level / 2)


def _t(level, df):
    """Student's quantile from the normal one (Cornish and Fisher): right to the second figure from four on."""
    z = _z(level)
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
    )
