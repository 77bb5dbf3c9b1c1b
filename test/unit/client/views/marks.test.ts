import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { marksOf } from '../../../../client/src/views/objects/marks.ts';
import { ROOT } from '../../../../scripts/node24.mjs';

interface MenuEntry {
  readonly command: string;
  readonly when: string;
}
const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const menu: readonly MenuEntry[] = manifest.contributes.menus['view/item/context'];

/** Those of the commands that the menu of a tree item offers. */
function offered(viewItem: string, commands: readonly string[]): string[] {
  const offers = ({ when }: MenuEntry) => {
    const [, pattern] = /viewItem =~ \/(.+?)\/(?: |$)/.exec(when) ?? [];
    return when.includes('salesforceWorkbench.objects') && new RegExp(pattern ?? 'none').test(viewItem);
  };
  return commands.filter(id => menu.some(entry => entry.command === `salesforceWorkbench.${id}` && offers(entry)));
}

describe('the menu of an object', () => {
  const about = ['newQuery', 'sampleRecords', 'countRecords', 'newRecord', 'showObject', 'addFavorite'];
  const check = (name: string, queryable: boolean, createable: boolean, left: readonly string[]) =>
    it(`of ${name} offers what can be done with its records`, () => {
      const marks = marksOf({ name, label: name, custom: false, queryable, createable });
      assert.deepEqual(offered(['object', ...marks].join('.'), about), [...left, 'showObject', 'addFavorite']);
    });
  check('Account', true, true, ['newQuery', 'sampleRecords', 'countRecords', 'newRecord']);
  check('AccountHistory', true, false, ['newQuery', 'sampleRecords', 'countRecords']);
  check('Archive__b', true, false, ['newQuery', 'sampleRecords']);
  check('Order__e', false, true, []);
  check('AccountChangeEvent', false, false, []);
});
