import type { Failure } from "#lib/aws/result.ts";

/** A change in words, for its titles: of "the default", "changed"; of "the tags", which are many, "removed". */
export type ChangeWords = { thing: string; done?: string; many?: boolean };

/** The title of a change that failed: no more and no less than what is known of it. */
export function changeTitle(
  { outcome }: Pick<Failure, "outcome">,
  { thing, done = "changed", many = false }: ChangeWords,
): string {
  const [is, was] = many ? ["are", "were"] : ["is", "was"];
  const subject = capital(thing);
  switch (outcome) {
    case undefined:
      return `${subject} ${was} not ${done}`;
    case "unknown":
      return `Not known whether ${thing} ${was} ${done}`;
    case "accepted":
      return "Sent and accepted; what is in force could not be read";
    case "otherwise":
      return `${subject} ${is} not as asked`;
    case "partly":
      return `${subject} ${was} ${done} in part only`;
  }
}

/** The title of a change that is done, where nothing else on the page says what it was. */
export function doneTitle({ thing, done = "changed", many = false }: ChangeWords): string {
  return `${capital(thing)} ${many ? "were" : "was"} ${done}, and AWS read it back as asked`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
