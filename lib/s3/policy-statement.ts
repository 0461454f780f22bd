/** One statement of a bucket policy, its one-or-many spellings made lists. */
export type Statement = {
  /** Its Sid, else its place: "statement 2". */
  name: string;
  effect: "Allow" | "Deny";
  /** "*", account ids and ARNs; null where it names principals in another way (NotPrincipal, Service, …). */
  principals: string[] | null;
  actions: { listed: string[]; except: boolean };
  resources: { listed: string[]; except: boolean };
  conditions: Condition[];
};

/** `operator` as written: "StringNotEqualsIfExists". `key` in lower case, as IAM compares it. */
export type Condition = { operator: string; key: string; values: string[] };

/** The statements of a policy document, or null when any of it is not what IAM's grammar says. */
export function toStatements(document: string): Statement[] | null {
  const policy = parse(document);
  if (!isRecord(policy)) return null;
  const written = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  const read = written.map((statement: unknown, index) => toStatement(statement, index));
  const statements = read.flatMap((statement) => statement ?? []);
  return statements.length === written.length ? statements : null;
}

function toStatement(written: unknown, index: number): Statement | null {
  if (!isRecord(written)) return null;
  const { Sid, Effect, Principal, Action, NotAction, Resource, NotResource } = written;
  const actions = toTexts(NotAction ?? Action);
  const resources = toTexts(NotResource ?? Resource);
  const conditions = toConditions(written.Condition);
  if (Effect !== "Allow" && Effect !== "Deny") return null;
  if (actions === null || resources === null || conditions === null) return null;
  return {
    name: typeof Sid === "string" && Sid !== "" ? Sid : `statement ${index + 1}`,
    effect: Effect,
    principals: toPrincipals(Principal),
    actions: { listed: actions, except: NotAction !== undefined },
    resources: { listed: resources, except: NotResource !== undefined },
    conditions,
  };
}

function toPrincipals(written: unknown): string[] | null {
  if (written === "*") return ["*"];
  return isRecord(written) ? toTexts(written.AWS) : null;
}

function toConditions(written: unknown): Condition[] | null {
  if (written === undefined) return [];
  if (!isRecord(written)) return null;
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(written)) {
    if (!isRecord(keys)) return null;
    for (const [key, value] of Object.entries(keys)) {
      const values = toTexts(value);
      if (values === null) return null;
      conditions.push({ operator, key: key.toLowerCase(), values });
    }
  }
  return conditions;
}

/** One value or a list of them. IAM takes true and 1 for "true" and "1". */
function toTexts(written: unknown): string[] | null {
  const values: unknown[] = Array.isArray(written) ? written : [written];
  const texts = values.flatMap((value) =>
    typeof value === "string" || typeof value === "boolean" || typeof value === "number" ? String(value) : [],
  );
  return texts.length === values.length ? texts : null;
}

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
