import assert from 'node:assert/strict';
import { inOrder } from '../../server/src/soql/features/completion/items.ts';
import { holdsInOrder } from '../../server/src/soql/features/completion/nameIndex.ts';
import * as service from '../../server/src/soql/features/service.ts';
import type { Surface } from '../../server/src/soql/semantics/rules/rule.ts';
import type { SchemaView } from '../../server/src/soql/semantics/schema.ts';
import { parse } from '../../server/src/soql/syntax/parser.ts';
import { orgOf } from './orgText.ts';

export type { Surface };

/** A view made from text once, or a view that is there already. */
export type Org = string | SchemaView;

const views = new Map<string, SchemaView>();

export function viewOf(org: Org): SchemaView {
  if (typeof org !== 'string') return org;
  const view = views.get(org) ?? orgOf(org);
  views.set(org, view);
  return view;
}

/** The text without its `$0`, and where that stood. */
export function caretOf(fixture: string): { text: string; offset: number } {
  const offset = fixture.indexOf('$0');
  assert.ok(offset >= 0, `no $0 in: ${fixture}`);
  return { text: fixture.slice(0, offset) + fixture.slice(offset + 2), offset };
}

export function completionAt(org: Org, fixture: string): { text: string; list: service.CompletionList } {
  const { text, offset } = caretOf(fixture);
  return { text, list: service.complete({ tree: parse(text), schema: viewOf(org), offset }) };
}

/**
 * Checks what is offered at `$0`. `expected` lists labels, separated by spaces or by ` | ` where labels hold spaces:
 * exactly these, in order; or, with `…` among them, at least these in this order. `!X` says that X is not offered.
 * Only items are looked at that an editor would show for what is typed before the caret, and, with `kind`, of that kind.
 */
export function checkCompletion(org: Org, fixture: string, expected: string, kind?: service.CompletionKind): void {
  const { text, list } = completionAt(org, fixture);
  const { offset } = caretOf(fixture);
  const labels = list.items
    .filter(item => matches(item, text.slice(item.replace.start, offset)))
    .filter(item => kind === undefined || item.kind === kind)
    .sort(inOrder)
    .map(item => item.label);
  const wanted = expected.includes('|')
    ? expected
        .split('|')
        .map(l => l.trim())
        .filter(Boolean)
    : expected.split(/\s+/).filter(Boolean);
  const isAbsent = (label: string) => label.startsWith('!') && label !== '!=';
  const absent = wanted.filter(isAbsent).map(label => label.slice(1));
  const present = wanted.filter(label => label !== '…' && !isAbsent(label));
  for (const label of absent) assert.ok(!labels.includes(label), `${label} is offered: ${labels.join(' ')}`);
  if (wanted.length > present.length) {
    assert.deepEqual(
      labels.filter(l => present.includes(l)),
      present,
      `offered: ${labels.join(' ')}`,
    );
  } else assert.deepEqual(labels, present);
}

/** As VS Code matches: the first letter begins a word of the label, the others follow in order. */
function matches(item: service.CompletionItem, typed: string): boolean {
  const candidate = item.filterText ?? item.label;
  const first = typed.charAt(0).toLowerCase();
  if (first === '') return true;
  return [...candidate].some((char, index) => {
    const isStart =
      index === 0 ||
      /[^A-Za-z0-9]/.test(candidate[index - 1]!) ||
      /[a-z][A-Z]/.test(candidate.slice(index - 1, index + 1));
    return (
      isStart && char.toLowerCase() === first && holdsInOrder(candidate.slice(index).toLowerCase(), typed.toLowerCase())
    );
  });
}

/** Checks the text after accepting the item of that label; `$0` where a snippet leaves the caret. */
export function checkAccept(org: Org, fixture: string, label: string, expected: string): void {
  const { text, list } = completionAt(org, fixture);
  const item = list.items.find(i => i.label === label);
  assert.ok(item, `${label} is not offered: ${list.items.map(i => i.label).join(' ')}`);
  const inserted = item.snippet ? item.insertText.replace(/\$\{\d+:([^}]*)\}/g, '$1') : item.insertText;
  assert.equal(applyEdits(text, [{ ...item.replace, newText: inserted }, ...(item.additionalEdits ?? [])]), expected);
}

export function applyEdits(text: string, edits: readonly service.TextEdit[]): string {
  let result = text;
  for (const edit of [...edits].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, edit.start) + edit.newText + result.slice(edit.end);
  }
  return result;
}

/** The text without the brackets that mark ranges in it, and the ranges. */
export function rangesOf(fixture: string): { text: string; ranges: service.TextRange[] } {
  let text = '';
  const open: number[] = [];
  const ranges: service.TextRange[] = [];
  for (const char of fixture) {
    if (char === '[') open.push(text.length);
    else if (char === ']') ranges.push({ start: open.pop() ?? 0, end: text.length });
    else text += char;
  }
  return { text, ranges: ranges.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/**
 * Checks the problems of a text: each stands in square brackets (which SOQL has no use for), and `codes` names them in
 * the order of the text. With no codes the text must have no problem.
 */
export function checkProblems(org: Org, fixture: string, codes: readonly string[] = [], surface?: Surface): void {
  const { text, ranges } = rangesOf(fixture);
  const tree = parse(text, { dialect: surface === 'apex' ? 'apex' : 'api' });
  const { problems } = service.diagnose({ tree, schema: viewOf(org), ...(surface ? { surface } : {}) });
  const sorted = [...problems].sort((a, b) => a.start - b.start || a.end - b.end);
  const show = (code: string, { start, end }: service.TextRange) => `${code} [${text.slice(start, end)}] at ${start}`;
  assert.deepEqual(
    sorted.map(p => show(p.code, p)),
    ranges.map((range, index) => show(codes[index] ?? '(not named)', range)),
  );
}

/**
 * Checks the text after the action of that title (its args filled in) at `$0`; with `expected` undefined, that there is
 * no such action.
 */
export function checkAction(org: Org, fixture: string, title: string, expected: string | undefined): void {
  const { text, offset } = caretOf(fixture);
  const offered = service.actions({ tree: parse(text), schema: viewOf(org) }, { start: offset, end: offset });
  const titleOf = (action: service.Action) =>
    action.title.replace(/\{(\d)\}/g, (_, n: string) => String(action.args[Number(n)] ?? ''));
  const action = offered.find(a => titleOf(a) === title);
  if (expected === undefined) assert.equal(action, undefined);
  else assert.equal(action && applyEdits(text, action.edits), expected, `offered: ${offered.map(titleOf).join(' | ')}`);
}

/** Checks that the hover at `$0` is over the given text and holds each of the pieces; no pieces: no hover. */
export function checkHover(org: Org, fixture: string, over: string, ...pieces: string[]): void {
  const { text, offset } = caretOf(fixture);
  const { hover } = service.hover({ tree: parse(text), schema: viewOf(org), offset, today: '2026-08-14' });
  assert.equal(hover && text.slice(hover.start, hover.end), over === '' ? undefined : over);
  for (const piece of pieces) assert.ok(hover?.markdown.includes(piece), `${piece} is not in: ${hover?.markdown}`);
}

/** Checks which texts in square brackets are highlighted with the one at `$0`. */
export function checkHighlights(org: Org, fixture: string): void {
  const { text: marked, offset } = caretOf(fixture);
  const { text, ranges } = rangesOf(marked);
  const shift = [...marked.slice(0, offset)].filter(c => c === '[' || c === ']').length;
  const found = service.highlights({ tree: parse(text), schema: viewOf(org), offset: offset - shift });
  assert.deepEqual(found, ranges);
}
