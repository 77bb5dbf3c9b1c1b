import { type Cells, cellsOf, grow, noCells } from '../csv/cells.ts';
import { noValue, type RowPlan } from './mapping.ts';

/**
 * Answers a record as it is sent, which is valid until the next one. Cells that the header does not have stay behind
 * those that it has, for the row to be refused: a delimiter in a cell without quotes has shifted it.
 */
export function sentCells(plan: RowPlan): (row: Cells) => Cells {
  if (plan.untouched) return row => row;
  const constants = cellsOf(plan.constants, 0);
  const nothing = cellsOf([plan.emptyIsNull ? noValue : ''], 0);
  const sent = noCells();
  const fields = plan.from.length;
  return row => {
    sent.count = fields + Math.max(0, row.count - plan.width);
    while (sent.starts.length < sent.count) grow(sent);
    sent.line = row.line;
    sent.isSuspect = row.isSuspect;
    let length = 0;
    for (let place = 0; place < sent.count; place++) {
      const from = place < fields ? plan.from[place]! : plan.width + place - fields;
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
