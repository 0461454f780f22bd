import { expect, it } from "vitest";
import { dicom } from "./dicom.ts";
import { createRandom } from "./random.ts";

const SIZE = 16;
const scan = { modality: "CT" as const, patientId: "MRN-000412", study: 7, instance: 3, date: "20260314" };

/** Reads explicit VR, little endian, to the end; answers values by tag. Throws where a length does not fit. */
function read(file: Buffer): Map<string, Buffer> {
  const elements = new Map<string, Buffer>();
  let at = 132;
  while (at < file.length) {
    const tag = `${file.readUInt16LE(at).toString(16)},${file.readUInt16LE(at + 2).toString(16)}`;
    const long = ["OB", "OW"].includes(file.toString("latin1", at + 4, at + 6));
    const length = long ? file.readUInt32LE(at + 8) : file.readUInt16LE(at + 6);
    const start = at + (long ? 12 : 8);
    elements.set(tag, file.subarray(start, start + length));
    at = start + length;
  }
  expect(at).toBe(file.length);
  return elements;
}

it("is a preamble, the mark, and elements that end where the file ends", () => {
  const file = dicom(scan, createRandom(1), SIZE);

  expect(file.subarray(0, 128).every((byte) => byte === 0)).toBe(true);
  expect(file.toString("latin1", 128, 132)).toBe("DICM");
  const elements = read(file);
  expect(elements.get("10,20")?.toString()).toBe("MRN-000412");
  expect(elements.get("7fe0,10")?.length).toBe(SIZE * SIZE * 2);
  expect([...elements.values()].every((value) => value.length % 2 === 0)).toBe(true);
});

it("says how long its meta group is", () => {
  const file = dicom(scan, createRandom(1), SIZE);
  const length = read(file).get("2,0")?.readUInt32LE(0) ?? 0;

  // 132 bytes of head and 12 of the group length's own element lead to the group; 0008 follows it.
  expect(file.readUInt16LE(144 + length)).toBe(0x0008);
});
