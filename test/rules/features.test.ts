import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/node24.mjs';

describe('features of the README', () => {
  it('are each proven in a real window, by a test that begins with their name', () => {
    const features = [...read('README.md').matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, name]) => name!);
    assert(features.length > 10);
    const titles = fs
      .globSync('test/vscode/ui/*.test.ts', { cwd: ROOT })
      .flatMap(file => [...read(file).matchAll(/\b(?:describe|it)\((['"`])(.+?)\1/g)].map(([, , title]) => title!));
    assert.deepEqual(
      features.filter(feature => !titles.some(title => title.startsWith(feature))),
      [],
    );
  });
});

const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
