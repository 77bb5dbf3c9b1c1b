import { type Cells, cellsOf, grow, noCells } from '../csv/cells.ts';
import { noValue, type RowPlan } from './mapping.ts';

/** Answers a record as it is sent, which is valid until the next one. A cell too many stays, for the org to refuse it. */
export function sentCells(plan: RowPlan): (row: Cells) => Cells {
  if (plan.untouched) return row => row;
  const constants = cellsOf(plan.constants, 0);
  const nothing = cellsOf([plan.emptyIsNull ? noValue : ''], 0);
  const sent = noCells();
  sent.count = plan.from.length;
  while (sent.starts.length < sent.count) grow(sent);
  return row => {
    sent.line = row.line;
    sent.isSuspect = row.isSuspect;
    let length = 0;
    for (let place = 0; place < sent.count; place++) {
      const from = plan.from[place]!;
      let cells = from < 0 ? constants : row;
      let at = from < 0 ? place : from;
      if (at >= cells.count || cells.starts[at] === cells.ends[at]) {
        cells = nothing;
        at = 0;
      }
      const start = cells.starts[at]!;
      const end = cells.ends[at]!;
      sent.starts[place] = length;
      if (length + end - start > sent.bytes.length) sent.bytes = larger(sent.bytes, length + end - start);
      length += cells.bytes.copy(sent.bytes, length, start, end);
      sent.ends[place] = length;
    }
    return sent;
  };
}

function larger(bytes: Buffer, needed: number): Buffer {
  const more = Buffer.allocUnsafeSlow(2 * needed);
  bytes.copy(more);
  return more;
}
