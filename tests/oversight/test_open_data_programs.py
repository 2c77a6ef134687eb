"""Programs ask for the open data in the words of CKAN, and are answered in its shapes."""

import json
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanggap.kit.clock import SetClock
from tanggap.oversight.open_data.datasets import AREAS, CATALOGUE, KINDS, REPORTS
from tanggap.oversight.open_data.searching import LIMIT_MOST, Wrong, as_address, search
from tanggap.oversight.open_data.sent import FORM, MOST_BYTES
from tests.visitor import Visitor

story = pytest.mark.story
API = "/api/3/action"


async def ask(visitor: Visitor, action: str, *, status: int = 200, **query: Any) -> dict[str, Any]:
    """What an action answers; its shape is CKAN's, whether it says yes or no."""
    answer = await visitor.client.get(f"{API}/{action}?{urlencode(query, doseq=True)}")
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.json()
    assert told["success"] is (status == 200)
    assert told["help"].endswith(f"{API}/help_show?name={action}")
    assert ("result" in told) is (status == 200)
    if status != 200:
        assert isinstance(told["error"]["__type"], str)
    return told["result"] if status == 200 else told["error"]


@settings(max_examples=50)
@given(
    st.dictionaries(
        st.sampled_from(["limit", "offset", "fields", "filters", "sort", "q"]), st.text(max_size=20)
    )
)
def test_whatever_a_program_asks_is_understood_or_refused(query: dict[str, str]) -> None:
    for dataset in (REPORTS, KINDS):
        with suppress(Wrong):
            found = search(query, dataset)
            assert 0 <= found.limit <= LIMIT_MOST
            assert set(found.fields) <= set(dataset.names)


one_value = st.none() | st.booleans() | st.floats() | st.text(max_size=9)
of_any_shape = one_value | st.lists(one_value | st.lists(one_value, max_size=2), max_size=3)


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from([*AREAS.names, "dragons"]), of_any_shape, max_size=3) | of_any_shape,
    of_any_shape,
)
def test_what_is_sent_of_any_shape_is_understood_or_refused(filters: Any, other: Any) -> None:
    for sent in ({"filters": filters}, {"filters": json.dumps(filters)}, {"q": other, "limit": other}):
        with suppress(Wrong):
            found = search(as_address(sent), AREAS)
            assert set(found.filters) <= set(AREAS.names)


def test_what_is_sent_as_json_asks_what_the_same_address_asks() -> None:
    sent = {
        "limit": 5, "fields": ["name", "code"], "filters": {"level": ["kecamatan"]}, "sort": "name desc",
        "include_total": False, "q": None,
    }  # fmt: skip
    address = {
        "limit": "5", "fields": "name,code", "filters": '{"level": ["kecamatan"]}', "sort": "name desc",
        "include_total": "false",
    }  # fmt: skip

    assert search(as_address(sent), AREAS) == search(address, AREAS)


@story
async def test_all_datasets_are_listed_and_each_is_shown_with_its_files(visitor: Visitor) -> None:
    names: Any = await ask(visitor, "package_list")
    reports = await ask(visitor, "package_show", id="reports")

    assert names == [each.slug for each in CATALOGUE]
    assert reports["license_id"] == "CC-BY-4.0"
    assert [each["format"] for each in reports["resources"]] == ["CSV", "JSON", "GeoJSON", "Parquet"]
    for each in reports["resources"]:
        path = each["url"].removeprefix("http://tanggap.test")
        assert (await visitor.client.get(path)).status_code == 200
    assert (await ask(visitor, "package_show", status=404, id="dragons"))["__type"] == "Not Found Error"
    assert (await ask(visitor, "package_show", status=409))["id"] == ["Missing value"]
    assert "limit" in str(await ask(visitor, "help_show", name="datastore_search"))


@story
async def test_rows_are_searched_filtered_chosen_and_paged(visitor: Visitor, clock: SetClock) -> None:
    sent = [(await visitor.report())["number"] for _ in range(3)]
    other = (await visitor.report(kind="garbage-pile"))["number"]
    await visitor.report(visibility="confidential")

    all_of_them = await ask(visitor, "datastore_search", resource_id="reports")
    one = await ask(
        visitor, "datastore_search", resource_id="reports-csv", limit=1, offset=1, fields="number,kind",
        filters='{"kind": "road-damage"}', sort="received_at asc",
    )  # fmt: skip
    nothing = await ask(visitor, "datastore_search", resource_id="reports", filters='{"kind": "dragons"}')

    assert all_of_them["total"] == 4
    assert {each["number"] for each in all_of_them["records"]} == {*sent, other}
    assert all_of_them["fields"][0] == {"id": "_id", "type": "int"}
    assert {"id": "lon", "type": "float8"} in all_of_them["fields"]
    assert one["total"] == 3
    assert one["records"] == [{"_id": 2, "number": one["records"][0]["number"], "kind": "road-damage"}]
    assert one["records"][0]["number"] in sent
    following = (await visitor.client.get(one["_links"]["next"])).json()["result"]
    assert following["records"][0]["number"] not in (one["records"][0]["number"], other)
    assert (nothing["records"], nothing["total"]) == ([], 0)


@story
async def test_tables_of_the_city_are_sorted_and_searched_in_their_words(visitor: Visitor) -> None:
    margahayu = await ask(visitor, "datastore_search", resource_id="areas", q="margahayu")
    last = await ask(visitor, "datastore_search", resource_id="areas", sort="name desc", limit=2)
    some = await ask(
        visitor, "datastore_search", resource_id="kinds", filters='{"slug": ["flood", "road-damage"]}'
    )

    assert [each["name"] for each in margahayu["records"]] == ["Margahayu"]
    assert [each["name"] for each in last["records"]] == sorted(
        (each["name"] for each in last["records"]), reverse=True
    )
    assert len(last["records"]) == 2
    assert {each["slug"] for each in some["records"]} == {"flood", "road-damage"}
    assert all(isinstance(each["retired"], bool) for each in some["records"])


