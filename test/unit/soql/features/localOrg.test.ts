import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describeObject } from '../../../../server/src/localOrg/describe/object.ts';
import { describeGlobal } from '../../../../server/src/localOrg/describe/summary.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { recordOf, schemaOf, summaryOf } from '../../../../server/src/org/objectSchema.ts';
import { emptySnapshot } from '../../../../server/src/org/snapshot.ts';
import type { DescribeGlobalSObject, DescribeSObject } from '../../../../server/src/salesforce/rest/describe.ts';
import { diagnose } from '../../../../server/src/soql/features/service.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { specGenerator } from '../../../localOrg/engine/differential/generate.ts';
import { randomFrom } from '../../../localOrg/engine/differential/random.ts';
import { soqlOf } from '../../../localOrg/engine/differential/text.ts';
import { openWorld } from '../../../localOrg/engine/differential/world.ts';

const version = '67.0';
const local = loadSchema({ profile: 'test' });
const listed = describeGlobal(local, version).sobjects as DescribeGlobalSObject[];
const described = local.objects.map(object => {
  const answer: unknown = describeObject(object, { version, origin: 'http://localhost', recordTypes: [] });
  return schemaOf(recordOf(answer as DescribeSObject));
});
const empty = emptySnapshot().withObjects(listed.map(summaryOf));
const schema = described.reduce((view, object) => view.withObject(object), empty);
const problemsOf = (text: string) => diagnose({ tree: parse(text), schema }).problems;

describe('the language service on the local org', () => {
  const root = new URL('../../../../', import.meta.url);
  for (const file of globSync('media/sample/**/*.{soql,sosl}', { cwd: root })) {
    it(`has nothing to say about ${file}`, () => {
      assert.deepEqual(problemsOf(readFileSync(new URL(file, root), 'utf8')), []);
    });
  }

  it('has nothing to say about random queries that the local org answers', () => {
    const seed = Number(process.env.DIFFERENTIAL_SEED ?? Math.floor(Math.random() * 2 ** 31));
    const random = randomFrom(seed);
    const world = openWorld(random);
    const generate = specGenerator(random, world);
    for (let count = 0; count < 300; count++) {
      const soql = soqlOf(generate());
      const loud = problemsOf(soql).filter(({ severity }) => severity !== 'hint');
      assert.deepEqual(loud, [], `seed ${seed}: ${soql}`);
    }
    world.close();
  });

  for (const object of described.filter(o => o.queryable)) {
    it(`takes every field of ${object.name}`, () => {
      const names = object.fields.map(f => f.name).join(', ');
      assert.deepEqual(problemsOf(`SELECT ${names} FROM ${object.name}`), []);
    });
  }
});
