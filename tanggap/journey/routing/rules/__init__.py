"""The ways to route, one file each, defining ``rule``. A city's pack names them in its order."""
