import { expect, it, test } from "vitest";
import { fromCallerArn, getIdentity } from "./identity.ts";
import { answering } from "./testing.ts";

test.for([
  ["arn:aws:sts::111122223333:assumed-role/KeyAdmin/a.okafor", "KeyAdmin"],
  ["arn:aws:iam::111122223333:user/ops/ci", "ci"],
  ["arn:aws:iam::111122223333:root", "root"],
  ["arn:aws:sts::111122223333:federated-user/bob", "bob"],
] as const)("%s acts as %s", ([arn, role]) => expect(fromCallerArn(arn)).toBe(role));

it("asks AWS itself", async () => {
  const aws = answering(
    200,
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account>
     <Arn>arn:aws:iam::111122223333:root</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );

  await expect(getIdentity(aws)).resolves.toMatchObject({ accountId: "111122223333", role: "root" });
});
