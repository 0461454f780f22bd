import type { Principal, Statement } from "./document.ts";
import { inList } from "./list-words.ts";

const ACCOUNT = /^(?:(\d{12})|arn:[a-z-]+:iam::(\d{12}):root)$/;
const NAMED = /^arn:[a-z-]+:(?:iam|sts)::(\d{12}):(user|role|assumed-role|federated-user)\/(.+)$/;

/** Whom a statement means, at the start of a sentence. A policy without principals means the one that it is attached to. */
export function principalsInWords(principals: Statement["principals"], effect: Statement["effect"]): string {
  if (principals === null) return "Whoever has this policy";
  const { listed, except } = principals;
  if (!except && listed.some(isEverybody)) return "Everybody";
  if (listed.length === 0) return except ? "Everybody but those of an empty list" : "Nobody";
  const names = listed.map((principal) => inWords(principal, except ? null : effect));
  const words = inList(names, "and");
  return except ? `Everybody but ${words}` : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function isEverybody({ kind, value }: Principal): boolean {
  return kind === "AWS" && value === "*";
}

function inWords({ kind, value }: Principal, effect: Statement["effect"] | null): string {
  switch (kind) {
    case "AWS":
      return value === "*" ? "everybody" : ofArn(value, effect);
    case "Service":
      return `the service ${value}`;
    case "Federated":
      return `those who signed in with ${value}`;
    case "CanonicalUser":
      return `the account with the canonical user id ${value}`;
  }
}

/** An account is allowed something for those whom its own policies allow it; refused it is to all of them. */
function ofArn(arn: string, effect: Statement["effect"] | null): string {
  const [, short, root] = ACCOUNT.exec(arn) ?? [];
  const account = short ?? root;
  if (account !== undefined) {
    // NotPrincipal leaves out its root user; whether others of it too depends on whether they are named as well.
    if (effect === null) return `the root user of the account ${account} (and, it may be, others of that account)`;
    return effect === "Allow"
      ? `those of the account ${account} whom its own policies allow it`
      : `everybody of the account ${account}`;
  }
  const [, home, type, name = ""] = NAMED.exec(arn) ?? [];
  if (type === undefined) return arn;
  return `${nameOf(type, name)} of the account ${home}`;
}

function nameOf(type: string, name: string): string {
  const [role = "", ...session] = name.split("/");
  if (type === "assumed-role") return `the session ${session.join("/")} of the role ${role}`;
  return type === "federated-user" ? `the federated user ${name}` : `the ${type} ${name}`;
}
