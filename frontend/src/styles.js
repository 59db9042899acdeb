// One constructed stylesheet for all instances: allowed under a strict
// Content-Security-Policy, where a <style> element or attribute is not.
//
// Public custom properties are --newsapi-*, documented in frontend/README.md;
// names that begin with --_ are ours.

const LIGHT = `
  color-scheme: light;
  --_text: var(--newsapi-text, #1d2024);
  --_muted: var(--newsapi-muted, #565d66);
  --_background: var(--newsapi-background, #fff);
  --_surface: var(--newsapi-surface, #f4f5f7);
  --_border: var(--newsapi-border, #d7dbe0);
  --_field-border: var(--newsapi-field-border, #767e88);
  --_accent: var(--newsapi-accent, #1c4f80);
  --_on-accent: var(--newsapi-on-accent, #fff);
  --_danger: var(--newsapi-danger, #a3242b);
  --_notice: var(--newsapi-notice, #fdf3d6);
  --_on-notice: var(--newsapi-on-notice, #4d3a00);
`;

const DARK = `
  color-scheme: dark;
  --_text: var(--newsapi-text, #e7e9ec);
  --_muted: var(--newsapi-muted, #a9b1bb);
  --_background: var(--newsapi-background, #15181c);
  --_surface: var(--newsapi-surface, #1e2227);
  --_border: var(--newsapi-border, #343a42);
  --_field-border: var(--newsapi-field-border, #7f8893);
  --_accent: var(--newsapi-accent, #90bdea);
  --_on-accent: var(--newsapi-on-accent, #0d1c2b);
  --_danger: var(--newsapi-danger, #ff9f99);
  --_notice: var(--newsapi-notice, #352c13);
  --_on-notice: var(--newsapi-on-notice, #f3e1ab);
`;

