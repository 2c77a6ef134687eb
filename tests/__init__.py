"""The tests mirror the house: the tests of a room stand where the room stands."""
