"""One test run: who answers which request, what each test's record holds, and the verdict on it."""
