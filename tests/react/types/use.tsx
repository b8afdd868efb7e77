// A program in TypeScript that uses what `fixtures/declarations` compiles to: rightly, and wrongly where
// the line above says so.

import type { ReactNode } from "react";
import { usePulseChannel } from "pulse-ui-client";
import { Board, CardView, Rule, Tuned, useCount } from "../dist/automatic/declarations/board/parts.js";
import * as classes from "../dist/automatic/declarations/board/classes.js";
import * as functions from "../dist/automatic/declarations/board/functions.js";
import { Live, type LiveChannel } from "../dist/automatic/declarations/board/live.js";
import * as told from "../dist/automatic/declarations/board/told.js";
import type { Card, Json, State, Store } from "../dist/automatic/declarations/board/shapes.js";
import type { CardViewProps } from "../dist/preserve/declarations/board/parts.jsx";

const card: Card = {
  name: "Ada",
  id: 1,
  state: "open",
  due: null,
  size: [2, 3],
  labels: new Set(["new"]),
  votes: { ada: 1 },
};

const props: CardViewProps = { card };

export function Page(): ReactNode {
  const [count, setCount] = useCount();
  setCount(count);
  return (
    <>
      <CardView key="a" {...props} room="a" onPick={() => {}}>
        text <b>and</b> {[1, 2]} {null}
      </CardView>
      <CardView card={card} room={null} />
      <Board cards={[card]} tone="loud" aria-label="cards" id="board" />
      <Tuned title={<i>hi</i>} tone="plain" limit={3} />
      <Rule key={1} />
      <Live channelId="c" me="ada" />
      {/* @ts-expect-error: a prop is missing */}
      <CardView />
      {/* @ts-expect-error: another type */}
      <CardView card={card} room={1} />
      {/* @ts-expect-error: no such prop */}
      <CardView card={card} rom="a" />
      {/* @ts-expect-error: a card lacks most of its fields */}
      <CardView card={{ name: "Ada" }} />
      {/* @ts-expect-error: not one of the literals */}
      <Board cards={[]} tone="quiet" />
      {/* @ts-expect-error: it takes no children */}
      <Rule>text</Rule>
      {/* @ts-expect-error: not one of the options */}
      <Tuned title="hi" tone={3} />
    </>
  );
}

export async function calls(store: Store): Promise<void> {
  const line: string = functions.describe(card, 10, null);
  functions.late(undefined, 2);
  functions.joined(", ", line, "b");
  const due: number | null | undefined = functions.optional(undefined);
  const counted: Map<string, number> = functions.counts(["a"] as const);
  const limits: Record<string, unknown> = functions.limits();
  const pairs: (readonly [number, string])[] = functions.by_number(new Map([[1, "one"]]), { a: 1 });
  const scaled: Map<number, number> = functions.scaled({ scale: 2 }, new Set([1]));
  functions.each([card], (one, at) => one.name.repeat(at));
  for (const number of functions.numbers(3)) number.toFixed();
  for await (const text of functions.slowly(3)) text.trim();
  (await functions.load(async () => card, "a")).labels.has("new");
  const state: State | null | undefined = await functions.read(async (id) => ({ ...card, id }), 1, "open");
  const json: Json = functions.text({ a: ["b", { c: "d" }] });
  const squared: number = functions.cached(3);
  await functions.save(store, card);
  functions.focus(document.querySelector("p"));
  functions.delete(1, 2);
  void [state, json, squared, due, counted, limits, pairs, scaled, functions.LIMITS.cards];

  // @ts-expect-error: an argument is missing
  functions.late(1);
  // @ts-expect-error: a str is no number
  functions.describe(card, "10");
  // @ts-expect-error: a str within a str within a list
  functions.text([[1]]);
  // @ts-expect-error: nothing comes back
  const nothing: number = functions.nothing(1);
  // @ts-expect-error: it may be missing
  functions.optional(card).toFixed();
  // @ts-expect-error: a `Map` has no properties of its keys
  counted.a;
  // @ts-expect-error: a tuple is frozen
  pairs[0]![0] = 1;
  // @ts-expect-error: parts are str
  functions.joined(", ", 1);
  // @ts-expect-error: a promise
  functions.load(async () => card, "a").name;
  // @ts-expect-error: keys are int
  functions.by_number({ 1: "one" }, { a: 1 });
  // @ts-expect-error: what it returns is not known
  functions.whatever(1).length;
  void nothing;
}

