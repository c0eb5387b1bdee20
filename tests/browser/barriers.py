"""What axe finds on a page as it stands."""

from axe_playwright_python.base import AXE_SCRIPT

# Without the nodes that passed: there are thousands of them, and nobody reads them.
ONLY = {"resultTypes": ["violations"]}
RULES = ONLY | {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}
# The rules that another colour scheme can break: it changes nothing but the colours.
COLOURS = ONLY | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def violations(page, rules=RULES):
    """A line for each thing that keeps somebody from using the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(rules)", rules)["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} — {node['failureSummary'][:300]}"
        for rule in found
        for node in rule["nodes"]
    ]
