// <live-filter> around a GET form and a [data-region] with an id: results follow while typing.
// The address follows too, so that what is seen can be passed on. Without it the form is sent.

const PAUSE = 220;

class LiveFilter extends HTMLElement {
  #timer = 0;
  #asked = null;

  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form || !this.querySelector("[data-region]")) return;
    this.form.addEventListener("input", () => this.#soon());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask();
    });
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  #address() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value) query.append(name, value);
    const url = new URL(this.form.action);
    url.search = query;
    return url;
  }

  async #ask() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = new AbortController();
    const url = this.#address();
    this.setAttribute("busy", "");
    try {
      const answer = await fetch(url, { signal: this.#asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      this.#show(await answer.text());
      history.replaceState(null, "", url);
    } catch (error) {
      if (error.name === "AbortError") return;
      location.assign(url);
    }
    this.removeAttribute("busy");
  }

  #show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const region of this.querySelectorAll("[data-region]")) {
      const fresh = page.getElementById(region.id);
      if (fresh) region.replaceChildren(...fresh.childNodes);
    }
  }
}

customElements.define("live-filter", LiveFilter);
