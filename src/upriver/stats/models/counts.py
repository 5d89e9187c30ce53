"""What goes with more events in an area: a negative binomial model of counts, and whether its residuals cluster."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from upriver.stats.areas.clusters import Moran, binary, islands, morans_i, row_standardised
from upriver.stats.result import BadInput, Flags, Floats, Result, as_floats, check_level

AREAS_A_FACTOR = 10  # fewer areas for each factor than this and the model is not fitted
MOST_ITERATIONS = 200
NO_SPREAD = 1e-6  # the dispersion said where counts vary no more than Poisson: its likelihood is highest at zero
METHOD = "negative binomial model with log {exposure} as offset, rate ratio for one standard deviation more"


@dataclass(frozen=True)
class CountModel:
    """A fitted model. `failed` says in words why there is none; then the ratios are NaN.

    Attributes:
        names: the factors that are in the model, in the order of `ratios`.
        ratios: how many times as many events areas have that are one standard deviation higher on the factor, all others
            in the model alike; shape (factors,). `few_events` never holds here; `not_given` where the model failed.
        vif: how much the factor's variance is inflated by its likeness to the others; above 5 it can't be told from them.
        dispersion: of the negative binomial; 0 would be Poisson.
        explained: share of the deviance of the offset-only model with the same dispersion that the factors explain.
        fitted: expected events, NaN for areas that are not used. residuals: Pearson's.
        used: areas in the model. left_out: name of a factor to why it is not in it.
        moran: Moran's I of the residuals; None where it can't be given.
    """

    names: tuple[str, ...]
    ratios: Result
    vif: Floats
    dispersion: float
    explained: float
    fitted: Floats
    residuals: Floats
    used: Flags
    moran: Moran | None
    failed: str = ""
    left_out: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fit:
    """Coefficients (intercept first) with their covariance, and the dispersion, of one fit; `failed` as above."""

    beta: Floats
    covariance: Floats
    dispersion: float
    failed: str = ""


def count_model(
    events: ArrayLike, exposure: ArrayLike, factors: ArrayLike, *, names: Sequence[str],
    neighbours: sparse.spmatrix | None = None, called: str = "residents", level: float = 0.95,
) -> CountModel:  # fmt: skip
    """A negative binomial regression of counts on standardised factors, with log exposure as offset.

    log E(events) = log exposure + b0 + sum b z, variance mean + a mean^2, by maximum likelihood. Ratios are exp(b) with
    Wald intervals. It describes areas: nothing in it is about a person, and nothing of it is a cause.

    Args:
        events: shape (areas,), whole numbers; NaN = missing, the area is left out.
        exposure: shape (areas,); areas with zero or NaN are left out.
        factors: shape (areas, factors); an area with any missing is left out. A constant factor is left out and named.
        names: one for each factor.
        neighbours: shape (areas, areas), for Moran's I of the residuals; areas without a neighbour among those used are
            left out of it alone.
        called: what the exposure is, for the method's words.

    Returns:
        a CountModel; where the counts don't vary, the areas are too few or the fit doesn't converge, `failed` says so.

    Source: Cameron and Trivedi (2013) Regression Analysis of Count Data, 3.3; Osgood (2000) J Quant Criminol 16:21-43.
    """
    y, n, x = _checked(events, exposure, factors, names)
    used = np.isfinite(y) & np.isfinite(n) & (n > 0) & np.isfinite(x).all(axis=1)
    varies = np.array([used.any() and np.ptp(column[used]) > 0 for column in x.T], dtype=bool)
    kept = tuple(name for name, good in zip(names, varies, strict=True) if good)
    left_out = {name: "the same in every area" for name in names if name not in kept}
    z = standardised(x[:, varies], used)
    vif = inflation(z[used])
    failed = _unfit(y[used], z[used], vif)
    fit = fitted(y[used], n[used], z[used]) if not failed else _no_fit(z.shape[1], failed)
    ratios = _ratios(fit, y[used], n[used], level, METHOD.format(exposure=called))
    if fit.failed:
        nothing = np.full(y.shape, np.nan)
        return CountModel(kept, ratios, vif, np.nan, np.nan, nothing, nothing, used, None, fit.failed, left_out)
    mean = np.where(used, np.exp(fit.beta[0] + np.nan_to_num(z) @ fit.beta[1:]) * np.nan_to_num(n), np.nan)
    residuals = (np.where(used, y, np.nan) - mean) / np.sqrt(mean + fit.dispersion * mean**2)
    explained = _explained(y[used], n[used], mean[used], fit.dispersion)
    moran = _moran(residuals, used, neighbours)
    return CountModel(kept, ratios, vif, fit.dispersion, explained, mean, residuals, used, moran, "", left_out)


def _explained(events: Floats, exposure: Floats, mean: Floats, dispersion: float) -> float:
    """The share of the offset-only model's deviance that the means take away."""
    plain = exposure * np.exp(intercept(events, exposure, dispersion))
    return 1 - deviance(events, mean, dispersion) / deviance(events, plain, dispersion)


