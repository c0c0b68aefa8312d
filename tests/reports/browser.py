"""Open a report in Chromium: screenshots to be looked at, the console, accessibility by axe-core, a walk by keyboard.

    python tests/reports/browser.py PAGE --axe node_modules/axe-core/axe.min.js --shots FOLDER

Exit status 0: no message in the console, no serious finding of axe-core, nothing wider than the screen, and the
keyboard alone opens, turns over and closes findings. The page must hold two findings or more.
"""

import argparse
import sys
from itertools import product
from pathlib import Path
from time import perf_counter

from playwright.sync_api import sync_playwright

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SCREENS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
SERIOUS = ("serious", "critical")
OPEN = "dialog:modal"


class Told(list):
    """What a page says to its console, and errors of its script."""

    def __call__(self, message):
        self.append(f"console: {getattr(message, 'text', message)}")


def main():
    options = _options()
    options.shots.mkdir(parents=True, exist_ok=True)
    axe, wrong = options.axe.read_text("utf-8"), []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        for scheme, screen in product(("light", "dark"), SCREENS):
            page = browser.new_context(viewport=SCREENS[screen], color_scheme=scheme).new_page()
            page.on("console", told := Told())
            page.on("pageerror", told)
            wrong += [*look(page, options, axe, f"{scheme}-{screen}"), *told]
            page.close()
        wrong += without_scripts(browser, options)
        browser.close()
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


def _options():
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=Path)
    parser.add_argument("--axe", type=Path, required=True)
    parser.add_argument("--shots", type=Path, required=True)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser.parse_args()


def look(page, options, axe, name):
    begun = perf_counter()
    page.goto(options.page.resolve().as_uri())
    print(f"{name}: opened in {perf_counter() - begun:.2f} s")
    page.screenshot(path=options.shots / f"{name}.png", full_page=page.evaluate("document.body.scrollHeight < 16000"))
    page.evaluate(axe)
    yield from accessible(page, name)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield f"{name}: wider than the screen"
    yield from walk(page, name)
    page.locator(".matrix td a").first.click()
    page.screenshot(path=options.shots / f"{name}-finding.png")
    yield from accessible(page, f"{name}, finding")


def accessible(page, name):
    for found in page.evaluate("axe.run()")["violations"]:
        text = f"{name}: {found['impact']}: {found['help']}: {found['nodes'][0]['html'][:160]}"
        if found["impact"] in SERIOUS:
            yield text
        else:
            print(text)


def walk(page, name):
    """From the first link to the findings and back, without a pointer."""
    links = page.evaluate("[...document.querySelectorAll('.matrix td a')].map(link => link.hash.slice(1))")

    def shown():
        return page.evaluate(f"document.querySelector('{OPEN}')?.id ?? ''")

    def focused():
        return page.evaluate("document.activeElement.hash?.slice(1) ?? ''")

    while focused() not in links:
        page.keyboard.press("Tab")
    steps = [("Enter", links[0]), ("ArrowRight", links[1]), ("ArrowLeft", links[0]), ("ArrowLeft", links[0])]
    for key, expected in [*steps, ("Tab", links[0]), ("ArrowRight", links[1]), ("Escape", "")]:
        page.keyboard.press(key)
        page.wait_for_timeout(20)
        if shown() != expected:
            yield f"{name}: after {key}, {shown()!r} is shown, not {expected!r}"
    if focused() != links[1]:
        yield f"{name}: after Escape, the focus is at {focused()!r}, not at {links[1]!r}"
    page.goto(f"{page.url.partition('#')[0]}#{links[1]}")
    if shown() != links[1]:
        yield f"{name}: a link to {links[1]!r} shows {shown()!r}"
    page.keyboard.press("Escape")


def without_scripts(browser, options):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(options.page.resolve().as_uri())
    page.locator(".matrix td a").first.click()
    page.screenshot(path=options.shots / "without-scripts.png")
    if page.locator("dialog:visible").count() != 1:
        yield "without scripts, a finding is not opened"


if __name__ == "__main__":
    sys.exit(main())
