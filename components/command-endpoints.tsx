"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { Endpoints } from "#lib/commands/cli.ts";

const Context = createContext<Endpoints | null>(null);

/** Tells every preview of a command below where the console's requests go, which the command has to say too. */
export function CommandEndpoints({ endpoints, children }: { endpoints: Endpoints; children: ReactNode }) {
  return <Context value={endpoints}>{children}</Context>;
}

export function useEndpoints(): Endpoints {
  const endpoints = useContext(Context);
  // A command for nowhere in particular would run against the person's own account.
  if (endpoints === null) throw new Error("A command is previewed outside CommandEndpoints.");
  return endpoints;
}
