"""Every write of the room: loading the shipped lists, and correcting what they leave to confirm."""

from azalai.frames.actions.correcting import correct_item
from azalai.frames.actions.loading import Loaded, load_reference_data

__all__ = ["Loaded", "correct_item", "load_reference_data"]
