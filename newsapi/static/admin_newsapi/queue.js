/* The queue works without this. It adds: select all in place, how many are selected, and keys that
   act on the comment that has the focus. */
"use strict";

{
  const boxes = () => [...document.querySelectorAll(".entry-select input")];
  const entries = () => [...document.querySelectorAll(".entries .entry")];
  const all = document.querySelector(".select-all");
  const count = document.querySelector(".selected-count");

  const tell = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    const whole = chosen > 0 && chosen === boxes().length;
    count.textContent = chosen ? `${chosen} selected` : "";
    all.textContent = whole ? "Select none" : `Select all ${boxes().length}`;
    return whole;
  };

  const go = (from, step) => {
    const list = entries();
    const at = list[Math.min(list.length - 1, Math.max(0, list.indexOf(from) + step))];
    at.focus({ preventScroll: true });
    at.scrollIntoView({ block: "nearest" });
  };

  const press = (entry, key) => {
    if (key === "j" || key === "k") return go(entry, key === "j" ? 1 : -1);
    if (key === "x") return entry.querySelector(".entry-select input").click();
    if (key === "r") return entry.querySelector("select[name=reason]")?.focus();
    return entry.querySelector(`button[data-key="${key}"]`)?.click();
  };

  const onKey = (event) => {
    const typing = event.target.closest("select, textarea, input:not([type=checkbox])");
    const entry = event.target.closest(".entries .entry");
    if (!entry || typing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (!"ajkhrx".includes(event.key)) return;
    event.preventDefault();
    press(entry, event.key);
  };

  if (all) {
    all.setAttribute("role", "button");
    all.addEventListener("click", (event) => {
      event.preventDefault();
      const on = !tell();
      boxes().forEach((box) => { box.checked = on; });
      tell();
    });
    all.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      all.click();
    });
    document.addEventListener("change", (event) => {
      if (event.target.matches(".entry-select input")) tell();
    });
    document.addEventListener("keydown", onKey);
    tell();
    if (location.hash) document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true });
  }
}
