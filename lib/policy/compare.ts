/** Whether a request's value fits a policy's; null where one of them is not of the operator's type. */
export type Compare = (value: string, wanted: string) => boolean | null;

type Order = (one: number, other: number) => boolean;

const ORDERS = {
  Equals: (one, other) => one === other,
  NotEquals: (one, other) => one === other,
  LessThan: (one, other) => one < other,
  LessThanEquals: (one, other) => one <= other,
  GreaterThan: (one, other) => one > other,
  GreaterThanEquals: (one, other) => one >= other,
} satisfies Record<string, Order>;

/**
 * Operators that compare two values of one type, by name. Those with Not compare as their opposite does.
 * Source: IAM User Guide, reference_policies_elements_condition_operators.
 */
export const COMPARISONS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ...Object.entries(ORDERS).flatMap(([name, order]): [string, Compare][] => [
    [`Numeric${name}`, ordering(toNumber, order)],
    [`Date${name}`, ordering(toMilliseconds, order)],
  ]),
  ["Bool", (value, wanted) => sameIf(/^(true|false)$/i, value.toLowerCase(), wanted.toLowerCase())],
  [
    "BinaryEquals",
    (value, wanted) => sameIf(/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/, value, wanted),
  ],
  ["IpAddress", isInRange],
  ["NotIpAddress", isInRange],
]);

function ordering(toOrder: (text: string) => number | null, order: Order): Compare {
  return (value, wanted) => {
    const [one, other] = [toOrder(value), toOrder(wanted)];
    return one === null || other === null ? null : order(one, other);
  };
}

function sameIf(type: RegExp, value: string, wanted: string): boolean | null {
  return type.test(value) && type.test(wanted) ? value === wanted : null;
}

/** Null also for what is too long to be told from its neighbours: how AWS rounds is not documented. */
function toNumber(text: string): number | null {
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return null;
  return text.replace(/^[+-]?0*|\./g, "").length <= 15 ? Number(text) : null;
}

/** A W3C date (of at least a month, as a year alone could be seconds), or seconds since 1970. */
function toMilliseconds(text: string): number | null {
  if (/^\d{5,12}$/.test(text)) return Number(text) * 1_000;
  const [, day = "", time] =
    /^(\d{4}-\d\d(?:-\d\d)?)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  // Where there is no 31 February, Date takes the 3 March.
  if (!isDay(day) || (time !== undefined && (day.length < 10 || time.startsWith("T24")))) return null;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

function isDay(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Without a prefix length one address is meant. An IPv4 address is in no range of IPv6 and the other way round. */
function isInRange(value: string, range: string): boolean | null {
  const [base = "", prefix, ...rest] = range.split("/");
  const [address, start] = [toAddress(value), toAddress(base)];
  if (address === null || start === null || rest.length > 0) return null;
  const length = prefix === undefined ? start.bits : /^(0|[1-9]\d{0,2})$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(length <= start.bits)) return null;
  if (address.bits !== start.bits) return false;
  const shift = BigInt(start.bits - length);
  return address.number >> shift === start.number >> shift;
}

function toAddress(text: string): { bits: number; number: bigint } | null {
  return text.includes(":") ? toIpv6(text) : toIpv4(text);
}

/** A zero that leads makes a number octal to some: what AWS makes of it is not documented. */
function toIpv4(text: string): { bits: number; number: bigint } | null {
  if (!/^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(text)) return null;
  const bytes = text.split(".").map(Number);
  if (bytes.some((byte) => byte > 255)) return null;
  return { bits: 32, number: bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n) };
}

function toIpv6(text: string): { bits: number; number: bigint } | null {
  const [head = "", tail, ...rest] = text.split("::");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const missing = 8 - before.length - after.length;
  const isWhole = tail === undefined ? missing === 0 : missing > 0;
  const groups = [...before, ...Array.from({ length: Math.max(missing, 0) }, () => "0"), ...after];
  if (!isWhole || rest.length > 0 || !groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, number: groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n) };
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}
