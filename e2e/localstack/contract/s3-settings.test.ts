import {
  GetBucketAbacCommand,
  GetBucketTaggingCommand,
  PutBucketAbacCommand,
  PutBucketAclCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketTaggingCommand,
} from "@aws-sdk/client-s3";
import type { ObjectOwnership } from "@aws-sdk/client-s3";
import {
  DeletePublicAccessBlockCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3-control";
import { describe, expect, it } from "vitest";
import { account, newBucket, refusal, s3, s3Control } from "./clients.ts";

describe("the account’s Block Public Access", () => {
  const AccountId = account;
  const read = async () => {
    const answer = await s3Control.send(new GetPublicAccessBlockCommand({ AccountId }));
    return answer.PublicAccessBlockConfiguration;
  };

  it("is read back as given, what is not said being off, and gone when deleted", async () => {
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, BlockPublicPolicy: true };
    await s3Control.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration }));
    expect(await read()).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    });
    await s3Control.send(new DeletePublicAccessBlockCommand({ AccountId }));
    await expect(read()).rejects.toEqual(refusal("NoSuchPublicAccessBlockConfiguration"));
  });

  it("is nobody else’s to read", async () => {
    const other = new GetPublicAccessBlockCommand({ AccountId: "111122223333" });
    await expect(s3Control.send(other)).rejects.toEqual(refusal("AccessDenied", "s3:GetAccountPublicAccessBlock"));
  });
});

describe("object ownership", () => {
  const own = (Bucket: string, ObjectOwnership: ObjectOwnership) =>
    s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } }));

  it("is not enforced over an ACL that lets others in", async () => {
    const Bucket = await newBucket();
    await own(Bucket, "ObjectWriter");
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));
    await expect(own(Bucket, "BucketOwnerEnforced")).rejects.toEqual(refusal("InvalidBucketAclWithObjectOwnership"));
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: "private" }));
    await own(Bucket, "BucketOwnerEnforced");
  });

  it("refuses ACLs once it is enforced", async () => {
    const Bucket = await newBucket();
    await own(Bucket, "BucketOwnerEnforced");
    const acl = new PutBucketAclCommand({ Bucket, ACL: "public-read" });
    await expect(s3.send(acl)).rejects.toEqual(refusal("AccessControlListNotSupported"));
    await s3.send(new PutBucketAclCommand({ Bucket, ACL: "private" }));
  });
});

describe("an access log", () => {
  const log = (Bucket: string, TargetBucket: string) =>
    s3.send(
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: "a/" } },
      }),
    );

  it("goes to a bucket of the same Region that exists", async () => {
    const [near, far] = [await newBucket(), await newBucket(undefined, "eu-central-1")];
    await log(near, await newBucket());
    await expect(log(near, far)).rejects.toEqual(refusal("CrossLocationLoggingProhibitted"));
    await expect(log(near, "contract-nobody-has-this")).rejects.toEqual(refusal("InvalidTargetBucketForLogging"));
  });
});

describe("ABAC of a bucket", () => {
  it("is off at first, and refuses PutBucketTagging once it is on", async () => {
    const Bucket = await newBucket();
    const status = async () => (await s3.send(new GetBucketAbacCommand({ Bucket }))).AbacStatus?.Status;
    const tag = () => s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }));
    expect(await status()).toBe("Disabled");
    await tag();
    await s3.send(new PutBucketAbacCommand({ Bucket, AbacStatus: { Status: "Enabled" } }));
    expect(await status()).toBe("Enabled");
    await expect(tag()).rejects.toEqual(refusal("InvalidRequest"));
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: "a", Value: "b" }]);
  });
});
