// Elements without markup strings: text is always set as text.

/** h("button", {class: "x", onclick: f}, "text", child…) */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button that never submits a form by accident. */
export function button(label, onclick, attributes = {}) {
  return h("button", { type: "button", part: "button", onclick, ...attributes }, label);
}

/** The outline of a comment that is still to come. */
export function bone() {
  return h("div", { class: "bone" }, h("i"), h("i"), h("i"));
}

/** Writes only what changed: assistive technology and selections notice every write. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Focuses at once and scrolls in the frame after: scrolled in the same frame as
 * the change that brought it here, the whole page would count as having jumped.
 */
export function focusOn(element, { block = "nearest" } = {}) {
  if (!element) return;
  element.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = calm ? "auto" : "smooth";
  requestAnimationFrame(() => setTimeout(() => element.scrollIntoView({ block, behavior })));
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : value);
}
