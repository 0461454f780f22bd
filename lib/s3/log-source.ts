/** Which buckets' access logs go where, as far as they were asked and answered. */
export type LogSources = {
  routes: { source: string; target: string }[];
  /** How many refused to say, and how many were not asked. */
  unread: number;
  notAsked: number;
};

/** The same for one target. */
export type LogsInto = { sources: string[]; unread: number; notAsked: number };

export function logsInto(target: string, { routes, unread, notAsked }: LogSources): LogsInto {
  return { sources: routes.flatMap((route) => (route.target === target ? [route.source] : [])), unread, notAsked };
}
