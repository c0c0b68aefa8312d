"""Provocation within one pytest run: tests that passed are run again, once for each symptom that they could meet."""
