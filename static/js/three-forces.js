// The nodes of the 3 Forces become tabs: choosing one shows its programmes and lets its arrow run.
// Without this they are links to sections that all stand on the page.

class ThreeForces extends HTMLElement {
  connectedCallback() {
    this.nodes = [...this.querySelectorAll(".triangle__node")];
    this.panels = this.nodes.map((node) => this.querySelector(node.hash));
    if (!this.nodes.length || this.panels.includes(null)) return;
    const list = this.nodes[0].parentElement;
    list.setAttribute("role", "tablist");
    for (const [number, node] of this.nodes.entries()) {
      node.setAttribute("role", "tab");
      node.setAttribute("aria-controls", node.hash.slice(1));
      this.panels[number].setAttribute("role", "tabpanel");
      this.panels[number].setAttribute("aria-labelledby", node.id);
      this.panels[number].tabIndex = 0;
      node.addEventListener("click", (event) => {
        event.preventDefault();
        this.choose(number);
        history.replaceState(null, "", node.hash);
      });
      node.addEventListener("keydown", (event) => this.move(event, number));
    }
    addEventListener("hashchange", () => this.follow());
    if (!this.follow()) this.choose(0);
  }

  follow() {
    const number = this.nodes.findIndex((node) => node.hash === location.hash);
    if (number >= 0) this.choose(number);
    return number >= 0;
  }

  choose(chosen) {
    this.dataset.chosen = this.nodes[chosen].hash.slice(1);
    for (const [number, node] of this.nodes.entries()) {
      node.setAttribute("aria-selected", String(number === chosen));
      node.tabIndex = number === chosen ? 0 : -1;
      this.panels[number].hidden = number !== chosen;
    }
  }

  move(event, number) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const last = this.nodes.length - 1;
    let next = null;
    if (event.key in steps) next = (number + steps[event.key] + last + 1) % (last + 1);
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = last;
    if (event.key === " ") next = number;
    if (next === null) return;
    event.preventDefault();
    this.nodes[next].click();
    this.nodes[next].focus();
  }
}

customElements.define("three-forces", ThreeForces);
