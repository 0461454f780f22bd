/** For load balancers: the process answers. Says nothing of AWS, and needs no session. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
