import { expect, test } from "vitest";
import { createAws } from "./clients.ts";
import { inServedRegion, servedRegions } from "./served.ts";

test.for([
  ["eu-central-1", [], "eu-central-1", ["eu-central-1"]],
  ["eu-central-1", ["us-east-1", "eu-central-1"], "eu-central-1", ["us-east-1", "eu-central-1"]],
  ["eu-central-1", ["us-east-1"], "us-east-1", ["us-east-1"]],
  ["eu-central-1", ["us-west-2", "us-east-1"], "us-west-2", ["us-west-2", "us-east-1"]],
] as const)("configured for %s, a console that serves %j is at home in %s", ([configured, asked, home, served]) => {
  const found = servedRegions(configured, asked);
  expect(found).toEqual({ region: home, regions: served });
  const aws = createAws(found);
  expect(inServedRegion(aws, aws.region).region).toBe(home);
});
