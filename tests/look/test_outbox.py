"""What the outbox decides, asked of the very rules that run on the phone."""

import json
import subprocess
from typing import Any

from tanggap.journey.work.shift.pages import PROOF
from tanggap.journey.work.steps import STEPS
from tests.look.book import HOUSE

# The oldest Node that builds the pages cannot read TypeScript by itself; Vite can.
ASK = """
import { readFileSync } from "node:fs";
import { transformWithOxc } from "vite";
const { code } = await transformWithOxc(readFileSync("look/outbox/rules.ts", "utf8"), "rules.ts");
const rules = await import(`data:text/javascript,${encodeURIComponent(code)}`);
console.log(JSON.stringify(%s));
"""


def decided(expression: str) -> Any:
    """The value of an expression over the rules."""
    told = subprocess.run(
        [HOUSE / "tools/node", "node", "--input-type=module", "--eval", ASK % expression],
        capture_output=True,
        check=True,
        text=True,
        cwd=HOUSE,
    )
    return json.loads(told.stdout)


def test_pauses_grow_up_to_a_quarter_of_an_hour_and_the_servers_wish_is_respected() -> None:
    pauses, asked = decided(
        "[[1, 2, 3, 20].map((tries) => rules.pause(tries)), [rules.pause(1, 60), rules.pause(20, 1)]]"
    )

    assert pauses == [5_000, 10_000, 20_000, 900_000]
    assert asked == [60_000, 900_000]


def test_only_what_a_person_can_mend_is_refused_and_only_our_own_word_is_an_answer() -> None:
    told = decided(
        "[[201, true], [422, true], [413, true], [400, true], [403, true], [409, true], [503, true], [500, true],"
        " [200, false], [422, false]].map(([status, ours]) => rules.meaning(status, ours))"
    )

    assert told == ["taken", *["refused"] * 3, *["later"] * 6]


def test_twenty_reports_or_sixty_megabytes_may_wait() -> None:
    full, nineteen, heavy, again = decided(
        """(() => {
          const waiting = (n, size) => Array.from({ length: n }, (_, i) => ({
            ...rules.born(`k${i}`, "", i), state: "waiting", photos: [{ sha256: "a", size }] }));
          const mine = { ...rules.born("mine", "", 99), photos: [{ sha256: "b", size: 1000 }] };
          const sent = waiting(30, 9e6).map((each) => ({ ...each, state: "sent" }));
          return [rules.hasRoom(waiting(20, 1), mine), rules.hasRoom([...waiting(19, 1), ...sent], mine),
            rules.hasRoom(waiting(6, 10_000_000), mine), rules.hasRoom(waiting(20, 1), waiting(1, 1)[0])];
        })()"""
    )

    assert (full, nineteen, heavy, again) == (False, True, False, True)


def test_the_oldest_goes_first_when_its_pause_is_over_and_a_named_one_at_once() -> None:
    due, named = decided(
        """(() => {
          const make = (key, state, changed, next) => ({ ...rules.born(key, "", changed), state, next });
          const all = [make("late", "waiting", 2, 50), make("early", "sending", 1, 0), make("pausing", "waiting", 0, 101),
            make("draft", "draft", 0, 0), make("sent", "sent", 0, 0), make("refused", "refused", 0, 0)];
          const keys = (drafts) => drafts.map(({ key }) => key);
          return [keys(rules.due(all, 100)), keys(rules.due(all, 100, "pausing"))];
        })()"""
    )

    assert due == ["early", "late"]
    assert named == ["pausing"]


def test_what_may_be_in_already_is_never_changed_and_a_form_goes_on_with_the_newest_of_its_city() -> None:
    may_change, newest, other, fresh, asked = decided(
        """(() => {
          const make = (key, more) => ({ ...rules.born(key, "", 1), ...more });
          const all = [make("old", {}), make("new", { changed: 2 }), make("posted", { state: "waiting", posted: true }),
            make("refused", { state: "refused", changed: 3 }), make("there", { home: "/kota-depok", changed: 9 })];
          const key = (draft) => draft?.key ?? null;
          return [all.filter(rules.canChange).map(key), key(rules.continued(all, "", null)),
            key(rules.continued(all, "/kota-depok", null)), key(rules.continued(all, "", "new")),
            [key(rules.continued(all, "", "refused")), key(rules.continued(all, "", "posted"))]];
        })()"""
    )

    assert may_change == ["old", "new", "refused", "there"]
    assert (newest, other, fresh, asked) == ("new", "there", None, ["refused", None])


def test_the_phone_takes_just_the_steps_that_the_server_does_from_it() -> None:
    asked = [*STEPS, PROOF, "partners", "team", "outside", "partners/withdrawal"]

    taken = decided(
        f"{json.dumps(asked)}.filter((step) => rules.STEP.test(`/kota-bekasi/tasks/1/${{step}}`))"
    )

    assert taken == [*STEPS, PROOF]
