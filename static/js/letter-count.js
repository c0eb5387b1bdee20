// <letter-count max="400"> around a field with a textarea: says how many letters are left.
// Nothing is cut off: what is too long can be sent and is refused with a sentence.

class LetterCount extends HTMLElement {
  connectedCallback() {
    const text = this.querySelector("textarea");
    if (!text) return;
    const most = Number(this.getAttribute("max"));
    const line = document.createElement("p");
    line.className = "letter-count";
    const voice = document.createElement("p");
    voice.className = "hidden";
    voice.setAttribute("role", "status");
    text.after(line, voice);
    let timer = 0;
    const show = () => {
      const left = most - [...text.value].length;
      line.textContent = left < 0 ? `${-left} letter${left === -1 ? "" : "s"} too many` : `${left} letter${left === 1 ? "" : "s"} left`;
      line.toggleAttribute("data-over", left < 0);
      // Spoken only when the person pauses and it begins to matter.
      clearTimeout(timer);
      if (left < most / 5) timer = setTimeout(() => { voice.textContent = line.textContent; }, 900);
    };
    text.addEventListener("input", show);
    show();
  }
}

customElements.define("letter-count", LetterCount);