def with_surroundings(factors: ArrayLike, neighbours: sparse.spmatrix) -> Floats:
    """The mean of each factor over the areas that touch (the spatial lag of X), to be put beside the factors.

    Missing neighbours are left out; an area without any has its own value, so that it stays in the model.
    """
    x = as_floats("factors", factors, negative=True)
    near = binary(neighbours, x.shape[0])
    held = np.isfinite(x)
    many = near @ held.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        around: Floats = np.where(many > 0, (near @ np.where(held, x, 0.0)) / many, x)
    return around


def standardised(factors: Floats, used: Flags) -> Floats:
    """Each factor less its mean over its standard deviation, both over the areas used; NaN where fewer than two are."""
    if used.sum() < 2:
        return np.full(factors.shape, np.nan)
    mean, spread = factors[used].mean(axis=0), factors[used].std(axis=0, ddof=1)
    out: Floats = (factors - mean) / spread
    return out


def inflation(z: Floats) -> Floats:
    """Variance inflation factors: the diagonal of the inverse of the factors' correlations; infinite where one is made of others."""
    if z.shape[1] == 0 or z.shape[0] < 3:
        return np.full(z.shape[1], np.nan)
    together = np.atleast_2d(np.corrcoef(z, rowvar=False))
    if np.linalg.cond(together) > 1e10:
        return np.full(z.shape[1], np.inf)
    out: Floats = np.diag(np.linalg.inv(together)).copy()
    return out