const CSS = `
:host {
  ${LIGHT}
  display: block;
  container-type: inline-size;
  /* Room for the form and the first comments, so that nothing below jumps. */
  min-block-size: var(--newsapi-min-height, max(48rem, 100vh));
  background: var(--_background);
  color: var(--_text);
  font: 1rem/1.55 var(--newsapi-font, system-ui, sans-serif);
  text-align: start;
}
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
:host([hidden]) { display: none; }

*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, ol { margin: 0; padding: 0; }
ol { list-style: none; }
h2, h3 { font-family: var(--newsapi-heading-font, inherit); line-height: 1.25; }
.sr {
  position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; padding: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
:focus { outline: none; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; border-radius: 3px; }

button, input, textarea, select { font: inherit; color: inherit; }
button, select, input {
  min-block-size: 44px; min-inline-size: 44px;
  border: 1px solid var(--_field-border); border-radius: var(--newsapi-radius, 4px);
}
button {
  padding: .4rem .9rem; background: transparent; color: var(--_accent);
  font-weight: 600; cursor: pointer; text-align: center;
}
button:hover { background: var(--_surface); }
button[aria-disabled="true"] { opacity: .65; cursor: progress; }
button.main { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
button.main:hover { filter: brightness(1.12); }
button.plain { border-color: transparent; padding-inline: .5rem; }
button.danger { color: var(--_danger); }
button.wide { inline-size: 100%; }

.top { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }
.top h2 { font-size: 1.5rem; }
.count { color: var(--_muted); font-weight: 400; }
.sort { display: flex; gap: .5rem; align-items: center; color: var(--_muted); }
.sort select { padding: .3rem .5rem; background: var(--_background); color: var(--_text); }

.entry { margin-block: 1rem 1.5rem; }
.notice {
  padding: .65rem .85rem; border-radius: var(--newsapi-radius, 4px);
  background: var(--_notice); color: var(--_on-notice); overflow-wrap: anywhere;
}
form { padding: 1rem; border: 1px solid var(--_border); border-radius: var(--newsapi-radius, 4px); background: var(--_surface); }
form h3 { font-size: 1.1rem; }
.hint { min-block-size: 1.55em; margin-block-start: .15rem; color: var(--_muted); font-size: .95rem; }
.hint.notice { color: var(--_on-notice); }
.field { margin-block-start: .75rem; }
label { display: block; font-weight: 600; }
.field label { margin-block-end: .25rem; }
form input, textarea {
  display: block; inline-size: 100%; padding: .5rem .65rem;
  border: 1px solid var(--_field-border); border-radius: var(--newsapi-radius, 4px);
  background: var(--_background); color: var(--_text);
}
form input { max-inline-size: 24rem; }
textarea { min-block-size: 6.5rem; resize: vertical; }
[aria-invalid="true"] { border-color: var(--_danger); border-width: 2px; }
.below { margin-block-start: .4rem; display: flex; flex-wrap: wrap; gap: .1rem 1rem; justify-content: space-between; font-size: .9rem; }
.counter { margin-inline-start: auto; color: var(--_muted); font-variant-numeric: tabular-nums; }
.counter.over, .wrong { color: var(--_danger); font-weight: 600; }
.wrong { overflow-wrap: anywhere; }
/* As tall as the name field that stands here for someone new. */
.who { display: flex; flex-wrap: wrap; gap: 0 .5rem; align-items: center; min-block-size: 4.6rem; align-content: center; }
.who bdi { font-weight: 700; overflow-wrap: anywhere; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin-block-start: .5rem; }
.trouble { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.trouble > :not(:empty) { margin-block-start: .5rem; }

.linked { margin-block-end: 1.5rem; padding: 1rem; border: 1px solid var(--_border); border-inline-start: 4px solid var(--_accent); border-radius: var(--newsapi-radius, 4px); }
.linked-top { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: space-between; }
.list { min-block-size: 18rem; }
.list[aria-busy="true"] > ol { opacity: .5; }

.item { position: relative; }
.item > article { padding-block: .6rem .3rem; scroll-margin-block-start: 1rem; }
ol.root > .item + .item { border-block-start: 1px solid var(--_border); }
.item > article.target { background: var(--_surface); box-shadow: inset 4px 0 var(--_accent); padding-inline: .8rem; }
.byline { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: center; min-block-size: 44px; font-size: .95rem; }
.byline h3 { font-size: 1rem; overflow-wrap: anywhere; min-inline-size: 0; }
.badges { display: contents; }
.badge {
  padding: 0 .45rem; border: 1px solid currentcolor; border-radius: 99px;
  color: var(--_muted); font-size: .8rem; font-weight: 600; overflow-wrap: anywhere;
}
.badge.own { color: var(--_accent); }
.permalink { display: inline-flex; align-items: center; min-block-size: 44px; color: var(--_muted); text-decoration: none; }
.permalink:hover { text-decoration: underline; }
.edited, .context { color: var(--_muted); font-size: .9rem; }
.context { overflow-wrap: anywhere; }
.body { overflow: hidden; overflow-wrap: anywhere; padding: 2px; margin: -2px; }
.body > * { margin-block: 0 .6em; }
.body > :last-child { margin-block-end: 0; }
.body a { color: var(--_accent); text-decoration: underline; }
.body a:focus-visible { outline-offset: -2px; }
.body blockquote { margin-inline: 0; padding-inline-start: .8rem; border-inline-start: 3px solid var(--_border); color: var(--_muted); }
.body pre { direction: ltr; text-align: left; overflow-x: auto; padding: .6rem; background: var(--_surface); white-space: pre-wrap; }
.body ul, .body ol { padding-inline-start: 1.5rem; }
.body ol { list-style: decimal; }
.body img { max-inline-size: 100%; block-size: auto; }
.gone { color: var(--_muted); font-style: italic; padding-block: .5rem; }
.item .notice { margin-block: .4rem; font-size: .95rem; }
.item .notice strong { display: block; }
.linked h3 { scroll-margin-block-start: 2rem; }
.actions { display: flex; flex-wrap: wrap; gap: .25rem; margin-inline-start: -.5rem; min-block-size: 44px; }
.tomb .actions { min-block-size: 0; }
.slot:not(:empty) { margin-block: .4rem .8rem; }
.ask { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.ask p { inline-size: 100%; }

/* Indentation is a budget: past the last level the line goes straight on, and
   "In reply to" says whom a comment answers. */
.replies { border-inline-start: 2px solid var(--_border); padding-inline-start: var(--newsapi-indent, 1.25rem); }
.replies, .pager:not([hidden]) { margin-block: .35rem; }
.replies.flat { border-inline-start: 0; padding-inline-start: 0; }
.item > .pager > button { margin-inline-start: -.5rem; }
.list > .pager { margin-block: 1rem 0; }

.room.tall:not(:empty) { min-block-size: 100vh; }
.bone { block-size: 7.5rem; padding-block-start: 1.2rem; }
.bone i { display: block; block-size: .9rem; margin-block-end: .6rem; border-radius: 3px; background: var(--_border); opacity: .6; }
.bone i:first-child { inline-size: 9rem; max-inline-size: 60%; }
.bone i:last-child { inline-size: 70%; }

@container (max-width: 34rem) {
  .replies { padding-inline-start: var(--newsapi-indent-narrow, .7rem); }
  form, .linked { padding: .75rem; }
  .buttons button.main { flex: 1 1 auto; }
}
@media (prefers-reduced-motion: no-preference) {
  .bone i { animation: breathe 1.6s ease-in-out infinite alternate; }
  @keyframes breathe { from { opacity: .75; } to { opacity: .35; } }
}
@media (forced-colors: active) {
  .badge, .notice, .item > article.target { border: 1px solid; }
}
`;

let sheet;

/** A sheet that holds room for a list of a known height while it loads. */
export function roomSheet(height) {
  const room = new CSSStyleSheet();
  room.replaceSync(`.list[aria-busy="true"] { min-block-size: max(18rem, ${Math.round(height)}px); }`);
  return room;
}

export function sharedSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
  }
  return sheet;
}
