"""The demonstration's meetings with their minutes."""

from azalai.concertation.demo.meetings import load

__all__ = ["load"]
