import { table } from "./error-codes.ts";
import { HINTS } from "./error-hints.ts";

const UNKNOWN_AUTHORITY = "is signed by an authority that this machine does not know.";
const HUNG_UP = "hung up before its answer was whole.";
const NO_WAY = "cannot be reached: no network leads there.";

/** How a connection fails, by Node's own word for it or ours, as what follows on the host's name. */
const FAILURES = table<string>({
  ECONNREFUSED: "refused the connection: nothing listens there.",
  ECONNRESET: HUNG_UP,
  ECONNABORTED: HUNG_UP,
  EPIPE: HUNG_UP,
  ENOTFOUND: "is a name that DNS does not know.",
  EAI_AGAIN: "could not be looked up: DNS did not answer.",
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: "did not take the connection in time.",
  NoConnection: "did not take the connection in time.",
  NoAnswer: "did not answer in time, or began to and did not end.",
  EPROTO: "does not speak TLS as https needs it.",
  ERR_SSL_WRONG_VERSION_NUMBER: "does not speak TLS, which https needs.",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "does not speak TLS, which https needs.",
  ERR_TLS_CERT_ALTNAME_INVALID: "shows a certificate of another name.",
  CERT_HAS_EXPIRED: "shows a certificate that has expired.",
  CERT_NOT_YET_VALID: "shows a certificate that is not valid yet.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "shows a certificate that nobody but itself has signed.",
  SELF_SIGNED_CERT_IN_CHAIN: `shows a certificate that ${UNKNOWN_AUTHORITY}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `shows a certificate that ${UNKNOWN_AUTHORITY}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `shows a certificate that ${UNKNOWN_AUTHORITY}`,
});

/** Whether a word of Node's, or ours, is one for a connection that failed. */
export function isConnectionFailure(name: string): boolean {
  return FAILURES.has(name);
}

/** What happened, as a sentence that names the host, and what to do about it. Takes a name of isConnectionFailure. */
export function connectionInWords(name: string, host: string | null): { message: string; hint: string } {
  const message = `${host ?? "The endpoint"} ${FAILURES.get(name) ?? "could not be reached."}`;
  return { message, hint: / certificate /.test(message) ? CERTIFICATE_HINT : HINTS.unreachable };
}

const CERTIFICATE_HINT =
  "Check that the endpoint is the right one. If it is, renew its certificate, or name the authority to the console with NODE_EXTRA_CA_CERTS.";
