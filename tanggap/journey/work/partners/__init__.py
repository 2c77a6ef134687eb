"""Work that several units do: who holds a report asks others for their part."""
