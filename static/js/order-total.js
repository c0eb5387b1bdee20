// <order-total currency="USD"> around a form of quantities: the total follows what is chosen.
// Each <select> carries data-price and data-tax (per cent, contained in the price).

const WHOLE = new Set(["JPY", "KRW", "VND", "CLP", "ISK"]);

class OrderTotal extends HTMLElement {
  connectedCallback() {
    this.currency = this.getAttribute("currency");
    this.sum = this.querySelector("[data-total]");
    if (!this.sum) return;
    this.querySelector("[data-plain]")?.remove();
    this.addEventListener("change", () => this.#add());
    addEventListener("pageshow", () => this.#add());
  }

  #add() {
    let total = 0;
    const gross = new Map();
    for (const choice of this.querySelectorAll("select[data-price]")) {
      const cents = Math.round(Number(choice.dataset.price) * 100) * Number(choice.value);
      const rate = Number(choice.dataset.tax);
      total += cents;
      gross.set(rate, (gross.get(rate) ?? 0) + cents);
    }
    this.sum.textContent = this.#words(total);
    for (const line of this.querySelectorAll("[data-tax]:not(select)")) {
      const rate = Number(line.dataset.tax);
      const cents = gross.get(rate) ?? 0;
      line.lastElementChild.textContent = this.#words(Math.round(cents - cents / (1 + rate / 100)));
    }
  }

  #words(cents) {
    const digits = WHOLE.has(this.currency) || cents % 100 === 0 ? 0 : 2;
    const amount = (cents / 100).toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return `${this.currency}\u00a0${amount}`;
  }
}

customElements.define("order-total", OrderTotal);
