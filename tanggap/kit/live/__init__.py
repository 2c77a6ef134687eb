"""Live streams: each process follows the log once and tells everybody who listens what they may know."""

from tanggap.kit.live.live import AT_ONCE, KEPT, WIRE, Live
from tanggap.kit.live.stream import HEARTBEAT_S, QUEUE, Audience, Guard, Line

__all__ = ["AT_ONCE", "HEARTBEAT_S", "KEPT", "QUEUE", "WIRE", "Audience", "Guard", "Line", "Live"]
