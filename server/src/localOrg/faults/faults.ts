import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from '../http/reply.ts';
import type { OrgRequest } from '../http/request.ts';
import { answerOf, deliveryOf } from './answers.ts';
import type { Fault } from './fault.ts';
import { readFaultHeader } from './header.ts';
import { createInnerFaults, type InnerFaults } from './inside.ts';
import { type FaultRule, isDue, matches } from './rule.ts';

/** A rule and what it has done so far. */
export interface ActiveRule extends FaultRule {
  readonly id: string;
  /** Requests that matched, hit or not. */
  readonly seen: number;
  readonly applied: number;
}

/** Faults on demand: tests of a client need an org that fails when they say so. */
export interface Faults extends InnerFaults {
  add(rule: FaultRule): ActiveRule;
  list(): readonly ActiveRule[];
  /** False when there is no such rule. */
  remove(id: string): boolean;
  clear(): void;
  /** Answers a request, with the faults that its header and the rules ask for. */
  answer(request: OrgRequest, handle: () => Reply | Promise<Reply>): Reply | Promise<Reply>;
}

/** Rules live in memory only. */
export function createFaults(): Faults {
  const rules = new Map<string, { -readonly [Key in keyof ActiveRule]: ActiveRule[Key] }>();
  const inner = createInnerFaults();
  let lastId = 0;
  const take = (request: OrgRequest): readonly Fault[] => {
    if (request.segments[0] === 'local-org') return [];
    const header = request.headers['x-local-org-fault'];
    const wanted = header === undefined ? [] : readFaultHeader(String(header));
    const due = [...rules.values()].filter(rule => {
      if (!matches(rule, request)) return false;
      const isHit = isDue(rule, rule.seen++, rule.applied);
      if (isHit) rule.applied++;
      return isHit;
    });
    return [...wanted, ...due.map(({ fault }) => fault)];
  };
  return {
    ...inner,
    add(rule) {
      const active = { id: String(++lastId), ...rule, seen: 0, applied: 0 };
      rules.set(active.id, active);
      return { ...active };
    },
    list: () => [...rules.values()].map(rule => ({ ...rule })),
    remove: id => rules.delete(id),
    clear: () => rules.clear(),
    answer(request, handle) {
      const faults = take(request);
      return faults.length === 0 ? handle() : answerWith(inner, faults, request, handle);
    },
  };
}

async function answerWith(
  inner: InnerFaults,
  faults: readonly Fault[],
  request: OrgRequest,
  handle: () => Reply | Promise<Reply>,
): Promise<Reply> {
  // An org that is closed waits for no answer that is late by intent.
  for (const fault of faults) if (fault.name === 'latency') await delay(fault.ms, undefined, { ref: false });
  const delivery = deliveryOf(faults);
  const [instead] = faults.flatMap(fault => answerOf(fault, request) ?? []);
  const reply = instead ?? (await inner.duringRequest(faults, handle));
  return delivery === undefined ? reply : { ...reply, delivery };
}
