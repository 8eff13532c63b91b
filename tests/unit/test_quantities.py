"""What planners write about lengths, shares, rates, dates and uncertain values."""

import datetime as dt
import math
import pickle
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from scipy import stats

from sim.quantities import (
    Choice,
    DateField,
    Dwell,
    Empirical,
    EveryLength,
    Exponential,
    Fixed,
    Length,
    LengthField,
    LogNormal,
    Quantity,
    Rate,
    RelativeDay,
    Share,
    Triangular,
    UncertainCount,
    UncertainDate,
    UncertainLength,
    UncertainRate,
    UncertainShare,
    Uniform,
    as_written,
    describe,
    round_days,
    triangular_through,
)
from sim.quantities.measures import MEASURES

P = np.linspace(0, 1, 401)[:-1]
P01 = st.floats(0, 1, exclude_max=True)
DAYS = st.integers(0, 36500).map(float)
FIELDS: dict[str, Any] = {
    "LengthField": LengthField,
    "EveryLength": EveryLength,
    "Share": Share,
    "Rate": Rate,
    "Dwell": Dwell,
    "DateField": DateField,
    "RelativeDay": RelativeDay,
    "UncertainLength": UncertainLength,
    "UncertainShare": UncertainShare,
    "UncertainCount": UncertainCount,
    "UncertainRate": UncertainRate,
    "UncertainDate": UncertainDate,
}
ADAPTERS = {name: TypeAdapter[Any](field) for name, field in FIELDS.items()}
UNCERTAIN = [name for name in FIELDS if name.startswith("Uncertain")]


def read(field: str, value: object, folder: Path | None = None) -> Any:  # a value of any field
    return ADAPTERS[field].validate_python(value, context={"folder": folder} if folder else None)


def mistakes(field: str, value: object, folder: Path | None = None) -> dict[str, str]:
    """Return what is said about *value*, by place."""
    with pytest.raises(ValidationError) as caught:
        read(field, value, folder)
    return {".".join(map(str, error["loc"])): error["msg"] for error in caught.value.errors()}


def mistake(field: str, value: object) -> str:
    """Return the only thing that is said about *value*."""
    (message,) = mistakes(field, value).values()
    return message


# The mathematics


LOGNORMAL = math.sqrt(math.log1p((10 / 30) ** 2))
ORACLES: list[tuple[Quantity, Any]] = [
    (Triangular(60, 90, 150), stats.triang(1 / 3, 60, 90)),
    (Triangular(60, 60, 150), stats.triang(0, 60, 90)),
    (Triangular(60, 150, 150), stats.triang(1, 60, 90)),
    (Uniform(10, 24), stats.uniform(10, 14)),
    (Exponential(14), stats.expon(scale=14)),
    (LogNormal(30, 10), stats.lognorm(LOGNORMAL, scale=30 * math.exp(-(LOGNORMAL**2) / 2))),
]


@pytest.mark.parametrize(("quantity", "oracle"), ORACLES)
def test_quantiles_and_means_are_those_of_scipy(quantity: Quantity, oracle: Any) -> None:
    assert [quantity.quantile(float(p)) for p in P] == pytest.approx(oracle.ppf(P), abs=1e-9)
    assert quantity.mean == pytest.approx(oracle.mean())
    assert quantity.middle == pytest.approx(oracle.median())
    assert (quantity.low, quantity.high) == pytest.approx(oracle.support())
    end = quantity.high if math.isfinite(quantity.high) else oracle.ppf(0.99)
    assert quantity.long_end == pytest.approx(end)


@pytest.mark.once
def test_the_lognormal_has_the_mean_and_spread_of_the_value_itself() -> None:
    middles = (np.arange(200_000) + 0.5) / 200_000
    values = [LogNormal(30, 10).quantile(float(p)) for p in middles]
    assert np.mean(values) == pytest.approx(30, rel=1e-4)
    assert np.std(values) == pytest.approx(10, rel=1e-2)


@pytest.mark.once
@given(st.tuples(DAYS, DAYS, DAYS).map(sorted).filter(lambda days: days[0] < days[2]))
def test_the_triangular_through_p10_and_p90_has_those_quantiles(days: list[float]) -> None:
    p10, likely, p90 = days
    through = triangular_through(p10, likely, p90)
    assert through.quantile(0.1) == pytest.approx(p10, abs=1e-9)
    assert through.quantile(0.9) == pytest.approx(p90, abs=1e-9)
    assert through.likely == likely


