// The HTTP side: public reads that anyone's cache may answer, and acts that
// carry the guest's token. Cookies are never sent: an editor who is signed in
// to the admin in the same browser must not comment under that session.

import { parseRetryAfter } from "./time.js";
import { RequestError } from "./problems.js";

const TIMEOUT = 20_000;

export class Api {
  #session;
  #language;

  constructor(base, session, language) {
    this.base = base;
    this.#session = session;
    this.#language = language;
  }

  /**
   * A public read. The browser's own copy is always checked (an unchanged page
   * costs a 304): readers who reload must find what they just wrote.
   */
  read(address, { signal } = {}) {
    return request(this.#resolve(address), { signal, cache: "no-cache" });
  }

  /** A request under the guest's token, when there is one. */
  act(method, address, { body, key } = {}) {
    const headers = { "Accept-Language": this.#language };
    if (this.#session.token) headers.Authorization = `Bearer ${this.#session.token}`;
    if (key) headers["Idempotency-Key"] = key;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return request(this.#resolve(address), { method, headers, body: payload, cache: "no-store" });
  }

  /** Acts as a guest: signs in under `name` first where needed, once more if the token is refused. */
  async asGuest(name, attempt) {
    const hadToken = Boolean(this.#session.token);
    if (!hadToken) await this.#enter(name);
    try {
      return await attempt();
    } catch (error) {
      if (error.status !== 401 || !hadToken) throw error;
      this.#session.forget();
      await this.#enter(name);
      return attempt();
    }
  }

  async #enter(name) {
    this.#session.keep(await this.act("POST", "auth/guest/", { body: { name } }));
  }

  /**
   * Paths are relative to the API; cursors come back as whole addresses. Behind
   * a proxy these may name the inner host or plain http: our own origin holds.
   */
  #resolve(address) {
    const base = new URL(`${this.base}/`);
    const url = new URL(address, base);
    return url.origin === base.origin ? url.href : base.origin + url.pathname + url.search;
  }
}

/** The API's base as one absolute address without a final slash. */
export function absoluteBase(base, page) {
  return new URL(base || "/api/v1", page).href.replace(/\/+$/, "");
}

async function request(url, { signal, ...options }) {
  const timeout = AbortSignal.timeout?.(TIMEOUT);
  const signals = [signal, timeout].filter(Boolean);
  let response;
  let text;
  try {
    response = await fetch(url, { credentials: "omit", signal: anySignal(signals), ...options });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestError();
  }
  const data = parseJson(text);
  if (!response.ok) throw failure(response, data);
  if (data === undefined && response.status !== 204) throw new RequestError({ status: 502 });
  return data;
}

function failure(response, problem) {
  const retryAfter = parseRetryAfter(response.headers.get("Retry-After"), Date.now());
  const known = problem && typeof problem === "object" ? problem : null;
  return new RequestError({ status: response.status, problem: known, retryAfter });
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's HTML error page, or an empty 204
  }
}

function anySignal(signals) {
  if (signals.length < 2) return signals[0];
  if (AbortSignal.any) return AbortSignal.any(signals);
  const controller = new AbortController();
  for (const signal of signals) {
    signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}
