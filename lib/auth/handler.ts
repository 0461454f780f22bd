import "server-only";
import type { NextRequest } from "next/server";
import type { Aws } from "#lib/aws/clients.ts";
import { AwsError } from "#lib/aws/errors.ts";
import type { AwsErrorCode, Failure } from "#lib/aws/result.ts";
import { pageOfReferer, signInPath } from "./return-path.ts";
import { refusalOf } from "./refusals.ts";
import { keptAwake } from "./seal.ts";
import { awsOf, getSession, renewSession } from "./session.ts";

const STATUS = {
  denied: 403,
  expired: 403,
  missing: 404,
  conflict: 409,
  invalid: 400,
  throttled: 503,
  unreachable: 502,
  unknown: 502,
} satisfies Record<AwsErrorCode, number>;

/** Wraps a route handler that streams: sign-in, origin for a change, and an AwsError as JSON. */
export function defineHandler(run: (aws: Aws, request: NextRequest) => Promise<Response>) {
  return async (request: NextRequest): Promise<Response> => {
    const session = await getSession();
    if (session === null) {
      if (isNavigation(request)) return toSignIn(request);
      return Response.json({ signedOut: true }, { status: 401, headers: NO_STORE });
    }
    return answered(async () => {
      const aws = await awsOf(session);
      if (request.method === "GET" || request.method === "HEAD") return run(aws, request);
      const refusal = refusalOf(request.headers, session, aws);
      if (refusal !== null) return failureResponse(refusal);
      const response = await keptAwake(session, () => answered(() => run(aws, request)));
      await renewSession(session);
      return response;
    });
  };
}

/** A followed link, as of a download: a person waits for a page, not a script for an answer. */
function isNavigation({ headers }: NextRequest): boolean {
  return headers.get("sec-fetch-mode") === "navigate";
}

/** Leads back to the page that has the link, not to what it links to: a download would leave the sign-in's page standing. */
function toSignIn({ headers }: NextRequest): Response {
  const Location = signInPath(pageOfReferer(headers.get("referer"), headers.get("host")));
  return new Response(null, { status: 303, headers: { ...NO_STORE, Location } });
}

async function answered(run: () => Promise<Response>): Promise<Response> {
  try {
    return unstored(await run());
  } catch (error) {
    if (error instanceof AwsError) return failureResponse(error.failure);
    throw error;
  }
}

function failureResponse(failure: Failure): Response {
  return Response.json({ failure }, { status: STATUS[failure.code], headers: NO_STORE });
}

const NO_STORE = { "Cache-Control": "no-store" };

/** What was read with somebody's credentials stays in no cache, unless the handler says otherwise. */
function unstored(response: Response): Response {
  if (response.headers.has("Cache-Control")) return response;
  const copy = new Response(response.body, response);
  copy.headers.set("Cache-Control", "no-store");
  return copy;
}