export function useLive(id: string): void {
  const channel: LiveChannel | null = usePulseChannel(id);
  if (!channel) return;
  const stop: () => void = channel.on("card", (got) => got.labels.size);
  stop();
  channel.emit("typing", { who: channel.id, in: "room" });
  channel.emit("ping");
  channel.request("page", { before: 1, by: "ada" }).then((page) => page);
  // @ts-expect-error: no such event
  channel.on("crd", () => {});
  // @ts-expect-error: a key is missing
  channel.emit("typing", { in: "room" });
  // @ts-expect-error: it is asked, not told
  channel.emit("page", { before: 1, by: "ada" });
  // @ts-expect-error: another type
  channel.request("page", { before: "1", by: "ada" });
}

export function Rows(): ReactNode {
  const [on, toggle, setOn] = told.useToggle();
  const { words, add, load } = told.useWords("a");
  toggle();
  setOn(!on);
  setOn((old) => !old);
  add(words[0]!, 1);
  load("/words").then((text) => text.trim());
  // @ts-expect-error: a bool is no number
  setOn(1);
  // @ts-expect-error: it takes nothing
  toggle(1);
  // @ts-expect-error: words are str
  add(1);
  return (
    <>
      <told.Row card={card} render={(one) => <b>{one.name}</b>} />
      <told.Row card={card} tone={told.Tone.LOUD} render={String} on_rename={(id, name) => name.repeat(id)} />
      <told.Row card={card} render={() => null} on_close={(event) => event.preventDefault()} />
      {/* @ts-expect-error: a renderer is a function */}
      <told.Row card={card} render="name" />
      {/* @ts-expect-error: it is given an int and a str */}
      <told.Row card={card} render={() => null} on_rename={(id: string, name: string) => id + name} />
      {/* @ts-expect-error: it is given two values */}
      <told.Row card={card} render={() => null} on_rename={(id, name, more) => [id, name, more]} />
      {/* @ts-expect-error: a member of the enum, not its value */}
      <told.Row card={card} render={() => null} tone="loud" />
    </>
  );
}

export async function tells(loader: told.Loader<number>): Promise<void> {
  const text: string = told.repeated("a", 3);
  const [length, seconds]: readonly [number, number] = told.measured(text);
  told.each_item(["a"], (item, at) => item.repeat(at), () => {});
  told.cut("abc");
  told.kept(() => {}, []);
  const stack: told.Stack<string> = told.Stack.of("a").map((item) => item.trim());
  stack.push("b");
  stack.on_change = () => stack.count.toFixed();
  const top: string = stack.pop();
  const sum: number = told.numbers().total();
  const first: number = told.head([1, 2], 3);
  const groups: Map<number, string[]> = told.grouped(["a"], (item) => item.length);
  const page: told.Page<string> = { items: ["a"], next: null };
  const loaded: told.Stack<number> = await told.paged(loader, page, told.Level.from(1));
  const tones: told.Tone[] = [...told.Tone, told.Tone.from("plain")];
  const label: string = tones[0]!.label + tones[0]!.name + tones[0]!.value;
  const raised: Error = new told.Missing("a", told.Level.HIGH);
  const todo = classes.todo();
  todo.title = todo.title.trim();
  void [length, seconds, top, sum, first, groups, loaded, label, raised, new classes.Shape("a", 2).size];

  // @ts-expect-error: the decorator keeps the parameters
  told.repeated(1);
  // @ts-expect-error: what is measured is an int
  const wrong: readonly [string, number] = told.measured("a");
  // @ts-expect-error: times is an int
  told.repeated("a", "b");
  // @ts-expect-error: it measures str
  told.measured(1);
  // @ts-expect-error: items are str, given with their position
  told.each_item(["a"], (item: number) => item);
  // @ts-expect-error: a stack of str
  stack.push(1);
  // @ts-expect-error: no such attribute
  stack.cuont;
  // @ts-expect-error: it begins with an underscore
  stack._items;
  // @ts-expect-error: the default has another type
  const mixed: number = told.head(["a"], "b");
  // @ts-expect-error: enums are not made
  new told.Tone("loud", "loud");
  // @ts-expect-error: not what its value is
  told.Level.from("low");
  // @ts-expect-error: members stay what they are
  told.Tone.LOUD = told.Tone.PLAIN;
  // @ts-expect-error: no such attribute
  todo.titel;
  // @ts-expect-error: a title is a str
  todo.title = 1;
  // @ts-expect-error: a field is missing
  new classes.Todo(1);
  void [mixed, wrong];
}