@st.composite
def any_quantity(draw: st.DrawFn) -> Quantity:
    """Draw a quantity of any form."""
    low, likely, high = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    values = tuple(draw(st.lists(DAYS, min_size=1, max_size=9)))
    weights = tuple(float(draw(st.integers(1, 9))) for _ in values)
    forms: list[Quantity] = [
        Fixed(low),
        Triangular(low, likely, high, per="wave"),
        Uniform(low, high),
        Exponential(high + 1, per="person"),
        LogNormal(high + 1, likely + 1),
        Choice(values, weights),
        Choice(values),
        Empirical(values),
    ]
    return draw(st.sampled_from(forms))


@given(any_quantity(), P01, P01)
def test_quantiles_rise_and_stay_within_the_limits(q: Quantity, one: float, two: float) -> None:
    least, most = sorted((one, two))
    assert q.low <= q.quantile(least) <= q.quantile(most) <= q.high
    assert q.low <= q.middle <= q.long_end <= q.high
    assert q.middle == q.quantile(0.5)
    assert q.certain == (q.low == q.high)


@pytest.mark.once
@given(any_quantity())
def test_equal_quantities_are_equal_wherever_they_travel(quantity: Quantity) -> None:
    travelled = pickle.loads(pickle.dumps(quantity))  # noqa: S301 - our own
    assert travelled == quantity
    assert hash(travelled) == hash(quantity)
    assert travelled.quantile(0.3) == quantity.quantile(0.3)


def test_a_choice_is_drawn_by_its_weights() -> None:
    choice = Choice((30.0, 10.0, 20.0), (1.0, 2.0, 1.0))
    assert [choice.quantile(p) for p in (0, 0.49, 0.5, 0.74, 0.75, 0.99)] == [
        10,
        10,
        20,
        20,
        30,
        30,
    ]
    assert choice.mean == pytest.approx(17.5)


def test_observed_values_are_all_drawn_alike() -> None:
    seen = Empirical((30.0, 10.0, 20.0))
    assert [seen.quantile(p) for p in (0, 0.33, 0.34, 0.66, 0.67, 1 - 2**-53)] == [
        *(10, 10, 20, 20, 30, 30),
    ]


def test_a_certain_value_ignores_luck() -> None:
    assert Fixed(14.0).quantile(0.01) == Fixed(14.0).quantile(0.99) == 14.0


def test_drawing_anew_distinguishes_two_values_and_the_unit_does_not() -> None:
    assert Uniform(1, 2, per="wave") != Uniform(1, 2)
    assert Uniform(1, 2, unit="length") == Uniform(1, 2)


# Lengths, dates and the calendar


def brute_force(date: dt.date, months: int) -> dt.date:
    """Return the last possible day at or before the same day, some months later."""
    year, month = date.year, date.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return next(
        dt.date(year, month, day) for day in range(date.day, 0, -1) if _exists(year, month, day)
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
    st.integers(0, 4000),
    st.integers(0, 1200),
)
def test_months_follow_the_calendar(start: dt.date, day: int, months: int) -> None:
    later = Length(months=months).after(day, start)
    date = start + dt.timedelta(days=day)
    assert start + dt.timedelta(days=later) == brute_force(date, months)


def test_a_month_after_31_january_is_the_end_of_february() -> None:
    assert Length(months=1).after(0, dt.date(2020, 1, 31)) == 29
    assert Length(months=1).after(0, dt.date(2021, 1, 31)) == 28
    assert Length(months=1).after(30, dt.date(1900, 1, 1)) == 58
    assert Length(months=1).after(0, dt.date(2000, 1, 31)) == 29
    assert Length(days=14).after(3, dt.date(2021, 1, 31)) == 17


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("14 d", Length(14)),
        ("14d", Length(14)),
        ("1 day", Length(1)),
        ("14  days", Length(14)),
        (" 6 weeks ", Length(42)),
        ("1 week", Length(7)),
        ("6 months", Length(months=6)),
        ("2 years", Length(months=24)),
        ("100 years", Length(months=1200)),
        ("0 d", Length()),
    ],
)
def test_lengths_are_read(text: str, length: Length) -> None:
    assert read("LengthField", text) == length
    assert read("LengthField", describe(length)) == length
    assert read("LengthField", length) is length
    assert read("UncertainLength", text) == Fixed(length.mean_days, length)