def fitted(events: Floats, exposure: Floats, z: Floats) -> Fit:
    """Maximum likelihood of the negative binomial (variance mean + a mean^2), started from Poisson, and Poisson where a is 0."""
    from statsmodels.discrete.discrete_model import NegativeBinomial  # type: ignore[import-untyped]  # slow, so only here
    from statsmodels.genmod.families import Poisson  # type: ignore[import-untyped]
    from statsmodels.genmod.generalized_linear_model import GLM  # type: ignore[import-untyped]

    design = np.column_stack([np.ones(events.size), z])
    offset = np.log(exposure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they warn of is asked below, and becomes a reason
        try:
            start = GLM(events, design, family=Poisson(), offset=offset).fit(maxiter=MOST_ITERATIONS)
            mean = start.mu
            if float(((events - mean) ** 2 - events).sum()) <= 0:
                return Fit(np.asarray(start.params), np.asarray(start.cov_params()), NO_SPREAD)
            rough = max(float(np.mean(((events - mean) ** 2 - mean) / mean**2)), 1e-3)
            model = NegativeBinomial(events, design, offset=offset)
            done = model.fit(start_params=np.append(start.params, rough), method="bfgs", maxiter=MOST_ITERATIONS, disp=0,
                             gtol=1e-4 * max(1.0, events.size / 100))  # fmt: skip
            beta, covariance = done.params[:-1], np.asarray(done.cov_params())[:-1, :-1]
            dispersion, converged = float(done.params[-1]), bool(done.mle_retvals["converged"])
        except (np.linalg.LinAlgError, ValueError, FloatingPointError):
            return _no_fit(z.shape[1], "the fit broke down")
    if not converged or not np.isfinite(beta).all() or not (np.diag(covariance) > 0).all() or not dispersion > 0:
        return _no_fit(z.shape[1], "the fit did not converge")
    return Fit(np.asarray(beta), covariance, dispersion)


def intercept(events: Floats, exposure: Floats, dispersion: float) -> float:
    """The log rate of the model without factors, its dispersion given: Newton steps from the plain rate."""
    rate = float(events.sum() / exposure.sum())
    if rate <= 0:
        return -np.inf
    b = np.log(rate)
    for _ in range(50):
        mean = exposure * np.exp(b)
        step = float(((events - mean) / (1 + dispersion * mean)).sum() / (mean / (1 + dispersion * mean)).sum())
        b += step
        if abs(step) < 1e-10:
            break
    return float(b)


def deviance(events: Floats, mean: Floats, dispersion: float) -> float:
    """Twice the log likelihood that the means fall short of the counts themselves, under the negative binomial."""
    with np.errstate(divide="ignore", invalid="ignore"):
        own = np.where(events > 0, events * np.log(events / mean), 0.0)
        spread = (events + 1 / dispersion) * (np.log1p(dispersion * events) - np.log1p(dispersion * mean))
    return float(2 * (own - spread).sum())


def _checked(events: ArrayLike, exposure: ArrayLike, factors: ArrayLike, names: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    y, n, x = as_floats("events", events), as_floats("exposure", exposure), as_floats("factors", factors, negative=True)
    if y.ndim != 1 or y.shape != n.shape or x.shape != (y.size, len(names)):
        raise BadInput("events and exposure must have one value an area, factors one row an area and one column a name")
    return y, n, x


def _unfit(events: Floats, z: Floats, vif: Floats) -> str:
    """Why no model can be fitted, or nothing."""
    if z.shape[1] == 0:
        return "no factor differs from area to area"
    if events.size < AREAS_A_FACTOR * (z.shape[1] + 1):
        return f"{events.size} areas are too few for {z.shape[1]} factors"
    if np.ptp(events) == 0:
        return "the counts are the same in every area"
    if not np.isfinite(vif).all():
        return "one factor is made of the others"
    return ""


def _no_fit(factors: int, why: str) -> Fit:
    return Fit(np.full(factors + 1, np.nan), np.full((factors + 1, factors + 1), np.nan), np.nan, why)


def _ratios(fit: Fit, events: Floats, exposure: Floats, level: float, method: str) -> Result:
    from scipy import special

    beta, error = fit.beta[1:], np.sqrt(np.diag(fit.covariance)[1:])
    z = float(special.ndtri(1 - (1 - check_level(level)) / 2))
    rests, people = np.full(beta.shape, events.sum()), np.full(beta.shape, exposure.sum())
    with np.errstate(over="ignore"):
        value, lower, upper = np.exp(beta), np.exp(beta - z * error), np.exp(beta + z * error)
    return Result(value, lower, upper, level, method, rests, people, {"not_given": np.isnan(value) | np.isnan(upper)})


def _moran(residuals: Floats, used: Flags, neighbours: sparse.spmatrix | None) -> Moran | None:
    if neighbours is None:
        return None
    near = binary(neighbours, residuals.size)[used][:, used].tocsr()
    linked: NDArray[np.bool_] = ~islands(near)
    values = residuals[used][linked]
    if values.size < 4 or np.ptp(values) == 0:
        return None
    return morans_i(values, row_standardised(near[linked][:, linked].tocsr(), allow_islands=True))
