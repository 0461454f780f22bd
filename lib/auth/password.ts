import "server-only";
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { settings } from "#lib/settings.ts";

const hash = promisify(argon2);

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. Memory in KiB. */
const COST = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };

export const ADMINISTRATOR = "admin";

type Verifier = { salt: Buffer; tag: Buffer };

let verifier: Promise<Verifier | null> | null = null;

/** Only the hash is compared; without a password set nobody can sign in. */
async function makeVerifier(): Promise<Verifier | null> {
  const { adminPassword } = settings();
  if (adminPassword === null) return null;
  const salt = randomBytes(16);
  return { salt, tag: await hash("argon2id", { message: adminPassword, nonce: salt, ...COST }) };
}

/** Whether this is the administrator's name and password. Takes the same time for a wrong name as for a wrong password. */
export async function verifyPassword(user: string, password: string): Promise<boolean> {
  verifier ??= makeVerifier();
  const known = await verifier;
  const salt = known?.salt ?? Buffer.alloc(16);
  const tag = await hash("argon2id", { message: password, nonce: salt, ...COST });
  const expected = known?.tag ?? Buffer.alloc(COST.tagLength);
  const samePassword = timingSafeEqual(tag, expected);
  return samePassword && known !== null && user === ADMINISTRATOR;
}