def test_months_in_an_uncertain_value_are_of_mean_length() -> None:
    tour = read("UncertainLength", {"between": ["1 month", "1.5 years"]})
    assert (tour.low, tour.high) == (30.4375, 547.875)
    assert describe(tour) == "between 1 month and 18 months (uniform)"


def test_days_are_counted_after_the_months() -> None:
    length = Length(days=3, months=1)
    assert length.after(0, dt.date(2020, 1, 31)) == 29 + 3
    assert describe(length) == "1 month and 3 d"


def test_half_a_day_is_rounded_upwards() -> None:
    assert [round_days(days) for days in (2.5, 3.4999, 0.49999999999999994, 0.2)] == [3, 3, 1, 1]
    assert [round_days(days, 0) for days in (0.5, 0.49999999999999994, -3)] == [1, 0, 0]


@pytest.mark.parametrize(
    ("text", "days"),
    [("30 d before", -30), ("21 d after", 21), ("0 d before", 0), ("2 weeks  before", -14)],
)
def test_relative_days_are_read(text: str, days: int) -> None:
    assert read("RelativeDay", text) == days
    assert read("RelativeDay", ADAPTERS["RelativeDay"].dump_python(days)) == days


def test_dates_are_read() -> None:
    date = dt.date(2020, 2, 29)
    assert read("DateField", "2020-02-29") == read("DateField", date) == date
    until = read(
        "UncertainDate", {"low": "2020-05-15", "likely": "2020-10-01", "high": "2020-11-15"}
    )
    assert until.likely == dt.date(2020, 10, 1).toordinal()
    assert read("UncertainDate", date) == Fixed(date.toordinal())
    assert describe(date) == as_written(date) == "2020-02-29"


# Shares, rates, people and dwell


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("Share", "10 %", 0.1),
        ("Share", "0%", 0.0),
        ("Share", "100 %", 1.0),
        ("Share", "12.5 %", 0.125),
        ("Rate", 0, 0.0),
        ("Rate", "20 per 1000 person-years", 20 / 365250),
        ("Rate", "1.2 % per person-month", 0.012 * 12 / 365.25),
        ("Rate", "1 per 100 person-weeks", 1 / 700),
        ("Rate", "0.5 per person-day", 0.5),
    ],
)
def test_shares_and_rates_are_read_and_written(field: str, text: object, value: float) -> None:
    assert read(field, text) == pytest.approx(value, rel=1e-12)
    written = ADAPTERS[field].dump_python(read(field, text))
    assert read(field, written) == pytest.approx(value, rel=1e-15)
    assert read(f"Uncertain{field}", text).middle == read(field, text)


@given(st.decimals(0, 100, places=4))
def test_a_share_is_written_as_it_was_read(percent: object) -> None:
    share = read("Share", f"{percent} %")
    assert read("Share", describe(Fixed(share, unit="share"))) == share


def test_only_our_own_quantities_are_described() -> None:
    with pytest.raises(TypeError, match="Mock"):
        describe(Mock(unit="length"))


@pytest.mark.parametrize("people", [0, 4, 4.0, 1_000_000])
def test_people_are_whole(people: float) -> None:
    assert read("UncertainCount", people) == Fixed(float(people))
    assert as_written(read("UncertainCount", people)) == people


def test_dwell_is_a_ratio_or_a_length() -> None:
    assert read("Dwell", "1:2").ratio == 2.0
    assert read("Dwell", "2:1").ratio == 0.5
    assert read("Dwell", "1 : 0").ratio == 0.0
    assert read("Dwell", "24 months").length == Length(months=24)
    assert read("Dwell", 2) == read("Dwell", "1:2")
    assert read("Dwell", 2).remark == "a dwell of 2 is read as 1:2"
    assert read("Dwell", "1:2").remark is None
    for text in ("1:2", "1:2.5", "24 months", "40 d"):
        assert describe(read("Dwell", text)) == text


