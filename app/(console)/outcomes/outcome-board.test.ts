import { expect, test } from "vitest";
import { type BoardEvent, EMPTY_BOARD, onBoard, type Outcome, unshown } from "./outcome-board.ts";

const holder = 1;
const other = 2;

function outcomeOf(of: number, command: string): Outcome {
  return { holder: of, words: { thing: "the default" }, ended: { status: "done", commands: [command] } };
}

const shownAfter = (...events: BoardEvent[]) =>
  unshown(events.reduce(onBoard, EMPTY_BOARD)).map(({ ended }) => ended.commands[0]);

const ended = (of: number, command: string): BoardEvent => ({ type: "ended", outcome: outcomeOf(of, command) });

test("an outcome is the form's own to show for as long as the form is there, and is shown when it has gone", () => {
  expect(shownAfter({ type: "came", holder }, ended(holder, "one"))).toEqual([]);
  expect(shownAfter({ type: "came", holder }, ended(holder, "one"), { type: "went", holder })).toEqual(["one"]);
});

test("an outcome that comes after its form has gone is shown", () => {
  expect(shownAfter({ type: "came", holder }, { type: "went", holder }, ended(holder, "one"))).toEqual(["one"]);
});

test("of one form only the last outcome is kept, of several forms each", () => {
  expect(shownAfter(ended(holder, "one"), ended(other, "two"), ended(holder, "three"))).toEqual(["two", "three"]);
});

test("what a person put away is gone for good", () => {
  const events: BoardEvent[] = [{ type: "came", holder }, ended(holder, "one"), { type: "forgotten", holder }];
  expect(shownAfter(...events, { type: "went", holder })).toEqual([]);
});

test("going elsewhere takes along what has no form, and leaves a form that stays its outcome", () => {
  const events: BoardEvent[] = [
    { type: "came", holder },
    ended(holder, "one"),
    ended(other, "two"),
    { type: "moved", place: "/keys" },
  ];
  expect(shownAfter(...events)).toEqual([]);
  expect(shownAfter(...events, { type: "went", holder })).toEqual(["one"]);
});
