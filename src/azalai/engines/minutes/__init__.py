"""Reads minutes of meetings, of any layout, and says what is to be looked at in them."""
