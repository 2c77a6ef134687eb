"""Codes by the clock as the RFC has them, each good once; recovery codes; who must show a factor, and how lately."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.city.people.factors import rules
from tanggap.city.people.factors.rules import Held, Stay
from tanggap.city.rights import MAY, STRONG, Act, Actor, Duty, Factor, Role, admitted, can, needs_factor
from tanggap.city.terms import PersonId
from tanggap.kit import totp
from tanggap.kit.errors import Invalid, Refused
from tests.conftest import NOW

SECRET = b"12345678901234567890"
SOMEBODY, ANOTHER = PersonId(UUID(int=1)), PersonId(UUID(int=2))


@pytest.mark.parametrize(
    ("second", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"),
     (2000000000, "279037"), (20000000000, "353130")],
)  # fmt: skip
def test_codes_are_those_of_rfc_6238_appendix_b(second: int, code: str) -> None:
    step = totp.step_at(datetime.fromtimestamp(second, UTC))

    assert totp.code_of(SECRET, step) == code


@given(drift=st.integers(-5, 5), used=st.integers(-5, 5))
def test_a_code_counts_one_step_early_or_late_and_never_twice(drift: int, used: int) -> None:
    now = 50_000_000
    code = totp.code_of(SECRET, now + drift)

    step = totp.step_of(SECRET, code, now=now, after=now + used)

    assert (step == now + drift) == (abs(drift) <= 1 and drift > used)


def test_an_app_is_told_the_secret_as_such_apps_read_it() -> None:
    told = totp.address(SECRET, issuer="Tanggap Kota Bekasi", account="admin@kota.example")

    assert told == (
        "otpauth://totp/Tanggap%20Kota%20Bekasi:admin%40kota.example"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tanggap%20Kota%20Bekasi"
    )


@given(st.randoms(use_true_random=False))
def test_a_recovery_code_is_read_however_it_is_typed_and_is_one_persons_only(chance: Random) -> None:
    codes = rules.draw_recovery(chance.randrange)

    typed = f" {codes[0].upper().replace('-', ' ')} "
    kept = rules.digests(SOMEBODY, codes)

    assert rules.digest(SOMEBODY, rules.read_code(typed)) == kept[0]
    assert rules.digest(ANOTHER, rules.read_code(typed)) not in kept
    assert len(codes) == rules.RECOVERY_CODES


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_refused(typed: str) -> None:
    with suppress(Invalid):
        code = rules.read_code(typed)
        assert code.isascii()
        assert len(code) in (totp.DIGITS, rules.RECOVERY_LETTERS)


def test_who_rules_over_the_city_or_takes_protected_data_out_needs_a_second_factor() -> None:
    asked = {role for role in Role if needs_factor([Duty(role=role)])}

    assert asked == {Role.CITY_ADMIN, Role.COORDINATOR}
    assert asked == {role for act in STRONG for role in MAY[act]}


@given(roles=st.lists(st.sampled_from(Role), max_size=3), shown=st.booleans(), required=st.booleans())
def test_without_the_factor_their_duties_ask_for_they_may_do_what_a_visitor_may_and_set_one_up(
    roles: list[Role], *, shown: bool, required: bool
) -> None:
    duties = tuple(Duty(role=role) for role in roles)
    came = Actor(person=SOMEBODY, name="Petugas", duties=duties, session=b"s")

    actor = admitted(came, shown=shown, required=required)

    if required and needs_factor(duties) and not shown:
        assert {act for act in Act if can(actor, act)} == {Act.ANYONE, Act.OWN_KEYS}
        assert actor.person is None
    else:
        assert actor == came


@pytest.mark.parametrize(
    ("factor", "held", "minutes", "may"),
    [(Factor.TOTP, Held(totp=True), 14, True), (Factor.TOTP, Held(totp=True), 15, False),
     (None, Held(), 14, True), (None, Held(), 16, False), (None, Held(passkeys=1), 1, False)],
)  # fmt: skip
def test_keys_are_changed_only_by_who_showed_just_before_who_they_are(
    factor: Factor | None, held: Held, minutes: int, *, may: bool
) -> None:
    stay = Stay(factor=factor, shown_at=NOW - timedelta(minutes=minutes))

    assert rules.fresh(stay, held, at=NOW) == may


def test_who_needs_a_factor_keeps_one() -> None:
    rules.check_removal(Held(totp=True, passkeys=1), totp=True, needed=True)
    rules.check_removal(Held(passkeys=1), totp=False, needed=False)

    with pytest.raises(Refused):
        rules.check_removal(Held(totp=True), totp=True, needed=True)
    with pytest.raises(Refused):
        rules.check_removal(Held(passkeys=1), totp=False, needed=True)


def test_factors_are_reset_with_a_reason_by_another_and_not_for_another_city() -> None:
    assert rules.check_reset("  Ponselnya   hilang. ", own=False, elsewhere=False) == "Ponselnya hilang."
    with pytest.raises(Invalid):
        rules.check_reset(" ", own=False, elsewhere=False)
    with pytest.raises(Refused, match="admin kota lain"):
        rules.check_reset("Hilang.", own=True, elsewhere=False)
    with pytest.raises(Refused, match="operator"):
        rules.check_reset("Hilang.", own=False, elsewhere=True)
