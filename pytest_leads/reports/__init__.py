"""Findings and results, to text."""
