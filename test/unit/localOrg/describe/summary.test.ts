import assert from 'node:assert/strict';
import { describeGlobal } from '../../../../server/src/localOrg/describe/summary.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';

describe('describeGlobal', () => {
  const answer = describeGlobal(loadSchema({ profile: 'sample' }), '60.0') as {
    encoding: string;
    maxBatchSize: number;
    sobjects: Record<string, unknown>[];
  };

  it('wraps the objects as a real org does', () => {
    assert.deepEqual(Object.keys(answer), ['encoding', 'maxBatchSize', 'sobjects']);
    assert.equal(answer.maxBatchSize, 200);
  });

  it('lists every object once, sorted without regard to case', () => {
    const names = answer.sobjects.map(object => String(object.name));
    assert.deepEqual(
      names,
      [...new Set(names)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
  });

  it('gives each object its 28 keys in alphabetical order', () => {
    for (const object of answer.sobjects) {
      const keys = Object.keys(object);
      assert.equal(keys.length, 28);
      assert.deepEqual(keys, [...keys].sort());
    }
  });
});
