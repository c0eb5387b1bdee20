// <hold-clock left="780">: counts down the seconds that the text already says in words.
// It speaks politely at 10, 5, 2 and 1 minutes and when the time is over.

const SPOKEN = new Set([10, 5, 2, 1]);
const MINUTE = 60_000;

class HoldClock extends HTMLElement {
  #last = Infinity;

  connectedCallback() {
    // Seconds, not a moment: the reader's clock may be wrong, and the foundation's is its own.
    this.end = Date.now() + Number(this.getAttribute("left")) * 1000;
    this.text = this.querySelector(".hold__left");
    this.voice = this.querySelector("[data-voice]");
    this.timer = setInterval(() => this.#tick(), 1000);
    this.#tick();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  #tick() {
    const left = this.end - Date.now();
    const minutes = Math.max(0, Math.ceil(left / MINUTE));
    if (minutes === this.#last) return;
    const before = this.#last;
    this.#last = minutes;
    const words = left <= 0 ? "the time is over" : `${minutes} minute${minutes === 1 ? "" : "s"}`;
    if (this.text) this.text.textContent = words;
    this.classList.toggle("hold--late", minutes <= 5);
    if (!this.voice || before === Infinity) return;
    if (left <= 0) {
      this.voice.textContent = "Your places are no longer held. What you typed is kept: send it to try again.";
      clearInterval(this.timer);
    } else if (SPOKEN.has(minutes)) {
      this.voice.textContent = `Your places are held for ${words} more.`;
    }
  }
}

customElements.define("hold-clock", HoldClock);
