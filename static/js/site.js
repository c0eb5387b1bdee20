// What every page may use. Everything works without it; it only adds.

// An error summary takes the focus, so that it is read first.
document.querySelector("[data-focus]")?.focus();

// A form is sent once: a second click finds the button asleep.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  button.dataset.text = button.textContent;
  if (button.dataset.busy) button.textContent = button.dataset.busy;
});

// Coming back by the back button, the form can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-disabled][data-text]")) {
    button.removeAttribute("aria-disabled");
    button.textContent = button.dataset.text;
  }
});

// <button data-dialog="id" hidden> opens <dialog id>; [data-close] inside closes it.
for (const button of document.querySelectorAll("[data-dialog]")) {
  const dialog = document.getElementById(button.dataset.dialog);
  if (!dialog?.showModal) continue;
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  for (const close of dialog.querySelectorAll("[data-close]")) {
    close.addEventListener("click", () => dialog.close());
  }
}

// A folded summary on phones: open by default where there is room beside the form.
const narrow = matchMedia("(width < 62rem)");
for (const summary of document.querySelectorAll(".flow__summary .summary")) {
  summary.open = !narrow.matches;
}

class CopyLink extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const text = this.querySelector("input");
    if (!button || !text || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const label = button.querySelector("span") ?? button;
      try {
        await navigator.clipboard.writeText(text.value);
        label.textContent = "Copied";
      } catch {
        text.select();
        label.textContent = "Press Ctrl and C";
      }
    });
  }
}

// The reader's own time beside the venue's, where the two differ.
class LocalTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const mine = this.querySelector(".local-time__mine");
    if (!time || !mine) return;
    const at = new Date(time.dateTime);
    const clock = (zone) =>
      at.toLocaleString("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone });
    const here = clock(undefined);
    if (!this.dataset.zone || here === clock(this.dataset.zone)) return;
    mine.textContent = ` (${here} for you)`;
    mine.hidden = false;
  }
}

customElements.define("copy-link", CopyLink);
customElements.define("local-time", LocalTime);
