import { db, recordId, schema } from '../org.ts';
import type { FieldKind } from './spec.ts';

/** What the generator and the evaluator know of the small org: written down again here, not read from its schema. */

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

export interface WorldObject {
  readonly fields: Readonly<Record<string, FieldKind>>;
  /** Relationship name: the reference field and the object that it points at. */
  readonly parents: Readonly<Record<string, { readonly field: string; readonly object: string }>>;
  /** Child relationship name: the child object and its reference field. */
  readonly children: Readonly<Record<string, { readonly object: string; readonly field: string }>>;
}

export const industries = ['Energy', 'Banking', 'Apparel'] as const;
export const stages = ['Prospecting', 'Won', 'Lost'] as const;
export const tags = ['red', 'green', 'blue'] as const;
const words = ['alpha', 'Beta', 'gamma', 'Delta_x', '50%', "it's", 'back\\slash'] as const;

export const world: Readonly<Record<string, WorldObject>> = {
  User: { fields: { Id: 'id', Name: 'text', IsActive: 'boolean' }, parents: {}, children: {} },
  Account: {
    fields: {
      Id: 'id',
      Name: 'text',
      Industry: 'picklist',
      AnnualRevenue: 'number',
      NumberOfEmployees: 'number',
      Active__c: 'boolean',
      CreatedDate: 'datetime',
    },
    parents: { Parent: { field: 'ParentId', object: 'Account' }, Owner: { field: 'OwnerId', object: 'User' } },
    children: {
      Contacts: { object: 'Contact', field: 'AccountId' },
      Opportunities: { object: 'Opportunity', field: 'AccountId' },
      ChildAccounts: { object: 'Account', field: 'ParentId' },
      Tasks: { object: 'Task', field: 'WhatId' },
    },
  },
  Contact: {
    fields: { Id: 'id', Name: 'text', LastName: 'text', Birthdate: 'date', CreatedDate: 'datetime' },
    parents: {
      Account: { field: 'AccountId', object: 'Account' },
      ReportsTo: { field: 'ReportsToId', object: 'Contact' },
      Owner: { field: 'OwnerId', object: 'User' },
    },
    children: { Reports: { object: 'Contact', field: 'ReportsToId' } },
  },
  Opportunity: {
    fields: {
      Id: 'id',
      Name: 'text',
      Amount: 'number',
      CloseDate: 'date',
      StageName: 'picklist',
      Tags__c: 'multi',
      IsWon: 'boolean',
      CreatedDate: 'datetime',
    },
    parents: { Account: { field: 'AccountId', object: 'Account' } },
    children: {},
  },
  Task: {
    fields: { Id: 'id', Subject: 'text', CreatedDate: 'datetime' },
    parents: { What: { field: 'WhatId', object: 'Name' }, Who: { field: 'WhoId', object: 'Name' } },
    children: {},
  },
  // Whatever a polymorphic reference points at.
  Name: { fields: { Id: 'id', Name: 'text', Type: 'text' }, parents: {}, children: {} },
};

export interface Random {
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
  chance(share: number): boolean;
}

/** mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    pick: items => items[below(items.length)]!,
    chance: share => next() < share,
  };
}

/** A value such as the field could hold. Never null. */
export function valueFor(random: Random, object: string, field: string): Value {
  const kind = world[object]?.fields[field];
  switch (kind) {
    case 'number':
      return random.below(12) * 50 - 100;
    case 'boolean':
      return random.chance(0.5);
    case 'picklist':
      return field === 'Industry' ? random.pick(industries) : random.pick(stages);
    case 'multi':
      return tags.filter(() => random.chance(0.5)).join(';') || 'red';
    case 'date':
      return dayNear(random);
    case 'datetime':
      return `${dayNear(random)}T${String(random.below(24)).padStart(2, '0')}:30:00.000+0000`;
    default:
      if (field === 'Type') return random.pick(['Account', 'Opportunity', 'Contact']);
      return `${random.pick(words)}${random.below(4)}`;
  }
}

/** Replaces the rows of the small org by random ones, and returns them; call `undo` afterwards. */
export function populate(random: Random): { readonly rows: Readonly<Record<string, readonly Row[]>>; undo(): void } {
  db.exec('SAVEPOINT world');
  const counts = { User: 4, Account: 40, Contact: 90, Opportunity: 90, Task: 80 };
  const rows: Record<string, Row[]> = {};
  for (const [object, count] of Object.entries(counts)) {
    db.exec(`DELETE FROM "${object}"`);
    rows[object] = Array.from({ length: count }, (_, index) => newRow(random, object, index, counts));
    for (const row of rows[object]) insert(object, row);
  }
  return { rows, undo: () => db.exec('ROLLBACK TO world; RELEASE world') };
}

function newRow(random: Random, object: string, index: number, counts: Readonly<Record<string, number>>): Row {
  const { fields = {}, parents = {} } = world[object] ?? {};
  const row: Record<string, Value> = {};
  for (const [field, kind] of Object.entries(fields)) {
    const isSet = kind === 'boolean' || field === 'Name' || random.chance(0.75);
    row[field] = isSet ? valueFor(random, object, field) : null;
  }
  for (const parent of Object.values(parents)) {
    const target = parent.object === 'Name' ? nameTarget(random, parent.field) : parent.object;
    row[parent.field] = random.chance(0.8) ? idOf(target, random.below(counts[target] ?? 1)) : null;
  }
  return { ...row, Id: idOf(object, index) };
}

function nameTarget(random: Random, field: string): string {
  return field === 'WhoId' ? 'Contact' : random.pick(['Account', 'Opportunity']);
}

function idOf(object: string, index: number): string {
  return recordId(`${schema.object(object)?.keyPrefix}:${index + 1}`);
}

function insert(object: string, row: Row): void {
  const columns = Object.keys(row).join(', ');
  const marks = Object.keys(row)
    .map(() => '?')
    .join(', ');
  const values = Object.values(row).map(value => (typeof value === 'boolean' ? Number(value) : value));
  db.prepare(`INSERT INTO "${object}" (${columns}) VALUES (${marks})`).run(...values);
}

/** Days around the tests' today, mostly within two years. */
function dayNear(random: Random): string {
  const days = random.chance(0.5) ? random.below(60) - 30 : random.below(1600) - 800;
  return new Date(Date.UTC(2026, 4, 13 + days)).toISOString().slice(0, 10);
}
