"""Recordings of traffic: reading, writing, replaying and scrubbing them. The only room that knows vcrpy."""

from pytest_leads.recordings.cassette import Cassette, Interaction, RecordingError

__all__ = ["Cassette", "Interaction", "RecordingError"]