# Uncertain values


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"low": "60 d", "likely": "90 d", "high": "120 d"}, "60 d / 90 d / 120 d (triangular)"),
        (
            {"p10": "60 d", "likely": "90 d", "p90": "120 d"},
            "p10 60 d / 90 d / p90 120 d (triangular)",
        ),
        ({"between": ["14 d", "28 d"]}, "between 14 d and 28 d (uniform)"),
        ({"exponential": "14.5 d"}, "14.5 d on average (exponential)"),
        (
            {"mean": "30 d", "sd": "10 d"},
            "30 d on average, standard deviation 10 d (lognormal)",
        ),
        ({"one_of": ["14 d", "7 d"]}, "one of 14 d, 7 d"),
        (
            {"one_of": ["14 d", "7 d"], "weights": [3, 1]},
            "one of 14 d, 7 d (weights 3, 1)",
        ),
    ],
)
def test_each_form_is_read_described_and_written(form: dict[str, Any], words: str) -> None:
    quantity = read("UncertainLength", form)
    assert describe(quantity) == words
    assert as_written(quantity) == form
    assert read("UncertainLength", quantity) is quantity
    per_wave = read("UncertainLength", {**form, "per": "wave"})
    assert per_wave.per == "wave"
    assert describe(per_wave) == f"{words}, drawn once per wave"
    assert as_written(per_wave) == {**form, "per": "wave"}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_every_example_of_the_schema_is_read_in_every_form(name: str) -> None:
    measure = next(each for each in MEASURES.values() if f"Uncertain{each.unit.title()}" == name)
    parts = [int(part) if part.isdigit() else part for part in measure.examples]
    low, likely, high = parts
    forms: list[object] = [
        likely,
        {"value": likely},
        {"low": low, "likely": likely, "high": high},
        {"between": [low, high]},
        {"one_of": parts, "weights": [1, 2, 3]},
    ]
    if measure.tailed:
        forms += [{"exponential": likely}, {"mean": likely, "sd": low}]
    for form in forms:
        quantity = read(name, form)
        assert read(name, as_written(quantity)) == quantity
        assert quantity.certain == (form in (likely, {"value": likely}))


