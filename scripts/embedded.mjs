import { randomBytes } from "node:crypto";

/**
 * The settings of a console that stands on an emulator. What the person has set for AWS itself is taken away: a
 * profile or a session token left in the shell must not reach a console that anybody can try.
 * @param {string} password @returns {NodeJS.ProcessEnv} undefined for what is to be unset
 */
export function embeddedSettings(password) {
  const inherited = Object.keys(process.env).filter((name) => /^(AWS|TWOFOLD)_/.test(name));
  return {
    ...Object.fromEntries(inherited.map((name) => [name, undefined])),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "eu-central-1",
    TWOFOLD_REGIONS: "eu-central-1,us-east-1",
    TWOFOLD_EMBEDDED: "1",
    // So that the list of keys outside a rotation policy has something to show.
    TWOFOLD_MAX_ROTATION_DAYS: "365",
    TWOFOLD_ADMIN_PASSWORD: password,
    TWOFOLD_SESSION_SECRET: randomBytes(32).toString("base64url"),
  };
}
