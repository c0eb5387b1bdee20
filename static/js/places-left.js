// <places-left src="…/left.json"> around [data-left="12"]: says how many are left while the page is open.
// It asks when the reader comes back to the page, and once a minute while they look at it. What it
// does not know of (more than a few, or for the holder of a code only) is not said.

const MINUTE = 60_000;
const PAUSE = 5_000;

class PlacesLeft extends HTMLElement {
  #asked = 0;

  connectedCallback() {
    this.again = () => this.#ask();
    addEventListener("focus", this.again);
    document.addEventListener("visibilitychange", this.again);
    this.timer = setInterval(this.again, MINUTE);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    removeEventListener("focus", this.again);
    document.removeEventListener("visibilitychange", this.again);
  }

  async #ask() {
    if (document.hidden || Date.now() - this.#asked < PAUSE) return;
    this.#asked = Date.now();
    try {
      // A copy that is a minute old would say what the page says already.
      const answer = await fetch(this.getAttribute("src"), { cache: "no-cache" });
      if (answer.ok) this.#say((await answer.json()).left);
    } catch {
      // Without a network the page says what it said; the server looks again when it is sent.
    }
  }

  #say(left) {
    for (const place of this.querySelectorAll("[data-left]")) {
      const words = this.#words(left[place.dataset.left]);
      const text = place.querySelector("[data-words]") ?? place;
      if (text.textContent.trim() !== words) text.textContent = words;
      place.hidden = words === "";
    }
  }

  #words(number) {
    if (number === undefined) return "";
    return number === 0 ? "The last one has just gone" : `Only ${number} left`;
  }
}

customElements.define("places-left", PlacesLeft);
