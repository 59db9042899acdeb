// Every string the reader sees, in one table. A language is added by adding a
// column; a test holds that all columns have the same keys. A value is a text,
// or {one, other} where the number `n` decides.

export const STRINGS = {
  en: {
    "heading": "Comments",
    "sort.label": "Sort by",
    "sort.newest": "Newest",
    "sort.oldest": "Oldest",
    "sort.done": "Sorted by: {sort}",
    "loading": "Loading comments…",
    "loading.short": "Loading…",
    "empty": "No comments yet. Be the first to say something.",
    "more.comments": "Load more comments",
    "more.replies": "Show more replies",
    "more.replies.count": { one: "Show {n} more reply", other: "Show {n} more replies" },
    "show.replies": "Show replies",
    "show.replies.count": { one: "Show {n} reply", other: "Show {n} replies" },
    "loaded.comments": { one: "{n} more comment loaded", other: "{n} more comments loaded" },
    "loaded.replies": { one: "{n} more reply loaded", other: "{n} more replies loaded" },
    "loaded.none": "Nothing new was found",

    "form.title": "Join the discussion",
    "form.hint": "Keep it civil and on topic.",
    "form.premoderated": "A moderator reads every comment here before it appears.",
    "form.closed": "Commenting is closed.",
    "form.name": "Name",
    "form.body": "Comment",
    "form.reply": "Reply to {name}",
    "form.edit": "Edit your comment",
    "form.left": { one: "{n} character left", other: "{n} characters left" },
    "form.over": { one: "{n} character too many", other: "{n} characters too many" },
    "form.as": "Commenting as",
    "form.change": "Not you? Change name",
    "submit.comment": "Add Comment",
    "submit.reply": "Post reply",
    "submit.edit": "Save changes",
    "submit.busy": "Sending…",
    "cancel": "Cancel",
    "retry": "Retry",

    "need.name": "Please give a name.",
    "need.body": "Please write something first.",
    "too.long": { one: "This is {n} character too long.", other: "This is {n} characters too long." },

    "reply": "Reply",
    "reply.to": "Reply to {name}",
    "edit": "Edit",
    "edit.own": "Edit your comment",
    "delete": "Delete",
    "delete.own": "Delete your comment",
    "delete.ask": "Delete this comment for good?",
    "delete.yes": "Yes, delete it",
    "delete.no": "Keep it",

    "anonymous": "Anonymous",
    "edited": "edited",
    "edited.at": "Edited {time}",
    "pinned": "Pinned",
    "featured": "Featured",
    "own": "You",
    "in.reply.to": "In reply to {name}",
    "state.deleted": "Deleted by its author",
    "state.removed": "Removed by a moderator",
    "status.pending": "Awaiting moderation — only you can see this",
    "status.rejected": "Not published — only you can see this",

    "posted": "Your comment is published.",
    "posted.pending": "Your comment was received and awaits moderation.",
    "posted.rejected": "Your comment was not published.",
    "saved": "Your changes are saved.",
    "deleted": "Your comment is deleted.",
    "name.forgotten": "You can choose another name now.",

    "linked.title": "The conversation you linked to",
    "linked.hide": "Hide this conversation",
    "linked.gone": "The comment you linked to is no longer available.",

    "now": "just now",
    "error.network": "The comment server could not be reached. Check your connection and try again.",
    "error.server": "The comment server has a problem at the moment ({status}). Please try again.",
    "error.client": "The comment server refused this ({status}).",
    "error.session": "You are no longer signed in under that name.",
    "error.wait": "Please try again in {time}.",
    "error.article": "No article was named for these comments.",
  },
  tr: {
    "heading": "Yorumlar",
    "sort.label": "Sırala",
    "sort.newest": "En yeni",
    "sort.oldest": "En eski",
    "sort.done": "Sıralama: {sort}",
    "loading": "Yorumlar yükleniyor…",
    "loading.short": "Yükleniyor…",
    "empty": "Henüz yorum yok. İlk sözü siz söyleyin.",
    "more.comments": "Daha fazla yorum yükle",
    "more.replies": "Daha fazla yanıt göster",
    "more.replies.count": "{n} yanıt daha göster",
    "show.replies": "Yanıtları göster",
    "show.replies.count": "{n} yanıtı göster",
    "loaded.comments": "{n} yorum daha yüklendi",
    "loaded.replies": "{n} yanıt daha yüklendi",
    "loaded.none": "Yeni bir şey bulunamadı",

    "form.title": "Tartışmaya katılın",
    "form.hint": "Saygılı olun, konudan ayrılmayın.",
    "form.premoderated": "Buradaki yorumlar yayımlanmadan önce bir moderatör tarafından okunur.",
    "form.closed": "Yorumlar kapalı.",
    "form.name": "Ad",
    "form.body": "Yorum",
    "form.reply": "Yanıtlanan: {name}",
    "form.edit": "Yorumunuzu düzenleyin",
    "form.left": "{n} karakter kaldı",
    "form.over": "{n} karakter fazla",
    "form.as": "Yorum yapan:",
    "form.change": "Siz değil misiniz? Adı değiştirin",
    "submit.comment": "Yorum ekle",
    "submit.reply": "Yanıtı gönder",
    "submit.edit": "Değişiklikleri kaydet",
    "submit.busy": "Gönderiliyor…",
    "cancel": "Vazgeç",
    "retry": "Yeniden dene",

    "need.name": "Lütfen bir ad yazın.",
    "need.body": "Lütfen önce bir şey yazın.",
    "too.long": "Bu metin {n} karakter fazla uzun.",

    "reply": "Yanıtla",
    "reply.to": "Yanıtla: {name}",
    "edit": "Düzenle",
    "edit.own": "Düzenle: kendi yorumunuz",
    "delete": "Sil",
    "delete.own": "Sil: kendi yorumunuz",
    "delete.ask": "Bu yorum kalıcı olarak silinsin mi?",
    "delete.yes": "Evet, sil",
    "delete.no": "Kalsın",

    "anonymous": "Adsız",
    "edited": "düzenlendi",
    "edited.at": "Düzenlenme: {time}",
    "pinned": "Sabitlendi",
    "featured": "Öne çıkan",
    "own": "Siz",
    "in.reply.to": "Yanıtlanan: {name}",
    "state.deleted": "Yazarı tarafından silindi",
    "state.removed": "Moderatör tarafından kaldırıldı",
    "status.pending": "Onay bekliyor — yalnızca siz görebilirsiniz",
    "status.rejected": "Yayımlanmadı — yalnızca siz görebilirsiniz",

    "posted": "Yorumunuz yayımlandı.",
    "posted.pending": "Yorumunuz alındı, onay bekliyor.",
    "posted.rejected": "Yorumunuz yayımlanmadı.",
    "saved": "Değişiklikleriniz kaydedildi.",
    "deleted": "Yorumunuz silindi.",
    "name.forgotten": "Artık başka bir ad seçebilirsiniz.",

    "linked.title": "Bağlantısını açtığınız konuşma",
    "linked.hide": "Bu konuşmayı gizle",
    "linked.gone": "Bağlantısını açtığınız yorum artık yok.",

    "now": "az önce",
    "error.network": "Yorum sunucusuna ulaşılamadı. Bağlantınızı denetleyip yeniden deneyin.",
    "error.server": "Yorum sunucusunda şu anda bir sorun var ({status}). Lütfen yeniden deneyin.",
    "error.client": "Yorum sunucusu bunu kabul etmedi ({status}).",
    "error.session": "Bu adla açtığınız oturum sona ermiş.",
    "error.wait": "Lütfen {time} sonra yeniden deneyin.",
    "error.article": "Bu yorumlar için bir makale belirtilmemiş.",
  },
};

const FALLBACK = "en";

/** The table's language for a tag such as "tr-TR"; English where we have none. */
export function pickLanguage(tag) {
  const primary = String(tag || "").toLowerCase().split(/[-_]/)[0];
  return Object.hasOwn(STRINGS, primary) ? primary : FALLBACK;
}

/** A function `t(key, values)` for one language of the table. */
export function translator(language) {
  const table = STRINGS[pickLanguage(language)];
  const plural = new Intl.PluralRules(pickLanguage(language));
  const number = new Intl.NumberFormat(pickLanguage(language));
  return (key, values = {}) => {
    const entry = table[key] ?? STRINGS[FALLBACK][key] ?? key;
    const text = typeof entry === "string" ? entry : entry[plural.select(values.n)] ?? entry.other;
    return fill(text, values, number);
  };
}

function fill(text, values, number) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => {
    if (!Object.hasOwn(values, name)) return hole;
    // A status such as 1503 is a name, not an amount: only `n` is grouped.
    return name === "n" ? number.format(values.n) : String(values[name]);
  });
}
