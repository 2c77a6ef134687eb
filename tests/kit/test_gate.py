"""The gate: a flood is slowed, ordinary people pass, and everything offered is taken, held or refused."""

from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanggap.kit.clock import SetClock
from tanggap.kit.errors import TooMany
from tanggap.kit.secret import Secrets
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.web.limits import Buckets, Limit, neighbourhood
from tanggap.kit.web.proof import Proofs, leading_zeros
from tests.conftest import NOW

CITY = 3275
SECONDS = 10
"""Of the minute that RELIABILITY T13 asks for: the rest of it is refused all the same, and takes long to count."""


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def gate(tmp_path: Path, clock: SetClock) -> Gate:
    return Gate(
        clock=clock, secrets=Secrets(tmp_path), per_address=60, per_city=600, offices="10.7.0.0/16", bits=2
    )


def offer(address: str, *, door: str = "reports", proof: str | None = None, emergency: bool = False) -> Offer:
    return Offer(door=door, city=CITY, address=address, proof=proof, emergency=emergency)


def outcome(gate: Gate, offered: Offer) -> str:
    try:
        with gate.offered(offered) as passing:
            return "held" if passing.held else "taken"
    except TooMany:
        return "refused"


def solved(challenge: str) -> str:
    bits = int(challenge.split(".")[2])
    return next(f"{challenge}:{n}" for n in count() if leading_zeros(f"{challenge}:{n}") >= bits)


def test_fifty_sources_at_twenty_a_second_harm_nobody_else(gate: Gate, clock: SetClock) -> None:
    """RELIABILITY T13, at the gate itself: the flood has no proof, people have what their page worked out meanwhile."""
    legitimate: list[str] = []
    for second in range(SECONDS):
        for source in range(50):
            for _ in range(20):
                outcome(gate, offer(f"203.0.{source}.9"))
        for each in range(4):
            proof = solved(gate.challenge(CITY))
            legitimate.append(outcome(gate, offer(f"198.51.{second}.{each}", proof=proof)))
        clock.move(timedelta(seconds=1))

    counted = {what: gate.counted["reports", what] for what in ("offered", "taken", "held", "refused")}
    assert counted["offered"] == SECONDS * (50 * 20 + 4)
    assert counted["offered"] == counted["taken"] + counted["held"] + counted["refused"]
    assert counted["refused"] > 0.6 * counted["offered"]
    assert legitimate.count("taken") >= 0.995 * len(legitimate)


def test_without_a_script_the_same_people_are_held_and_not_refused(gate: Gate) -> None:
    for source in range(50):
        for _ in range(60):
            outcome(gate, offer(f"203.0.{source}.9"))

    assert {outcome(gate, offer(f"198.51.100.{each}")) for each in range(20)} == {"held"}


def test_an_emergency_is_never_asked_and_has_room_of_its_own(gate: Gate) -> None:
    for _ in range(500):
        outcome(gate, offer("203.0.113.9"))

    assert outcome(gate, offer("203.0.113.9")) == "refused"
    assert outcome(gate, offer("203.0.113.9", emergency=True)) == "taken"


def test_an_office_behind_one_address_sends_as_much_as_many_homes(gate: Gate) -> None:
    assert {outcome(gate, offer("10.7.1.1")) for _ in range(400)} == {"taken"}
    assert "refused" in {outcome(gate, offer("10.8.1.1")) for _ in range(400)}


def test_who_was_refused_may_come_again_after_what_they_are_told(gate: Gate, clock: SetClock) -> None:
    while outcome(gate, offer("203.0.113.9", door="flags")) == "taken":
        pass
    with pytest.raises(TooMany) as refused, gate.offered(offer("203.0.113.9", door="flags")):
        pass

    clock.move(timedelta(seconds=refused.value.retry_after_s))

    assert outcome(gate, offer("203.0.113.9", door="flags")) == "taken"


def test_what_goes_wrong_inside_is_counted_as_refused(gate: Gate) -> None:
    with pytest.raises(KeyError), gate.offered(offer("203.0.113.9")):
        raise KeyError

    assert gate.counted["reports", "refused"] == 1


@given(
    st.lists(
        st.tuples(st.floats(0, 40), st.sampled_from(["a", "b"]), st.booleans(), st.booleans()), max_size=60
    )
)
def test_nothing_offered_is_dropped_silently(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[float, str, bool, bool]]
) -> None:
    clock = SetClock(NOW)
    gate = Gate(
        clock=clock, secrets=Secrets(tmp_path_factory.getbasetemp() / "gate"), per_address=3, per_city=5
    )
    for wait, source, emergency, report in steps:
        clock.move(timedelta(seconds=wait))
        outcome(gate, offer(source, door="reports" if report else "track", emergency=emergency))

    for door in ("reports", "track"):
        told = sum(gate.counted[door, what] for what in ("taken", "held", "refused"))
        assert told == gate.counted[door, "offered"]


def test_a_proof_is_ours_fresh_and_used_once() -> None:
    proofs = Proofs(b"k" * 32)
    proof = solved(proofs.challenge(8, now=1000.0))

    assert proofs.worth(proof, now=1001.0) == 8
    assert proofs.worth(proof, now=1001.0) == 0
    assert proofs.worth(solved(proofs.challenge(8, now=1000.0)), now=1000.0 + 3 * 3600) == 0
    assert proofs.worth(solved(Proofs(b"x" * 32).challenge(8, now=1000.0)), now=1001.0) == 0


@pytest.mark.parametrize(
    "proof", [None, "", ":", "1.2.3", "1.9999999999.-5.aa.bb:1", "é" * 20, "1" * 5000, "....:"]
)
def test_a_proof_that_is_none_is_worth_nothing(proof: str | None) -> None:
    assert Proofs(b"k" * 32).worth(proof, now=1000.0) == 0


def test_a_bucket_lets_its_count_in_and_empties_evenly() -> None:
    buckets, limit = Buckets(), Limit(count=3, within_s=30.0)

    taken = [buckets.take(b"k", limit, now=0.0) for _ in range(4)]

    assert taken == [0.0, 0.0, 0.0, 10.0]
    assert buckets.take(b"k", limit, now=10.0) == 0.0


def test_a_clock_set_back_locks_nobody_out_for_long() -> None:
    buckets, limit = Buckets(), Limit(count=1, within_s=10.0)
    buckets.take(b"k", limit, now=1e9)
    buckets.fill(b"k", limit, now=0.0)

    assert buckets.full(b"k", limit, now=0.0) <= 17


@pytest.mark.parametrize(
    ("address", "whose"),
    [
        ("203.0.113.9", ("203.0.113.9/32", "203.0.113.0/24")),
        ("2001:db8:1:2:3::4", ("2001:db8:1:2::/64", "2001:db8:1::/48")),
        ("::ffff:203.0.113.9", ("203.0.113.9/32", "203.0.113.0/24")),
        ("unknown", ("unknown", "unknown")),
    ],
)
def test_an_address_is_its_home_and_its_street(address: str, whose: tuple[str, str]) -> None:
    assert neighbourhood(address) == whose
