"""The contract suite: the checks of all pitfalls, run by Hypothesis on somebody's integration, as pytest tests."""
