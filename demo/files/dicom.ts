import type { Random } from "./random.ts";

const CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
const MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";
const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
/** Under 2.25 anyone may make identifiers of their own. */
const OURS = "2.25.4182";

type Value = string | number | Buffer;

/** One data element in explicit VR, little endian. Text is padded to an even length as its VR demands. */
function element(group: number, number: number, vr: string, value: Value): Buffer {
  const bytes = encoded(vr, value);
  const long = vr === "OB" || vr === "OW";
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, "latin1");
  if (long) head.writeUInt32LE(bytes.length, 8);
  else head.writeUInt16LE(bytes.length, 6);
  return Buffer.concat([head, bytes]);
}

function encoded(vr: string, value: Value): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === "string") {
    return Buffer.from(value.length % 2 === 0 ? value : value + (vr === "UI" ? "\0" : " "), "latin1");
  }
  const bytes = Buffer.alloc(vr === "UL" ? 4 : 2);
  bytes.writeUIntLE(value, 0, bytes.length);
  return bytes;
}

export type Scan = { modality: "CT" | "MR"; patientId: string; study: number; instance: number; date: string };

/** A DICOM file that viewers open: 16-bit greys of a body-like ellipse with noise, `size` pixels square. */
export function dicom(scan: Scan, random: Random, size = 48): Buffer {
  const sopClass = scan.modality === "CT" ? CT_IMAGE : MR_IMAGE;
  const series = `${OURS}.${scan.study}.1`;
  const instance = `${series}.${scan.instance}`;
  const meta = Buffer.concat([
    element(0x0002, 0x0001, "OB", Buffer.from([0, 1])),
    element(0x0002, 0x0002, "UI", sopClass),
    element(0x0002, 0x0003, "UI", instance),
    element(0x0002, 0x0010, "UI", EXPLICIT_LITTLE_ENDIAN),
    element(0x0002, 0x0012, "UI", OURS),
  ]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from("DICM"),
    element(0x0002, 0x0000, "UL", meta.length),
    meta,
    element(0x0008, 0x0016, "UI", sopClass),
    element(0x0008, 0x0018, "UI", instance),
    element(0x0008, 0x0020, "DA", scan.date),
    element(0x0008, 0x0060, "CS", scan.modality),
    element(0x0010, 0x0010, "PN", `ANON^${scan.patientId}`),
    element(0x0010, 0x0020, "LO", scan.patientId),
    element(0x0020, 0x000d, "UI", `${OURS}.${scan.study}`),
    element(0x0020, 0x000e, "UI", series),
    element(0x0020, 0x0013, "IS", String(scan.instance)),
    element(0x0028, 0x0002, "US", 1),
    element(0x0028, 0x0004, "CS", "MONOCHROME2"),
    element(0x0028, 0x0010, "US", size),
    element(0x0028, 0x0011, "US", size),
    element(0x0028, 0x0100, "US", 16),
    element(0x0028, 0x0101, "US", 12),
    element(0x0028, 0x0102, "US", 11),
    element(0x0028, 0x0103, "US", 0),
    element(0x7fe0, 0x0010, "OW", greys(random, size)),
  ]);
}

function greys(random: Random, size: number): Buffer {
  const pixels = Buffer.alloc(size * size * 2);
  for (let index = 0; index < size * size; index++) {
    const across = ((index % size) / size - 0.5) / 0.45;
    const down = (Math.floor(index / size) / size - 0.5) / 0.35;
    const inside = across ** 2 + down ** 2 < 1;
    pixels.writeUInt16LE((inside ? 1100 : 40) + random.integer(0, 220), index * 2);
  }
  return pixels;
}