def test_a_choice_with_many_values_is_described_shortly() -> None:
    many = Choice(tuple(map(float, range(9))), unit="count")
    assert describe(many) == "one of 0, 1, 2, 3, 4, 5 and 3 more"
    seen = Empirical((1.0, 2.0), unit="count")
    assert as_written(seen) == {"one_of": [1, 2]}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (
            "LengthField",
            14,
            "a length needs its unit: write '14 d', '6 weeks' or '6 months', not 14",
        ),
        ("LengthField", "36 h", "'2 years', not '36 h'"),
        ("LengthField", "14 dya", "not '14 dya'. Did you mean 'day'?"),
        ("LengthField", "14 D", "not '14 D'. Did you mean 'd'?"),
        ("LengthField", "1.5 d", "a length is a whole number: write '2 d', not '1.5 d'"),
        ("LengthField", "-3 d", "a length is '0 d' or more, not '-3 d'"),
        ("LengthField", "101 years", "a length is at most '100 years', not '101 years'"),
        ("LengthField", "", "not nothing"),
        ("LengthField", {"low": "1 d"}, "this cannot be uncertain: write one value, '14 d'"),
        ("EveryLength", "0 d", "what comes again and again needs at least '1 d', not '0 d'"),
        ("Share", 0.1, "a share needs its unit: write '10 %', not 0.1"),
        ("Share", 95, "write '95 %', not 95"),
        ("Share", 1, "write '1 %' or '100 %', not 1"),
        ("Share", "120 %", "a share lies between '0 %' and '100 %', not '120 %'"),
        ("Share", "-1 %", "a share lies between '0 %' and '100 %', not '-1 %'"),
        ("Rate", 20, "write '20 per 1000 person-years', not 20"),
        ("Rate", "20 per year", "a rate is written '20 per 1000 person-years'"),
        ("Rate", "20 per 0 person-years", "a rate is per one or more people"),
        ("Rate", "-1 per 10 person-days", "a rate is 0 or more"),
        ("Rate", "2 per person-day", "a rate is at most '1 per person-day'"),
        ("Dwell", "1/2", "or as a length, '24 months', not '1/2'"),
        ("Dwell", "0:2", "dwell is at most '1:100' (away : at home), not '0:2'"),
        ("Dwell", -2, "and at least '1:0', not -2"),
        ("DateField", 2020, "a date is written year-month-day, '2020-01-31', not 2020"),
        ("DateField", "2020-02-30", "a date is a day of the calendar, not '2020-02-30'"),
        ("DateField", "2020-1-4", "write '2020-01-04', not '2020-1-4'"),
        ("DateField", "1899-12-31", "lies between 1900-01-01 and 2200-12-31, not '1899-12-31'"),
        ("DateField", "2201-01-01", "lies between 1900-01-01 and 2200-12-31"),
        ("RelativeDay", "1 month before", "'21 d after' or '0 d before', not '1 month before'"),
        ("RelativeDay", "40000 d after", "at most 100 years away"),
        ("UncertainCount", 4.5, "it is counted in whole numbers: write 4 or 5, not 4.5"),
        ("UncertainCount", -1, "from 0 to 1000000, not -1"),
        ("UncertainCount", 1_000_001, "from 0 to 1000000, not 1000001"),
        ("UncertainCount", "ten", "not 'ten'"),
        ("UncertainLength", {}, "an uncertain value needs its numbers: write {low, likely, high}"),
        ("UncertainLength", ["1 d"], "this is one value such as '28 d', not a list"),
        ("UncertainLength", {"value": {"low": 1}}, "this is one value such as '28 d'"),
        ("UncertainLength", {"value": "1 d", "per": "wave"}, "'value' is no part of"),
        ("UncertainLength", {"mean": "9 d"}, "write {exponential: 28 d} or {mean: 28 d, sd: 14 d}"),
        ("UncertainLength", {"sd": "9 d"}, "'mean' is missing: write {mean, sd}"),
        ("UncertainLength", {"likely": "9 d"}, "write {low, likely, high} or {p10, likely, p90}"),
        ("UncertainLength", {"low": "1 d", "high": "2 d"}, "'likely' is missing: write {low: 14 d"),
        ("UncertainLength", {"low": "1 d", "p90": "2 d"}, "'low' and 'p90' do not go together"),
        ("UncertainLength", {"per": "wave"}, "an uncertain value needs its numbers"),
        ("UncertainLength", {"exponential": "9 d", "per": ["x"]}, "person, wave or replication"),
        ("UncertainLength", {"exponential": "0 d"}, "'exponential' is greater than 0, not '0 d'"),
        ("UncertainLength", {"mean": "9 d", "sd": "0 d"}, "'sd' is greater than 0, not '0 d'"),
        (
            "UncertainLength",
            {"low": "9 d", "likely": "3 d", "high": "6 d"},
            "the order is low, likely, high from the least to the greatest, not 9 d, 3 d, 6 d",
        ),
        (
            "UncertainLength",
            {"p10": "9 d", "likely": "9 d", "p90": "9 d"},
            "the order is p10, likely, p90 from the least to the greatest, not 9 d, 9 d, 9 d",
        ),
        (
            "UncertainLength",
            {"p10": "1 d", "likely": "2 d", "p90": "30 d"},
            "with p10, likely and p90 of 1 d, 2 d, 30 d some values would be impossible",
        ),
        ("UncertainLength", {"between": ["9 d", "3 d"]}, "lower value first, not 9 d, 3 d"),
        ("UncertainLength", {"between": ["9 d"]}, "'between' has two values, [a, b], not 1"),
        ("UncertainLength", {"between": "9 d"}, "'between' is a list in brackets, not '9 d'"),
        ("UncertainLength", {"one_of": []}, "'one_of' has 1 to 10000 values, not 0"),
        ("UncertainLength", {"one_of": ["1 d", 3]}, "a length needs its unit"),
        ("UncertainLength", {"one_of": ["1 d"], "weights": [1, 2]}, "one number for each value: 1"),
        ("UncertainLength", {"one_of": ["1 d"], "weights": [0]}, "greater than 0, not 0"),
        ("UncertainLength", {"one_of": ["1 d"], "weights": [True]}, "greater than 0, not true"),
        ("UncertainLength", {"lowest": "1 d"}, "'lowest' is no part of an uncertain value"),
        ("UncertainLength", {3: "1 d"}, "3 is no part of an uncertain value"),
        ("UncertainShare", {"exponential": "5 %"}, "and a share has one: write {low: 5 %"),
        ("UncertainDate", {"mean": "2020-01-01"}, "'sd' is missing: write {mean, sd}"),
        ("UncertainDate", {"exponential": "2020-01-01"}, "and a date has one: write {low: 2020"),
        ("UncertainCount", {"exponential": "9"}, "it is a number from 0 to 1000000, not '9'"),
    ],
)
def test_a_mistake_says_what_is_right_and_what_was_written(
    field: str,
    value: object,
    message: str,
) -> None:
    assert message in mistake(field, value)


