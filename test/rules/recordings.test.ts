import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const recordings = path.join(root, 'fixtures/recorded');

describe('recorded answers', () => {
  it('are each compared by a test', () => {
    const tests = ['localOrg', 'unit', 'clients'].flatMap(folder => filesBelow(path.join(root, folder)));
    const text = tests.map(file => fs.readFileSync(file, 'utf8')).join('\n');
    const names = filesBelow(recordings).map(file => path.relative(recordings, file).replaceAll('\\', '/'));
    const unused = names.filter(name => /\.(json|csv|xml)$/.test(name) && !text.includes(`'${name}'`));
    assert.deepEqual(unused, []);
  });
});

function filesBelow(folder: string): readonly string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name));
}
