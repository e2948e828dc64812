"""Tests of the reader of minutes."""
