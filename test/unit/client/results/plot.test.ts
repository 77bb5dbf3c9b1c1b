import assert from 'node:assert/strict';
import { chartDataOf, plotOf } from '../../../../client/src/results/page/chart/plot.ts';
import type { Cell, RunColumn } from '../../../../server/src/protocol/runs.ts';

/** `Stage`: a group, `year@`: a part of a date, `total#`: a number, `last$`: a computed text; else just a column. */
function columnsOf(text: string): RunColumn[] {
  const marks = {
    '@': { kind: 'number', role: 'timeGroup' },
    '#': { kind: 'number', role: 'value' },
    $: { kind: 'text', role: 'value' },
    '-': { kind: 'text' },
  } as const;
  return text.split(' ').map(name => {
    const mark = marks[name.at(-1) as keyof typeof marks];
    return mark ? { path: name.slice(0, -1), ...mark } : { path: name, kind: 'text', role: 'group' };
  });
}

/** The chart in lines: the labels, `time` in front where they are; then each series. */
function check(text: string, rows: readonly (readonly Cell[])[], lines: readonly string[], at = 0) {
  const columns = columnsOf(text);
  const plot = plotOf(columns);
  assert(plot);
  const data = chartDataOf(plot, plot.values[at]!, { columns, rows, text: cell => String(cell) });
  const shown = [
    `${data.isTime ? 'time ' : ''}${data.labels.join(', ')}`,
    ...data.series.map(({ name, points }) => `${name}: ${points.map(point => point ?? '-').join(' ')}`),
    ...(data.leftOut > 0 ? [`left out ${data.leftOut}`] : []),
  ];
  assert.deepEqual(shown, lines);
}

describe('results: a chart', () => {
  for (const [columns, isOffered] of [
    ['Stage total#', true],
    ['Stage year@ n# total#', true],
    ['Stage', false],
    ['total#', false],
    ['Stage last$', false],
    ['A B C total#', false],
    ['Name- Amount-', false],
  ] as const) {
    it(`is ${isOffered ? '' : 'not '}offered for ${columns}`, () =>
      assert.equal(plotOf(columnsOf(columns)) !== undefined, isOffered));
  }

  it('has the rows in their order', () =>
    check(
      'Stage total#',
      [
        ['Won', 3],
        [null, null],
        ['Lost', 1],
      ],
      ['Won, null, Lost', ': 3 - 1'],
    ));

  it('has the second group as series', () =>
    check(
      'Stage Owner n# total#',
      [
        ['Won', 'Ann', 1, 10],
        ['Lost', 'Ann', 2, 20],
        ['Won', 'Bob', 3, 30],
      ],
      ['Won, Lost', 'Ann: 10 20', 'Bob: 30 -'],
      1,
    ));

  it('goes along time, from early to late', () => {
    check(
      'Stage year@ n#',
      [
        ['Won', 2026, 1],
        ['Won', 2024, 2],
        ['Lost', 2025, 3],
        ['Won', null, 9],
      ],
      ['time 2024, 2025, 2026, null', 'Won: 2 - 1 9', 'Lost: - 3 - -'],
    );
    check(
      'day n#',
      [
        ['2026-02-01', 1],
        ['2026-01-09', 2],
        [null, 3],
      ],
      ['time 2026-01-09, 2026-02-01, null', ': 2 1 3'],
    );
  });

  it('has two parts of a date on one axis', () =>
    check(
      'year@ month@ n#',
      [
        [2026, 2, 1],
        [2025, 11, 2],
        [2026, 10, 3],
      ],
      ['time 2025 · 11, 2026 · 2, 2026 · 10', ': 2 1 3'],
    ));

  it('leaves out the smallest of too many series', () => {
    const rows = Array.from({ length: 14 }, (_, index) => ['x', `s${index}`, index]);
    const lines = rows.slice(2).map(([, name, n]) => `${name}: ${n}`);
    check('A B n#', rows, ['x', ...lines, 'left out 2']);
  });
});
