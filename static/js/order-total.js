// <order-total currency="USD"> around a form of quantities: the total follows what is chosen.
// Each <select> carries for one ticket data-price (what is paid) and data-tax (what of it is tax),
// and data-rate, the name of the tax, by which the lines of the sum are found.

const WHOLE = new Set(["JPY", "KRW", "VND", "CLP", "ISK"]);

class OrderTotal extends HTMLElement {
  connectedCallback() {
    this.currency = this.getAttribute("currency");
    this.sum = this.querySelector("[data-total]");
    if (!this.sum) return;
    this.querySelector("[data-plain]")?.remove();
    this.addEventListener("change", () => this.#add());
    addEventListener("pageshow", () => this.#add());
    document.querySelector("a[data-resume]")?.addEventListener("click", (click) => this.#keepCode(click));
  }

  #add() {
    let total = 0;
    const taxes = new Map();
    for (const choice of this.querySelectorAll("select[data-price]")) {
      const { price, tax, rate } = choice.dataset;
      total += Math.round(Number(price) * 100) * Number(choice.value);
      taxes.set(rate, (taxes.get(rate) ?? 0) + Math.round(Number(tax) * 100) * Number(choice.value));
    }
    this.sum.textContent = this.#words(total);
    for (const line of this.querySelectorAll("[data-rate]:not(select)")) {
      line.lastElementChild.textContent = this.#words(taxes.get(line.dataset.rate) ?? 0);
    }
  }

  // Whoever goes on by a link with a code typed but not applied has it applied first.
  #keepCode(click) {
    const typed = this.querySelector("input[type=text][name=code]");
    const apply = this.querySelector("button[name=apply]");
    if (!apply || !typed?.value.trim()) return;
    click.preventDefault();
    apply.click();
  }

  #words(cents) {
    const digits = WHOLE.has(this.currency) || cents % 100 === 0 ? 0 : 2;
    const amount = (cents / 100).toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return `${this.currency}\u00a0${amount}`;
  }
}

customElements.define("order-total", OrderTotal);
