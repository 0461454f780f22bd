import { fromKeyArn } from "#lib/kms/key-arn.ts";

/** A key that a picker offers; one that is not usable says why. */
export type PickerKey = {
  arn: string;
  keyId: string;
  alias: string | null;
  state: string;
  usable: boolean;
  reason: string | null;
};

/** A line of the picker's list. `value` is what it submits. */
export type PickerEntry = { value: string; name: string; detail: string; usable: boolean };

/** The value that stands for the AWS managed key: no key id is sent. */
export const AWS_MANAGED = "";

type Offer = { keys: PickerKey[]; region: string; awsManaged: boolean };

/** What the list shows for what is typed. */
export function entriesOf({ keys, region, awsManaged }: Offer, query: string): PickerEntry[] {
  const wanted = query.trim().toLowerCase();
  const own = keys
    .filter(({ arn, alias }) => `${alias ?? ""} ${arn}`.toLowerCase().includes(wanted))
    .map(({ arn, keyId, alias, state, usable, reason }) => ({
      value: arn,
      name: alias ?? keyId,
      detail: [alias === null ? null : `…${keyId.slice(-8)}`, state, usable ? null : reason]
        .filter((part) => part !== null)
        .join(" · "),
      usable,
    }));
  const managed = awsManaged && "aws managed key aws/s3".includes(wanted);
  return [
    ...own,
    ...(managed
      ? [{ value: AWS_MANAGED, name: "aws/s3", detail: "AWS managed key: its policy cannot be changed", usable: true }]
      : []),
    ...(keys.some(({ arn }) => arn === query.trim()) ? [] : typedEntry(query.trim(), region)),
  ];
}

/** What is typed, where it is an ARN of KMS: a key that this account does not list, mostly of another account. */
function typedEntry(text: string, region: string): PickerEntry[] {
  const entry = { value: text, name: text };
  const key = fromKeyArn(text);
  if (key === null) {
    if (!ALIAS_ARN.test(text)) return [];
    return [{ ...entry, detail: "An alias, which can be moved to another key: type the key’s own ARN", usable: false }];
  }
  if (key.region !== region) {
    const detail = `A key of ${key.region}. S3 uses keys of the bucket’s own Region only, ${region}`;
    return [{ ...entry, detail, usable: false }];
  }
  return [
    { ...entry, detail: "Not among the keys listed here: KMS is asked about it before anything is sent", usable: true },
  ];
}

const ALIAS_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]*:\d{12}:alias\/\S+$/;

/** The entry that a whole key ARN means, so that one which was pasted is taken without Enter; else null. */
export function entryOfArn(offer: Offer, query: string): PickerEntry | null {
  const arn = query.trim();
  if (fromKeyArn(arn) === null) return null;
  return entriesOf(offer, arn).find(({ value, usable }) => usable && value === arn) ?? null;
}

/** Why what is typed chooses no key, for whoever leaves it so. */
export function problemOf(offer: Offer, query: string): string {
  const text = query.trim();
  const typed = entriesOf(offer, text).find(({ value, usable }) => !usable && value === text);
  if (typed !== undefined) return `${typed.detail.replace(/\.$/, "")}.`;
  return text.startsWith("arn:")
    ? "Not the whole ARN of a key: arn:aws:kms:REGION:ACCOUNT:key/ID."
    : "No key is chosen: take one of the list, or type a key’s whole ARN.";
}
