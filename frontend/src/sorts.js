/** In the order of the menu; each needs a "sort.<name>" text in words.js, nothing else. */
export const SORTS = ["newest", "oldest"];
