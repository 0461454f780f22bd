import { expect, test } from "vitest";
import { s3Error, scripted } from "#lib/aws/testing.ts";
import { listAclGrants } from "./acl-read.ts";

const OWNER = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";
const grant = (grantee: string, permission: string) =>
  `<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${grantee}</Grantee><Permission>${permission}</Permission></Grant>`;
const group = (name: string) => `<URI>http://acs.amazonaws.com/groups/${name}</URI>`;
const acl = (...grants: string[]) => ({
  body: `<AccessControlPolicy><Owner><ID>${OWNER}</ID></Owner><AccessControlList>${grants.join("")}</AccessControlList></AccessControlPolicy>`,
});
const ownership = (rule: string) => ({
  body: `<OwnershipControls><Rule><ObjectOwnership>${rule}</ObjectOwnership></Rule></OwnershipControls>`,
});

test("a bucket whose owner owns all is not asked for its ACL, which has no effect", async () => {
  const { aws, requests } = scripted([ownership("BucketOwnerEnforced")]);
  expect(await listAclGrants(aws, "reports")).toBeNull();
  expect(requests).toHaveLength(1);
});

test("whom an ACL lets in beside the owner is said, groups by what they mean", async () => {
  const { aws } = scripted([
    ownership("ObjectWriter"),
    acl(
      grant(`<ID>${OWNER}</ID>`, "FULL_CONTROL"),
      grant(group("global/AllUsers"), "WRITE"),
      grant(group("global/AuthenticatedUsers"), "READ"),
      grant("<ID>abc</ID>", "READ_ACP"),
    ),
  ]);
  const found = await listAclGrants(aws, "reports");
  expect(found?.map(({ inWords, permission }) => `${inWords}: ${permission}`)).toEqual([
    "everybody, signed in or not: WRITE",
    "whoever has an AWS account, any account: READ",
    "the canonical user abc: READ_ACP",
  ]);
});

test("a bucket from before ownership controls has an ACL, here with the owner’s own grant alone", async () => {
  const { aws } = scripted([
    s3Error(404, "OwnershipControlsNotFoundError"),
    acl(grant(`<ID>${OWNER}</ID>`, "FULL_CONTROL")),
  ]);
  expect(await listAclGrants(aws, "reports")).toEqual([]);
});

test.for<[string, object[]]>([
  ["is refused", [ownership("ObjectWriter"), s3Error(403, "AccessDenied")]],
  ["has no grants in its answer", [ownership("ObjectWriter"), { body: "<AccessControlPolicy/>" }]],
  ["is of an ownership that is refused", [s3Error(403, "AccessDenied")]],
])("an ACL that %s is not known, never empty", async ([, answers]) => {
  const { aws } = scripted(answers);
  await expect(listAclGrants(aws, "reports")).rejects.toMatchObject({ failure: { service: "S3" } });
});
