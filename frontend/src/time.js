// Times as people say them. Pure: `now` is always passed in.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
// After a month "40 days ago" says less than the date does.
const RELATIVE_LIMIT = 30 * DAY;

/** "just now", "5 minutes ago", "yesterday", or the date when it is long past. */
export function relativeTime(iso, now, language, t) {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return "";
  // A reader's clock that is behind must not show a comment from the future.
  const seconds = Math.max(0, (now - then) / 1000);
  if (seconds < 45) return t("now");
  if (seconds >= RELATIVE_LIMIT) return dateOnly(then, language);
  const [amount, unit] = largestUnit(seconds);
  return formatter("RelativeTimeFormat", language, { numeric: "auto" }).format(-amount, unit);
}

/** The moment in full, in the reader's own time zone. */
export function fullTime(iso, language) {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return "";
  return formatter("DateTimeFormat", language, { dateStyle: "long", timeStyle: "short" }).format(then);
}

/** A waiting time in words: 90 -> "2 minutes". Rounded up, so that waiting it out suffices. */
export function durationWords(seconds, language) {
  const [amount, unit] = waitingUnit(Math.max(1, Math.ceil(seconds)));
  return formatter("NumberFormat", language, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}

/** Retry-After is a number of seconds or a date; null when it is neither. */
export function parseRetryAfter(value, now) {
  const text = String(value ?? "").trim();
  if (/^\d+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

function waitingUnit(seconds) {
  if (seconds < MINUTE) return [seconds, "second"];
  if (seconds < HOUR) return [Math.ceil(seconds / MINUTE), "minute"];
  if (seconds < DAY) return [Math.ceil(seconds / HOUR), "hour"];
  return [Math.ceil(seconds / DAY), "day"];
}

function largestUnit(seconds) {
  if (seconds < 45 * MINUTE) return [Math.max(1, Math.round(seconds / MINUTE)), "minute"];
  if (seconds < 22 * HOUR) return [Math.max(1, Math.round(seconds / HOUR)), "hour"];
  return [Math.max(1, Math.round(seconds / DAY)), "day"];
}

function dateOnly(time, language) {
  return formatter("DateTimeFormat", language, { dateStyle: "long" }).format(time);
}

// Making a formatter costs far more than using it, and every comment needs two.
const formatters = new Map();

function formatter(kind, language, options) {
  const key = JSON.stringify([kind, language, options]);
  if (!formatters.has(key)) formatters.set(key, new Intl[kind](language, options));
  return formatters.get(key);
}
