// What went wrong, as the server or the network put it, turned into words for
// the reader. Pure apart from the error class itself.

import { durationWords } from "./time.js";

// Statuses that say "not now" rather than "no".
const WAITING = [401, 408, 425, 429];
const IN_PROGRESS = "request_in_progress";

/** A request that did not succeed. `status` 0 means that no answer came at all. */
export class RequestError extends Error {
  constructor({ status = 0, problem = null, retryAfter = null } = {}) {
    super(problem?.detail || `request failed (${status})`);
    this.name = "RequestError";
    this.expected = true;
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get code() {
    return this.problem?.code ?? "";
  }
}

/**
 * The words for an error: a message, texts per form field, and whether sending
 * the same again may help. Errors of fields not in `shown` join the message, so
 * that nothing the server said is lost.
 */
export function explain(error, { t, language, shown = [] }) {
  const status = error.status ?? 0;
  const problems = Array.isArray(error.problem?.errors) ? error.problem.errors : [];
  const fields = byField(problems.filter(({ field }) => shown.includes(field)));
  const rest = problems.filter(({ field }) => !shown.includes(field)).map(({ detail }) => detail);
  const wait = error.retryAfter === null || error.retryAfter === undefined
    ? "" : t("error.wait", { time: durationWords(error.retryAfter, language) });
  const message = [headline(error, status, t), ...rest, wait].filter(Boolean).join(" ");
  return { message, fields, again: !isFinal(error) && status !== 401 };
}

/** The body limit a server names in its refusal, or null. */
export function limitFrom(problem) {
  for (const error of problem?.errors ?? []) {
    if (error.field !== "body") continue;
    const limit = error.max_length ?? error.limit ?? error.max;
    if (Number.isInteger(limit) && limit > 0) return limit;
  }
  return null;
}

/**
 * Whether the server has decided against this request: what comes next is a new
 * act under a new idempotency key, since the old key would answer the same again.
 */
export function isFinal(error) {
  const { status, code } = error;
  return status >= 400 && status < 500 && !WAITING.includes(status) && code !== IN_PROGRESS;
}

/** Characters as the server counts them: code points, not UTF-16 units. */
export function countCharacters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function headline(error, status, t) {
  if (!status) return t("error.network");
  if (error.problem?.detail) return String(error.problem.detail);
  return t(status >= 500 ? "error.server" : "error.client", { status });
}

function byField(problems) {
  const fields = {};
  for (const { field, detail } of problems) {
    fields[field] = fields[field] ? `${fields[field]} ${detail}` : String(detail);
  }
  return fields;
}
