import type { Unforeseen } from "./text.ts";

/** Who asks. ARNs as IAM writes them; `account` has 12 digits. */
export type Requester =
  | { type: "root"; account: string }
  | { type: "user"; account: string; arn: string }
  /** Some session of a role, whatever its name. */
  | { type: "role"; account: string; arn: string }
  /** `arn` is the session's (arn:aws:sts::…:assumed-role/…), `roleArn` that of its role; null where its path is not known. */
  | { type: "session"; account: string; arn: string; roleArn: string | null }
  /** A session of GetFederationToken: arn:aws:sts::…:federated-user/…. */
  | { type: "federated-user"; account: string; arn: string }
  /** An AWS service itself: "logging.s3.amazonaws.com". */
  | { type: "service"; name: string }
  | { type: "anonymous" }
  /** Somebody whom nobody can foresee; of one account where that is known. */
  | { type: "somebody"; account: string | null };

/**
 * What the request says under a condition key. Null: the key is known to be absent. A list is a multivalued key. A key
 * that does not stand here is one of which nothing is known: it may be absent, or hold anything.
 */
export type ContextValue = string | readonly string[] | Unforeseen | null;

/** What IAM sees of a request. */
export type PolicyRequest = {
  requester: Requester;
  /** "s3:PutObject" */
  action: string;
  /** The ARN; only how it starts, for some object of a bucket: { startsWith: "arn:aws:s3:::reports/" }. */
  resource: string | Unforeseen;
  /** The account that owns the bucket or the key. Null where that is not known. */
  owner: string | null;
  /** By condition key in lower case: "aws:securetransport". What follows from the requester need not be said. */
  context: Readonly<Record<string, ContextValue>>;
};
