"""A program under test: what it finds in its environment, how it is run, and what catches its requests inside it.

``preload.cjs`` is loaded into Node programs and ``python/sitecustomize.py`` into Python programs; neither needs
anything that is not in the language's own library.
"""
