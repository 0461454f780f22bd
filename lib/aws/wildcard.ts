/** Whether `text` fits a pattern of IAM's, in which * is any text and ? one character. Never takes more than their product. */
export function isLike(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === "*") {
      star = next;
      resume = at;
      next += 1;
    } else if (next < pattern.length && (pattern[next] === "?" || pattern[next] === text[at])) {
      at += 1;
      next += 1;
    } else if (star === -1) {
      return false;
    } else {
      resume += 1;
      at = resume;
      next = star + 1;
    }
  }
  return /^\**$/.test(pattern.slice(next));
}
