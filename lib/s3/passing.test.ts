import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { toWebStream } from "./passing.ts";

describe("toWebStream", () => {
  it("passes each chunk on as it is, and reads it when it is asked for", async () => {
    let read = 0;
    const chunks = ["ab", "c"].map((text) => Buffer.from(text));
    const body = new Readable({ highWaterMark: 1, read: () => void body.push(chunks[read++] ?? null) });
    const stream = toWebStream(body);
    expect(read).toBe(0);

    const reader = stream.getReader();
    expect((await reader.read()).value).toBe(chunks[0]);
    expect((await reader.read()).value).toBe(chunks[1]);
    expect((await reader.read()).done).toBe(true);
  });

  it("breaks off with what breaks the body off", async () => {
    const body = new Readable({ read: () => void body.destroy(new Error("reset")) });

    await expect(toWebStream(body).getReader().read()).rejects.toThrow("reset");
  });

  it("closes the body when nobody wants the rest", async () => {
    const body = Readable.from([Buffer.from("ab"), Buffer.from("c")]);
    const reader = toWebStream(body).getReader();
    await reader.read();

    await reader.cancel();
    expect(body.destroyed).toBe(true);
  });
});
