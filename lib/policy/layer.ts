import type { PolicyRequest } from "./request.ts";

/** What also decides and is not evaluated here. Named as a sentence goes on after "unless". */
export type Layer = keyof typeof LAYERS;

type Facts = { refuses: boolean; inWords: string; concerns: (request: PolicyRequest) => boolean };

/** `refuses`: can refuse what the policies allow; else it can allow what they do not. */
const LAYERS = {
  "service control policy": {
    refuses: true,
    inWords: "a service control policy of the organization refuses it",
    concerns: ({ requester }) => requester.type !== "service" && requester.type !== "anonymous",
  },
  "resource control policy": {
    refuses: true,
    inWords: "a resource control policy of the organization refuses it",
    concerns: () => true,
  },
  "permissions boundary": {
    refuses: true,
    inWords: "the requester’s permissions boundary refuses it",
    concerns: ({ requester }) => ["user", "role", "session", "federated-user", "somebody"].includes(requester.type),
  },
  "session policy": {
    refuses: true,
    inWords: "the policy of the session refuses it",
    concerns: ({ requester }) => ["role", "session", "federated-user", "somebody"].includes(requester.type),
  },
  "VPC endpoint policy": {
    refuses: true,
    inWords: "it comes through a VPC endpoint whose policy refuses it",
    concerns: ({ requester }) => requester.type !== "service",
  },
  "public access block": {
    refuses: true,
    inWords: "the public access block refuses it",
    concerns: ({ requester, action, owner }) =>
      isS3(action) &&
      requester.type !== "service" &&
      !("account" in requester && requester.account !== null && requester.account === owner),
  },
  "access control list": {
    refuses: false,
    inWords: "an access control list allows it",
    concerns: ({ action }) => isS3(action),
  },
  grant: {
    refuses: false,
    inWords: "a grant of the key allows it",
    concerns: ({ requester, action }) => !isS3(action) && requester.type !== "anonymous",
  },
} satisfies Record<string, Facts>;

/** In words, the layers that could turn an allow into a refusal, or a missing allow into one, for this request. */
export function layersThat(effect: "refuse" | "allow", request: PolicyRequest, absent: readonly Layer[]): string[] {
  const facts: [string, Facts][] = Object.entries(LAYERS);
  return facts
    .filter(([name, { refuses }]) => refuses === (effect === "refuse") && !absent.some((layer) => layer === name))
    .flatMap(([, { concerns, inWords }]) => (concerns(request) ? inWords : []));
}

function isS3(action: string): boolean {
  return /^s3:/i.test(action);
}