def test_all_parts_of_an_uncertain_value_are_checked_at_once() -> None:
    said = mistakes("UncertainLength", {"low": 3, "likely": "x", "high": {"low": "1 d"}})
    assert list(said) == ["low", "likely", "high"]
    assert said["high"] == "inside an uncertain value stand plain values, not a mapping"
    said = mistakes("UncertainLength", {"one_of": ["1 d", "x", None]})
    assert list(said) == ["one_of.1", "one_of.2"]
    said = mistakes("UncertainLength", {"lkely": "1 d", "hihg": "2 d"})
    assert list(said) == ["lkely", "hihg"]
    assert said["lkely"].endswith("Did you mean 'likely'?")


HOSTILE: list[object] = [
    *(True, False, None, "", math.nan, math.inf, -math.inf, 10**400, -(10**5000), 1e308, b"14 d"),
    *("nan", "inf", "1e400", "1e400 d", "١٤ d", "14\u00a0d", "14 d\n", "=1+1", "14 d; 3 d"),
    *(
        "9" * 90 + " d",
        "9" * 100_000 + " d",
        " " * 100_000,
        "14 " + "d" * 10_000,
        "0x10 d",
        "1_000",
    ),
    *("9" * 90 + " %", "1 per " + "9" * 80, "1:" + "9" * 60, "9" * 90 + " d after", "9999-99-99"),
    *(
        [],
        {},
        ["14 d"],
        {"low": math.nan},
        {"x" * 100_000: 1},
        {None: None},
        object(),
        dt.datetime.now(dt.UTC),
    ),
]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_are_refused_shortly(field: str, value: object) -> None:
    for message in mistakes(field, value).values():
        assert len(message) < 400


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", UNCERTAIN)
def test_hostile_parts_are_refused_at_their_place(field: str, value: object) -> None:
    assert "likely" in mistakes(field, {"low": 0, "likely": value, "high": 0})


# Observed values in a file


def data(folder: Path, text: str | bytes, field: str = "UncertainLength") -> Any:  # a quantity
    """Read a quantity whose values are *text* in a file."""
    file = folder / "seen.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(field, {"data": "seen.csv", "per": "person"}, folder)


def test_observed_values_are_read_from_a_file(tmp_path: Path) -> None:
    seen = data(tmp_path, "\ufeffdays\n28\n\n2 weeks\r\n10.5\n")
    assert seen == Empirical((10.5, 14.0, 28.0), per="person")
    assert describe(seen) == "one of 3 values from seen.csv, drawn once per person"
    assert read("UncertainLength", as_written(seen), tmp_path) == seen
    assert data(tmp_path, "people\n4\n7\n", "UncertainCount").values == (4, 7)
    assert data(tmp_path, "share\n4 %\n", "UncertainShare").values == (0.04,)
    assert data(tmp_path, "end\n2020-01-31\n", "UncertainDate").low == 737455


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'seen.csv' is empty"),
        ("days\n", "'seen.csv' has a heading, but no values below it"),
        ("14\n28\n", "line 1 of 'seen.csv' is a heading such as 'days', not '14'"),
        ("14 d\n28\n", "line 1 of 'seen.csv' is a heading such as 'days', not '14 d'"),
        ("days\n14\nmany\n", "line 3 of 'seen.csv': a length is written"),
        ("days\n-14\n", "line 2 of 'seen.csv': a length is written"),
        ("days\nnan\n", "line 2 of 'seen.csv': a length is written"),
        ("days,note\n14,x\n", "line 1 of 'seen.csv' has one column, not 2"),
        (b"days\n\xff\n", "'seen.csv' is not text in UTF-8"),
        ("days\n" + "14\n" * 700_000, "'seen.csv' is larger than 2000000 bytes"),
        ("days\n" + "1" * 200_000, "line 2 of 'seen.csv' is no line of CSV"),
    ],
)
def test_a_mistake_in_a_file_says_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        data(tmp_path, text)
    (error,) = caught.value.errors()
    assert message in error["msg"]
    assert error["loc"] == ("data",)


