import type { Route } from "next";
import { useRouter } from "next/navigation";
import { leaveFor } from "./leaving.ts";

/** Goes to another page of the console, as a link does: a page with work under way asks first. */
export function useGoTo(): (href: Route) => void {
  const router = useRouter();
  return (href) => leaveFor(href, () => router.push(href));
}
