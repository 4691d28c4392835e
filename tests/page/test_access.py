"""Everybody can use the page: axe-core finds nothing serious, and keys reach all of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.page.conftest import Visitor

FOUND = "What did the inquiry into the Lady Orla find?"
NOWHERE = "Which telescope photographed the moons of Neptune?"


def serious(visitor: "Visitor") -> list[str]:
    """What axe-core calls serious or critical: the rule, and where."""
    found: dict[str, Any] = Axe().run(visitor.page).response
    return [
        f"{rule['id']}: {node['html'][:200]} {node.get('failureSummary', '')[:200]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Callable[..., "Visitor"], url: str, scheme: str) -> None:
    visitor = visit(url, color_scheme=scheme)
    visitor.page.wait_for_timeout(1_000)
    assert serious(visitor) == [], "empty"
    visitor.narrow()
    visitor.page.wait_for_timeout(1_500)
    assert serious(visitor) == [], "narrowing"
    visitor.ask(FOUND)
    expect(visitor.quotes.first).to_be_visible()
    visitor.page.get_by_role("button", name="Only this article").click()
    expect(visitor.page.locator("#narrowed")).to_be_visible()
    for pane in ("keep", "say"):
        visitor.page.locator(f"#{pane} > button").click()
    expect(visitor.page.locator("#send")).to_be_visible()
    visitor.page.wait_for_timeout(500)
    assert serious(visitor) == [], "answered"
    visitor.page.locator("#clear-all").click()
    expect(visitor.page.locator("#narrowed")).to_be_hidden()
    visitor.ask(NOWHERE)
    expect(visitor.page.locator("#quotes")).to_contain_text("Nearest articles")
    visitor.page.wait_for_timeout(500)
    assert serious(visitor) == [], "not found"


def test_every_control_is_reached_by_the_tabulator(visitor: "Visitor") -> None:
    visitor.ask(FOUND)
    visitor.page.get_by_role("button", name="Only this article").click()
    visitor.narrow()
    expect(visitor.page.locator("#articles .token-remove").first).to_be_visible()
    visitor.page.wait_for_timeout(1_000)
    controls = visitor.page.evaluate(
        """() => {
            const all = 'a[href], button, input, textarea, summary, [tabindex="0"], [role=button],'
                + '.token-remove';
            const isThere = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled
                && e.getClientRects().length && !e.closest('[aria-hidden="true"]');
            const found = [...document.querySelectorAll(all)].filter(isThere);
            found.forEach((e, number) => { e.dataset.control = number; });
            return found.map((e) => e.outerHTML.slice(0, 120));
        }"""
    )
    assert len(controls) > 15
    visitor.page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    reached = []
    for _ in range(len(controls) + 10):
        visitor.page.keyboard.press("Tab")
        number = visitor.page.evaluate("document.activeElement?.dataset?.control ?? null")
        if number is not None and int(number) not in reached:
            reached.append(int(number))
    missed = [controls[number] for number in range(len(controls)) if number not in reached]
    assert missed == []
    asking = [n for n in reached if 'id="ask"' in controls[n]]
    quotes = [n for n in reached if "nq-quote" in controls[n]]
    text = [n for n in reached if "nq-text" in controls[n]]
    assert reached.index(asking[0]) < reached.index(quotes[0]) < reached.index(text[0])
