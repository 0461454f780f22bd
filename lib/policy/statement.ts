import type { Condition, Listed, PolicyDocument, PolicyKind, Principal, Statement } from "./document.ts";
import type { Json } from "./json.ts";

/** What is wrong, and the offset of where. */
export type Fault = { offset: number; message: string };

type Reader = { kind: PolicyKind; faults: Fault[]; lineOf: (offset: number) => number };

/** One object's members, by name. */
type Members = { at: Json; named: Map<string, Json> };

const POLICY_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const PRINCIPAL_KINDS = ["AWS", "Service", "Federated", "CanonicalUser"] as const;

/** A policy from its JSON, with all that is wrong with it; null where nothing of it can be read. */
export function readPolicy(
  json: Json,
  kind: PolicyKind,
  lineOf: Reader["lineOf"],
): { document: PolicyDocument | null; faults: Fault[] } {
  const reader: Reader = { kind, faults: [], lineOf };
  const policy = toMembers(reader, json, "A policy", POLICY_ELEMENTS);
  if (policy === null) return { document: null, faults: reader.faults };
  const version = toVersion(reader, policy.named.get("Version"));
  const id = toText(reader, policy.named.get("Id"), "Id");
  const written = policy.named.get("Statement");
  if (written === undefined) note(reader, json, "A policy has a Statement.");
  const listed = written === undefined ? [] : written.type === "array" ? written.items : [written];
  const statements = listed.flatMap((one, index) => toStatement(reader, one, index) ?? []);
  return { document: { version, id, statements }, faults: reader.faults };
}

function toStatement(reader: Reader, json: Json, index: number): Statement | null {
  const statement = toMembers(reader, json, "A statement", STATEMENT_ELEMENTS);
  if (statement === null) return null;
  const sid = toText(reader, statement.named.get("Sid"), "Sid") || null;
  const effect = toEffect(reader, statement);
  const parts = {
    principals: toPrincipals(reader, statement),
    actions: toListed(reader, statement, "Action"),
    resources: toListed(reader, statement, "Resource"),
    conditions: toConditions(reader, statement.named.get("Condition")),
  };
  if (effect === null) return null;
  const lines = { first: reader.lineOf(json.start), last: reader.lineOf(json.end - 1) };
  return { name: sid ?? `statement ${index + 1}`, sid, index, lines, effect, ...parts };
}

function toVersion(reader: Reader, json: Json | undefined): PolicyDocument["version"] {
  const version = toText(reader, json, "Version") ?? "2008-10-17";
  if (version === "2012-10-17" || version === "2008-10-17") return version;
  if (json !== undefined) note(reader, json, 'Version is "2012-10-17" or "2008-10-17".');
  return "2008-10-17";
}

function toEffect(reader: Reader, { at, named }: Members): Statement["effect"] | null {
  const json = named.get("Effect");
  if (json?.type === "string" && (json.value === "Allow" || json.value === "Deny")) return json.value;
  note(reader, json ?? at, json === undefined ? "This statement has no Effect." : 'Effect is "Allow" or "Deny".');
  return null;
}

function toPrincipals(reader: Reader, { at, named }: Members): Statement["principals"] {
  const json = oneOf(reader, named, "Principal");
  if (json === null) {
    if (reader.kind !== "identity") note(reader, at, `The policy of a ${reader.kind} says in Principal whom it means.`);
    return null;
  }
  if (reader.kind === "identity") note(reader, json, "The policy of an identity means that identity: no Principal.");
  const except = named.has("NotPrincipal");
  if (json.type === "string" && json.value === "*") return { listed: [{ kind: "AWS", value: "*" }], except };
  if (json.type !== "object") {
    note(reader, json, 'Principal is "*", or an object like {"AWS": "arn:aws:iam::123456789012:root"}.');
    return null;
  }
  const members = toMembers(reader, json, "Principal", PRINCIPAL_KINDS);
  const listed = PRINCIPAL_KINDS.flatMap((kind) => {
    const values = members?.named.get(kind);
    return values === undefined ? [] : toTexts(reader, values, kind).map((value): Principal => ({ kind, value }));
  });
  return { listed, except };
}

function toListed(reader: Reader, { at, named }: Members, name: "Action" | "Resource"): Listed | null {
  const json = oneOf(reader, named, name);
  if (json !== null) return { listed: toTexts(reader, json, name), except: named.has(`Not${name}`) };
  if (reader.kind !== "key") note(reader, at, `This statement has no ${name}.`);
  return null;
}

/** The value of a name or of its Not…, of which a statement has one. */
function oneOf(reader: Reader, named: Map<string, Json>, name: string): Json | null {
  const [plain, negated] = [named.get(name), named.get(`Not${name}`)];
  if (plain !== undefined && negated !== undefined)
    note(reader, negated, `A statement has ${name} or Not${name}, not both.`);
  return plain ?? negated ?? null;
}

function toConditions(reader: Reader, json: Json | undefined): Condition[] {
  if (json === undefined) return [];
  if (json.type !== "object") {
    note(reader, json, "Condition is an object of operators.");
    return [];
  }
  return json.members.flatMap(({ name: operator, value: keys }) => {
    if (keys.type === "object") return toKeys(reader, operator, keys);
    note(reader, keys, `${operator} holds condition keys: {"aws:SecureTransport": "false"}.`);
    return [];
  });
}

/** IAM compares keys without case, so one in two spellings stands there twice. */
function toKeys(reader: Reader, operator: string, keys: Extract<Json, { type: "object" }>): Condition[] {
  const seen = new Set<string>();
  return keys.members.map(({ name: key, start, value }) => {
    if (seen.has(key.toLowerCase()))
      reader.faults.push({
        offset: start,
        message: `"${key}" stands here a second time; IAM ignores the case of keys.`,
      });
    seen.add(key.toLowerCase());
    const values = (value.type === "array" ? value.items : [value]).flatMap((one) => toValue(reader, one));
    return { operator, key, values };
  });
}

/** IAM takes true and 1 for "true" and "1". */
function toValue(reader: Reader, json: Json): string[] {
  if (json.type === "string") return [json.value];
  if (json.type === "number") return [json.value];
  if (json.type === "boolean") return [String(json.value)];
  note(reader, json, "The value of a condition is a text, a number, true or false.");
  return [];
}

function toTexts(reader: Reader, json: Json, name: string): string[] {
  return (json.type === "array" ? json.items : [json]).flatMap((item) => {
    if (item.type === "string") return item.value;
    note(reader, item, `${name} holds texts in double quotes.`);
    return [];
  });
}

function toText(reader: Reader, json: Json | undefined, name: string): string | null {
  if (json === undefined) return null;
  if (json.type === "string") return json.value;
  note(reader, json, `${name} is a text in double quotes.`);
  return null;
}

function toMembers(reader: Reader, json: Json, what: string, known: readonly string[]): Members | null {
  if (json.type !== "object") {
    note(reader, json, `${what} is a JSON object.`);
    return null;
  }
  for (const { name, start } of json.members) {
    if (!known.includes(name)) reader.faults.push({ offset: start, message: unknownElement(what, name, known) });
  }
  return { at: json, named: new Map(json.members.map(({ name, value }) => [name, value])) };
}

function unknownElement(what: string, name: string, known: readonly string[]): string {
  const meant = known.find((one) => one.toLowerCase() === name.toLowerCase());
  return meant === undefined ? `${what} has no element "${name}".` : `"${name}" is written "${meant}".`;
}

function note(reader: Reader, at: Json, message: string): void {
  reader.faults.push({ offset: at.start, message });
}
