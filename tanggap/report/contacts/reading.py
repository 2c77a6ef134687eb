"""What somebody typed to be reached by: read, or refused in words."""

from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.report.contacts.store import Contact

NAME_MOST, CONTACT_MOST = 120, 200
PHONE_DIGITS_LEAST = 8


def read_contact(name: str | None, contact: str | None, *, language: str) -> Contact | None:
    """Who to tell, as far as they said. Raises Invalid for an address nothing could be sent to."""
    if name is not None and len(name) > NAME_MOST:
        raise Invalid(say("Nama paling panjang {most} huruf.", most=NAME_MOST), field="name")
    if contact is not None and not _reachable(contact):
        raise Invalid(say("Tulis nomor HP atau alamat email yang lengkap."), field="contact")
    if name is None and contact is None:
        return None
    email = contact if contact is not None and "@" in contact else None
    return Contact(name=name, email=email, phone=contact if email is None else None, language=language)


def _reachable(contact: str) -> bool:
    if len(contact) > CONTACT_MOST or not contact.isprintable():
        return False
    before, at, domain = contact.rpartition("@")
    if at:
        return bool(before) and "." in domain.strip(".") and " " not in contact
    return sum(character.isdigit() for character in contact) >= PHONE_DIGITS_LEAST
