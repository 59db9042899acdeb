// The loaded part of a thread as plain data: a list is {results, next}, a
// comment carries its `replies` as another list. Pages are merged into it, so
// that overlapping pages never show a comment twice.
//
// `local: true` marks a comment that the reader's own act put here, before
// any page of the server contained it.

export const emptyList = () => ({ results: [], next: null });

/** Adds a page to a list; answers the ids that were not there before. */
export function mergePage(list, page) {
  const known = new Map(list.results.map((comment) => [comment.id, comment]));
  const added = [];
  for (const incoming of page.results ?? []) {
    const old = known.get(incoming.id);
    if (old) {
      refresh(old, incoming);
      continue;
    }
    const comment = adopt(incoming);
    known.set(comment.id, comment);
    list.results.splice(tail(list), 0, comment);
    added.push(comment.id);
  }
  list.next = page.next ?? null;
  return added;
}

/** Comments in reading order, replies after their parent. */
export function* walk(list) {
  for (const comment of list.results) {
    yield comment;
    yield* walk(comment.replies);
  }
}

export function find(list, id) {
  for (const comment of walk(list)) if (comment.id === id) return comment;
  return null;
}

/** Replaces what is known about a comment wherever it stands; its loaded replies stay. */
export function replace(list, incoming) {
  const old = find(list, incoming.id);
  if (!old) return null;
  const { replies } = old;
  Object.assign(old, asShown(incoming), { replies });
  return old;
}

/** A comment was held or rejected and no longer is: its private note goes. */
export function release(list, id) {
  const comment = find(list, id);
  if (comment) Object.assign(comment, { status: "published", reason: null });
}

/** The author deleted it: a tombstone where others answered, otherwise gone. */
export function bury(list, id) {
  const place = locate(list, id);
  if (!place) return;
  const comment = place.list.results[place.index];
  if (comment.replies.results.length || comment.reply_count > 0) {
    Object.assign(comment, { state: "deleted", author: null, body: null, body_html: null });
    delete comment.status;
    return;
  }
  place.list.results.splice(place.index, 1);
}

/**
 * Puts the reader's own comments (just posted, or not public) where they belong.
 * With `orphans`, one that is not public and whose parent isn't loaded goes to
 * the top level, so that its author finds it; it moves once the parent is there.
 */
export function placeOwn(root, own, { sort, orphans }) {
  for (const comment of own) {
    const home = homeOf(root, comment, orphans);
    const place = locate(root, comment.id);
    if (place) correct(place.list.results[place.index], comment);
    if (!home || place?.list === home) continue;
    const [moved] = place ? place.list.results.splice(place.index, 1) : [adopt(comment)];
    insertLocal(home, moved, sort);
  }
}

/** Direct replies the reader could still load. */
export function hiddenReplies(comment) {
  const shown = comment.replies.results.filter((reply) => reply.state === "visible" && isPublic(reply));
  return Math.max(0, (comment.reply_count ?? 0) - shown.length);
}

export function isPublic(comment) {
  return !comment.status || comment.status === "published" || comment.status === "approved";
}

/** Ids to ask the viewer's side for: the reader's own first, since only those can be edited. */
export function viewerIds(comments, ownId, cap = 100) {
  const live = comments.filter((comment) => comment.author); // tombstones have none
  const mine = (comment) => (ownId && comment.author?.id === ownId ? 0 : 1);
  const ids = [...live].sort((a, b) => mine(a) - mine(b)).map((comment) => comment.id);
  return [...new Set(ids)].slice(0, cap);
}

/** A permalink's answer as one list: each ancestor holds only the next step down. */
export function conversation({ ancestors = [], comment }) {
  const steps = [...ancestors.map((step) => ({ ...step, replies: emptyList() })), comment];
  const chain = steps.reduceRight((below, step) => {
    const top = adopt(step);
    if (below) top.replies = { results: [below], next: null };
    return top;
  }, null);
  return { results: [chain], next: null };
}

function adopt(incoming) {
  const comment = { state: "visible", reply_count: 0, ...asShown(incoming), replies: emptyList() };
  if (incoming.replies) mergePage(comment.replies, incoming.replies);
  return comment;
}

/**
 * A comment that isn't public counts as removed for everyone; its author gets it
 * with words and status, and for them it is there.
 */
function asShown(incoming) {
  const own = incoming.state === "removed" && incoming.status && incoming.author;
  return own ? { ...incoming, state: "visible" } : incoming;
}

/** A page is public and newer than what we hold, so it wins; loaded replies are kept. */
function refresh(old, incoming) {
  const { replies } = old;
  const before = replies.next;
  const deeper = replies.results.length > 0;
  delete old.local;
  delete old.status;
  delete old.reason;
  Object.assign(old, incoming, { replies });
  if (incoming.replies) mergePage(replies, incoming.replies);
  // The reader may have paged further down here already: that cursor is ahead.
  if (deeper) replies.next = before;
}

function homeOf(root, comment, orphans) {
  if (!comment.parent) return orphans ? root : null;
  const parent = find(root, comment.parent);
  if (parent) return parent.replies;
  return orphans && !isPublic(comment) ? root : null;
}

/** What its author knows better than a page: words that others don't see, or newer ones. */
function correct(shown, own) {
  const { body, body_html, edited_at } = own;
  if (!isPublic(own)) Object.assign(shown, asShown(own), { replies: shown.replies });
  else if ((edited_at ?? "") > (shown.edited_at ?? "")) Object.assign(shown, { body, body_html, edited_at });
}

function insertLocal(list, comment, sort) {
  comment.local = true;
  if (sort === "oldest") list.results.push(comment);
  else list.results.unshift(comment);
}

function locate(list, id) {
  const index = list.results.findIndex((comment) => comment.id === id);
  if (index >= 0) return { list, index };
  for (const comment of list.results) {
    const place = locate(comment.replies, id);
    if (place) return place;
  }
  return null;
}

/** Pages go before own comments waiting at the end. */
function tail(list) {
  let index = list.results.length;
  while (index > 0 && list.results[index - 1].local) index -= 1;
  return index;
}
