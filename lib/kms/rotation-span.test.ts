import { expect, test } from "vitest";
import { rotationsInWords, toRotationSpan } from "./rotation-span.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const NOW = day("2026-01-01");
const MATERIAL = { materialId: null, current: false, state: null, description: null, expiresAt: null };

test("a key's life is a line from its creation to its next rotation", () => {
  const materials = [
    { ...MATERIAL, rotatedAt: day("2025-01-01"), type: "AUTOMATIC" },
    { ...MATERIAL, rotatedAt: null, type: null },
  ];
  const span = toRotationSpan(day("2024-01-02"), materials, day("2028-01-01"), NOW);
  expect(span?.marks.map(({ kind, percent }) => [kind, Math.round(percent)])).toEqual([
    ["created", 0],
    ["rotated", 25],
    ["next", 100],
  ]);
  expect(Math.round(span?.today ?? 0)).toBe(50);
});

test("without a next rotation it ends today", () => {
  expect(toRotationSpan(day("2024-01-01"), [], null, NOW)).toMatchObject({ to: NOW, today: 100 });
});

test("without any date there is no line", () => {
  expect(toRotationSpan(null, [], null, NOW)).toBeNull();
});

test.for<[string, string[]]>([
  ["No rotation so far", []],
  ["1 rotation so far", ["AUTOMATIC"]],
  ["1 rotation so far, on demand", ["ON_DEMAND"]],
  ["3 rotations so far, 2 of them on demand", ["ON_DEMAND", "AUTOMATIC", "ON_DEMAND"]],
])("rotations are counted as %j", ([words, types]) => {
  const materials = types.map((type) => ({ ...MATERIAL, rotatedAt: day("2025-01-01"), type }));
  const span = toRotationSpan(day("2024-01-01"), materials, null, NOW);
  expect(span === null ? null : rotationsInWords(span)).toBe(words);
});
