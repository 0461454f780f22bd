import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  ScheduleKeyDeletionCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms";
import { describe, expect, it, test } from "vitest";
import { kms, newKey, refusal } from "./clients.ts";

function create(AliasName: string, TargetKeyId: string) {
  return kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
}

async function described(KeyId: string) {
  return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyId;
}

describe("an alias", () => {
  test.for([
    ["alias/with space", "ValidationException"],
    ["alias/with.dot", "ValidationException"],
    ["alias/", "ValidationException"],
    ["nobody", "ValidationException"],
    [`alias/${"x".repeat(251)}`, "ValidationException"],
    ["alias/aws/mine", "NotAuthorizedException"],
  ] as const)("named %s is refused", async ([name, code]) => {
    await expect(create(name, (await newKey()).id)).rejects.toEqual(refusal(code));
  });

  it("of 256 characters is accepted", async () => {
    const { id } = await newKey();
    const name = `alias/${id}/${"x".repeat(256 - 7 - id.length)}`;
    await create(name, id);
    expect(await described(name)).toBe(id);
  });

  it("exists once", async () => {
    const { id } = await newKey();
    await create(`alias/${id}`, id);
    await expect(create(`alias/${id}`, id)).rejects.toEqual(refusal("AlreadyExistsException"));
    await kms.send(new DeleteAliasCommand({ AliasName: `alias/${id}` }));
    await expect(kms.send(new DescribeKeyCommand({ KeyId: `alias/${id}` }))).rejects.toEqual(
      refusal("NotFoundException"),
    );
  });

  it("may name a disabled key, but none that is pending deletion", async () => {
    const { id } = await newKey();
    await kms.send(new DisableKeyCommand({ KeyId: id }));
    await create(`alias/${id}`, id);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id }));
    await expect(create(`alias/${id}-2`, id)).rejects.toEqual(
      refusal("KMSInvalidStateException", /is pending deletion/),
    );
  });

  it("moves to a key of the same type, named by id or ARN", async () => {
    const [first, second] = [await newKey(), await newKey()];
    const AliasName = `alias/${first.id}`;
    await create(AliasName, first.arn);
    expect(await described(AliasName)).toBe(first.id);
    await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: second.arn }));
    expect(await described(AliasName)).toBe(second.id);
    const signing = await newKey({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    await expect(kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: signing.id }))).rejects.toEqual(
      refusal("ValidationException"),
    );
    expect(await described(AliasName)).toBe(second.id);
  });
});