@story
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"limit": "-1"}, "limit"),
        ({"limit": "١"}, "limit"),
        ({"offset": "100001"}, "offset"),
        ({"filters": "{"}, "filters"),
        ({"filters": '{"text": "x"}'}, "filters"),
        ({"filters": '{"number": "BKS"}'}, "filters"),
        ({"sort": "number asc; drop table report"}, "sort"),
        ({"fields": "lon,reporter"}, "fields"),
        ({"q": "lubang"}, "q"),
    ],
)
async def test_a_wrong_parameter_is_named(visitor: Visitor, wrong: dict[str, str], field: str) -> None:
    error = await ask(visitor, "datastore_search", status=409, resource_id="reports", **wrong)

    assert error["__type"] == "Validation Error"
    assert field in error


POSTED = {"resource_id": "reports", "limit": 5, "filters": {"kind": "road-damage"}, "fields": ["number"]}
AS_CKAN_SENDS_IT = (
    # ckanapi 4.11, to /api/action/
    (json.dumps(POSTED).encode(), "application/json"),
    # CKAN's guide, in Python: quoted JSON that calls itself a form
    (quote(json.dumps(POSTED)).encode(), "application/x-www-form-urlencoded"),
    # curl --data
    (json.dumps(POSTED).encode(), "application/x-www-form-urlencoded"),
    # the fields of a form, as a script of some lines sends them
    (urlencode(POSTED | {"filters": json.dumps(POSTED["filters"])}, doseq=True).encode(), FORM),
)


@story
async def test_clients_of_ckan_ask_by_post_and_need_no_token(visitor: Visitor) -> None:
    number = (await visitor.report())["number"]
    await visitor.report(kind="garbage-pile")

    for base in (API, "/api/action"):
        for content, type in AS_CKAN_SENDS_IT:
            answer = await visitor.client.post(
                f"{base}/datastore_search", content=content, headers={"content-type": type}
            )
            assert answer.status_code == 200, (content, answer.text)
            assert "set-cookie" not in answer.headers
            assert answer.json()["result"]["records"] == [{"_id": 1, "number": number}]
        # ckanapi with get_only
        assert (await visitor.client.get(f"{base}/package_show?id=areas")).json()["result"]["name"] == "areas"
        for empty in (b"", b"{}"):
            listed = await visitor.client.post(f"{base}/package_list", content=empty)
            assert listed.json()["success"] is True
    repeated = await ask(visitor, "datastore_search", resource_id="reports", fields=["kind", "number"])
    unknown = await visitor.client.post(f"{API}/package_delete", json={"id": "reports"})

    assert [each["id"] for each in repeated["fields"]] == ["_id", "kind", "number"]
    assert (unknown.status_code, unknown.json()["error"]["__type"]) == (404, "Not Found Error")


UNANSWERABLE = (
    (b"[]", 400, "JSON Error"),
    (b"{", 400, "JSON Error"),
    (b'{"q": "\\ud800"}', 400, "JSON Error"),
    (b"[" * 50_000, 400, "JSON Error"),
    (b'{"id": ' + b"9" * 5000 + b"}", 400, "JSON Error"),
    (b'{"id": "' + b"9" * MOST_BYTES + b'"}', 413, "Request Too Large"),
    (b'{"id": "' + b"9" * 1_000_000 + b'"}', 413, "Request Too Large"),
    (b'{"resource_id": "reports", "limit": [5]}', 409, "Validation Error"),
    (b'{"resource_id": "reports", "records_format": "csv"}', 409, "Validation Error"),
    (b'{"resource_id": "areas", "filters": "{\\"\\\\ud800\\": 1}"}', 409, "Validation Error"),
    (b'{"resource_id": "dragons"}', 404, "Not Found Error"),
)


@story
async def test_what_cannot_be_answered_is_refused_in_ckans_shape(visitor: Visitor) -> None:
    for content, status, kind in UNANSWERABLE:
        answer = await visitor.client.post(
            f"{API}/datastore_search", content=content, headers={"content-type": "application/json"}
        )
        told = answer.json()
        assert (answer.status_code, told["success"], told["error"]["__type"]) == (status, False, kind)
        assert told["help"].endswith("help_show?name=datastore_search")


@story
async def test_who_asks_too_often_is_told_in_ckans_shape_when_to_come_back(visitor: Visitor) -> None:
    program = visitor.other(address="203.0.113.9")
    answer = await program.client.get(f"{API}/package_list")
    while answer.status_code == 200:
        answer = await program.client.get(f"{API}/package_list")

    assert answer.status_code == 429
    assert answer.json()["error"]["__type"] == "Too Many Requests"
    assert int(answer.headers["retry-after"]) > 0


@story
async def test_a_table_nobody_knows_is_not_found(visitor: Visitor) -> None:
    await ask(visitor, "datastore_search", status=404, resource_id="dragons")
    assert (await ask(visitor, "datastore_search", status=409))["resource_id"] == ["Missing value"]


@story
async def test_machines_find_the_catalogue_as_dcat(visitor: Visitor) -> None:
    told = (await visitor.client.get("/data.json")).json()

    assert told["@type"] == "dcat:Catalog"
    assert [each["identifier"].rpartition("/")[2] for each in told["dataset"]] == [
        each.slug for each in CATALOGUE
    ]