@pytest.mark.parametrize("name", ["../seen.csv", "/etc/hosts", "away.csv", "below/../../seen.csv"])
def test_a_file_must_stay_in_the_folder_of_the_plan(tmp_path: Path, name: str) -> None:
    (tmp_path / "seen.csv").write_text("days\n14\n")
    home = tmp_path / "home"
    home.mkdir()
    (home / "away.csv").symlink_to(tmp_path / "seen.csv")
    said = mistakes("UncertainLength", {"data": name}, home)
    assert "leaves the folder of the plan" in said["data"]


@pytest.mark.parametrize("name", ["none.csv", ".", "a\0b", 7, "", "x" * 99, "a/" * 45])
def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path, name: object) -> None:
    assert list(mistakes("UncertainLength", {"data": name}, tmp_path)) == ["data"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file that cannot be read")
def test_a_file_that_cannot_be_read_is_a_mistake() -> None:
    said = mistakes("UncertainLength", {"data": "mem"}, Path("/proc/self"))
    assert said["data"].startswith("'mem' cannot be read")


def test_a_link_in_a_circle_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "round.csv").symlink_to(tmp_path / "round.csv")
    said = mistakes("UncertainLength", {"data": "round.csv"}, tmp_path)
    assert "is no file in the folder" in said["data"]


def test_without_a_folder_there_are_no_files() -> None:
    said = mistakes("UncertainLength", {"data": "seen.csv"})
    assert said == {"data": "'seen.csv' has no folder to be read from"}


# What editors are told, and what is loaded


def schemas_within(schema: Any) -> list[dict[str, Any]]:  # anything of JSON
    """Return all schemas in *schema*."""
    if isinstance(schema, list):
        return [found for item in schema for found in schemas_within(item)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(found for item in schema.values() for found in schemas_within(item))]


@pytest.mark.parametrize("field", FIELDS)
def test_editors_are_told_forms_that_are_read(field: str) -> None:
    schema = ADAPTERS[field].json_schema()
    texts = [found for found in schemas_within(schema) if "pattern" in found]
    assert texts or field == "UncertainCount"
    for text in texts:
        assert text["description"]
        assert all(re.search(text["pattern"], example) for example in text["examples"])
        assert not re.search(text["pattern"], "14")
    certain = schema.get("anyOf", [schema])[0]
    for example in certain.get("examples", []):
        read(field, example)
    if field in UNCERTAIN:
        forms = [form for form in schema["anyOf"] if form.get("type") == "object"]
        assert len(forms) == (5 if field in {"UncertainShare", "UncertainDate"} else 7)
        assert all("per" in form["properties"] and form["description"] for form in forms)


@pytest.mark.once
@pytest.mark.parametrize("field", ["LengthField", "Share", "Rate", "DateField", "RelativeDay"])
@given(text=st.data())
def test_what_an_editor_accepts_is_read_or_out_of_range(field: str, text: st.DataObject) -> None:
    schema = ADAPTERS[field].json_schema()
    pattern = schema.get("anyOf", [schema])[0]["pattern"]
    written = text.draw(
        st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
    )
    try:
        read(field, written)
    except ValidationError as error:
        message = error.errors()[0]["msg"]
        assert re.search("at most|between|one or more|the calendar|100 years", message) or (
            len(written) > 100
        )


def test_quantities_load_no_numpy() -> None:
    code = (
        "import sim.quantities, sys; print(sorted({'numpy', 'scipy', 'simpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
