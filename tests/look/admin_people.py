"""The city's own pages of the people who serve in it, with sample values."""

from tanggap.city.people.serving.pages import InvitationPage
from tanggap.journey.admin.people.views import DutyForm, DutyRow, KeysView, PeoplePage, PersonPage, PersonRow
from tanggap.kit.words import say
from tanggap.report.choices import Option, OptionGroup
from tests.look import samples as x


def people() -> PeoplePage:
    return PeoplePage(rows=(_officer(), _invited()), add="/admin/people/new")


def person() -> PersonPage:
    return PersonPage(
        person=_officer(),
        form=_duty_form("/admin/people/1/duties"),
        leave="/admin/people/1/leaving",
        keys=KeysView(
            totp=True,
            passkeys=2,
            needed=False,
            reset="/admin/people/1/keys/ending",
            reset_at=x.ago(days=3),
            reason="Ponselnya hilang di lapangan.",
        ),
        errors={"agency": say("Peran ini perlu instansi.")},
    )


def invited_person() -> PersonPage:
    return PersonPage(
        person=_invited(),
        form=_duty_form("/admin/people/2/duties"),
        leave="/admin/people/2/leaving",
        invite="/admin/people/2/invitation",
        revoke="/admin/people/2/invitation/ending",
        link="https://kota.example/sign-in/invitation/contoh-tautan-undangan-yang-panjang",
    )


def new_person() -> PersonPage:
    return PersonPage(person=None, form=_duty_form("/admin/people"))


def invitation() -> InvitationPage:
    return InvitationPage(
        name="Koordinator baru",
        login="koordinator@kota.example",
        href="/sign-in/invitation/contoh",
        errors={"password": say("Kata sandi minimal {least} karakter.", least=12)},
    )


def _officer() -> PersonRow:
    return PersonRow(
        href="/admin/people/1",
        name="Petugas lapangan",
        email="petugas@kota.example",
        duties=(
            DutyRow(
                role=say("Petugas lapangan"),
                agency="Dinas Bina Marga dan Sumber Daya Air",
                area="",
                end="/admin/people/1/duties/1/ending",
            ),
            DutyRow(
                role=say("Pemeriksa hasil"),
                agency="",
                area="Bekasi Timur",
                end="/admin/people/1/duties/2/ending",
            ),
        ),
        last_seen_at=x.ago(hours=5),
        state=None,
    )


def _invited() -> PersonRow:
    return PersonRow(
        href="/admin/people/2",
        name="Koordinator baru",
        email="koordinator@kota.example",
        duties=(DutyRow(role=say("Koordinator"), agency="", area="", end="/admin/people/2/duties/3/ending"),),
        last_seen_at=None,
        state=say("diundang, belum masuk"),
    )


def _duty_form(href: str) -> DutyForm:
    return DutyForm(
        href=href,
        roles=(Option(value="field_officer", name="Petugas lapangan", chosen=True),),
        agencies=(Option(value="dbmsda", name="Dinas Bina Marga dan Sumber Daya Air"),),
        areas=(OptionGroup(name="Bekasi Timur", options=(Option(value="2", name="Margahayu"),)),),
    )
