// <shown-when name="order-question-3" value="yes"> around a field: it is in sight while the control
// of that name in the same form has that value. The server decides by the same rule.

class ShownWhen extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    this.follow = () => this.#follow();
    this.form.addEventListener("change", this.follow);
    addEventListener("pageshow", this.follow);
    // Those above are in the page already: a chain settles from the top.
    this.#follow();
  }

  disconnectedCallback() {
    this.form?.removeEventListener("change", this.follow);
    removeEventListener("pageshow", this.follow);
  }

  #follow() {
    const name = CSS.escape(this.getAttribute("name"));
    const value = this.getAttribute("value");
    const chosen = [...this.form.querySelectorAll(`[name="${name}"]`)].some(
      (control) => control.value === value && (control.checked || control.tagName === "SELECT") && !control.closest("shown-when[hidden]"),
    );
    const was = this.hidden;
    this.hidden = !chosen;
    // What hangs on this one may stand before it.
    if (was !== this.hidden) this.form.dispatchEvent(new Event("change"));
  }
}

customElements.define("shown-when", ShownWhen);
