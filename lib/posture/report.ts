import type { Failure } from "#lib/aws/result.ts";
import type { BucketFacts } from "./bucket-facts.ts";
import { BUCKET_RULES } from "./bucket-rules.ts";
import { KEY_RULES, type KeyFacts } from "./key-rules.ts";
import { type Rule, SEVERITIES } from "./rule.ts";

/** What a finding is about. */
export type Subject = { kind: "bucket"; bucket: BucketFacts } | { kind: "key"; key: KeyFacts };

/** One bucket or key that does not pass, or of which it is not known whether it does. */
export type Finding = { subject: Subject; why: string; failure: Failure | null };

/** What one check came to over all buckets, or all keys. */
export type CheckReport = {
  id: string;
  about: Subject["kind"];
  rule: Omit<Rule<never>, "check">;
  failed: Finding[];
  unknown: Finding[];
  passed: number;
  notApplicable: number;
};

/** Every check over everything that was read, the gravest first. */
export function toReport(buckets: readonly BucketFacts[], keys: readonly KeyFacts[]): CheckReport[] {
  const ofBuckets = Object.entries(BUCKET_RULES).map(([id, rule]) =>
    judge({ id, about: "bucket", rule }, buckets, (bucket) => ({ kind: "bucket", bucket })),
  );
  const ofKeys = Object.entries(KEY_RULES).map(([id, rule]) =>
    judge({ id, about: "key", rule }, keys, (key) => ({ kind: "key", key })),
  );
  return [...ofBuckets, ...ofKeys].sort((one, other) => rank(one) - rank(other));
}

function judge<Facts>(
  check: { id: string; about: Subject["kind"]; rule: Rule<Facts> },
  all: readonly Facts[],
  toSubject: (facts: Facts) => Subject,
): CheckReport {
  const report: CheckReport = { ...check, failed: [], unknown: [], passed: 0, notApplicable: 0 };
  for (const facts of all) {
    const verdict = check.rule.check(facts);
    const subject = toSubject(facts);
    if (verdict.verdict === "pass") report.passed += 1;
    else if (verdict.verdict === "not-applicable") report.notApplicable += 1;
    else if (verdict.verdict === "fail") report.failed.push({ subject, why: verdict.why, failure: null });
    else report.unknown.push({ subject, why: verdict.why, failure: verdict.failure });
  }
  return report;
}

function rank({ rule }: CheckReport): number {
  return SEVERITIES.indexOf(rule.severity);
}

/** What is not known for one reason, most often a permission that is missing: subjects with the checks that it leaves open. */
export type UnknownGroup = {
  reason: string;
  failure: Failure | null;
  open: { subjects: Subject[]; titles: string[] }[];
};

/** The unknowns of all checks by their reason, so that a missing permission is named once. */
export function groupUnknowns(reports: readonly CheckReport[]): UnknownGroup[] {
  const groups = new Map<
    string,
    { failure: Failure | null; bySubject: Map<string, { subject: Subject; titles: string[] }> }
  >();
  for (const { rule, unknown } of reports) {
    for (const { why, failure, subject } of unknown) {
      const group = groups.get(why) ?? { failure, bySubject: new Map() };
      const entry = group.bySubject.get(idOf(subject)) ?? { subject, titles: [] };
      entry.titles.push(rule.title);
      group.bySubject.set(idOf(subject), entry);
      groups.set(why, group);
    }
  }
  return [...groups].map(([reason, { failure, bySubject }]) => {
    const alike = Map.groupBy(bySubject.values(), ({ titles }) => titles.join("\n"));
    const open = [...alike.values()].map((entries) => ({
      subjects: entries.map(({ subject }) => subject),
      titles: entries[0]?.titles ?? [],
    }));
    return { reason, failure, open };
  });
}

/** What tells a bucket or key from every other of the report. */
export function idOf(subject: Subject): string {
  return subject.kind === "bucket" ? subject.bucket.bucket.name : subject.key.key.arn;
}
