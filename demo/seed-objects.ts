import {
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { fromHeaders, toHeaders } from "#lib/s3/encryption.ts";
import type { DemoBucket } from "./buckets.ts";
import { type Clients, forEachOf } from "./clients.ts";
import { fileFor } from "./files/records.ts";
import type { DemoObject } from "./objects.ts";
import { mustEqual } from "./verify.ts";
import { type KeyArns, toEncryption, type Write } from "./write.ts";

/** An object and the bucket that it goes to. */
type Placed = { name: string; bucket: DemoBucket; object: DemoObject };

/** Of each bucket's objects, one in so many is read back; what a write answers is checked for every one. */
const READ_BACK_EVERY = 10;

/** Writes every object of every bucket, and checks its encryption. Answers how many objects there are. */
export async function writeObjects(
  clients: Clients,
  buckets: Record<string, DemoBucket>,
  arns: KeyArns,
): Promise<number> {
  const placed = Object.entries(buckets).flatMap(([name, bucket]) =>
    bucket.objects.map((object): Placed => ({ name, bucket, object })),
  );
  await forEachOf(placed, (each) => writeObject(clients, each, arns));
  const sample = placed.filter(({ object }, index) => index % READ_BACK_EVERY === 0 && !object.deleted);
  await forEachOf(sample, (each) => readBack(clients, each, arns));
  return placed.length;
}

async function writeObject(clients: Clients, { name, bucket, object }: Placed, arns: KeyArns): Promise<void> {
  const s3 = clients.s3(bucket.region);
  const { body, contentType } = fileFor(object.key);
  const request: PutObjectCommandInput = {
    Bucket: name,
    Key: object.key,
    Body: body,
    ContentType: contentType,
    ...(object.metadata === undefined ? {} : { Metadata: object.metadata }),
    ...(object.tags === undefined ? {} : { Tagging: new URLSearchParams(object.tags).toString() }),
  };
  for (const write of object.writes ?? [null]) {
    const headers = write === null ? {} : toHeaders(toEncryption(write, arns));
    const written = await s3.send(new PutObjectCommand({ ...request, ...headers }));
    const expected = toEncryption(write ?? bucket.default, arns);
    mustEqual(`${name}/${object.key}: encryption as written`, fromHeaders(written), expected);
  }
  if (object.deleted) await s3.send(new DeleteObjectCommand({ Bucket: name, Key: object.key }));
}

async function readBack(clients: Clients, { name, bucket, object }: Placed, arns: KeyArns): Promise<void> {
  const head = await clients.s3(bucket.region).send(new HeadObjectCommand({ Bucket: name, Key: object.key }));
  mustEqual(`${name}/${object.key}: encryption`, fromHeaders(head), toEncryption(lastWrite(object, bucket), arns));
  mustEqual(`${name}/${object.key}: bytes`, head.ContentLength, fileFor(object.key).body.length);
  mustEqual(`${name}/${object.key}: metadata`, head.Metadata ?? {}, object.metadata ?? {});
}

const lastWrite = (object: DemoObject, bucket: DemoBucket): Write => object.writes?.at(-1) ?? bucket.default;
