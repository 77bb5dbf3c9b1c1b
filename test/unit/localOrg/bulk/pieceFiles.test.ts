import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { type PieceFiles, pieceFiles } from '../../../../server/src/localOrg/bulk/query/pieceFiles.ts';
import { temporaryFolder } from '../../../harness/localOrg.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const textOf = (files: PieceFiles, job: string, start: number, from: number, to: number): string =>
  Buffer.from(files.read(job, start, from, to)).toString();
const newFolder = (): string => path.join(fs.mkdtempSync(path.join(temporaryFolder(), 'pieces-')), 'org.sqlite-bulk');

describe('the text of query jobs', () => {
  for (const [place, open] of [
    ['in a folder', () => pieceFiles(newFolder())],
    ['in memory', () => pieceFiles(undefined)],
  ] as const) {
    it(`is read as it was written ${place}, piece by piece, until it is removed`, async () => {
      const files = open();
      files.write('a', 0, bytes('first'));
      files.write('b', 0, bytes('other'));
      files.write('a', 5, bytes('second'));
      await files.flush('a');
      assert.deepEqual([textOf(files, 'a', 5, 0, 6), textOf(files, 'a', 0, 1, 3)], ['second', 'ir']);
      assert.deepEqual([files.length('a'), files.length('b'), files.length('c')], [11, 5, 0]);
      files.remove('a');
      files.remove('c');
      assert.throws(() => files.read('a', 0, 0, 5));
      assert.deepEqual([textOf(files, 'b', 0, 0, 5), files.length('a')], ['other', 0]);
    });

    it(`is written again in its place ${place}, where a transaction was undone`, () => {
      const files = open();
      files.write('a', 0, bytes('first'));
      files.write('a', 5, bytes('undone'));
      files.write('a', 5, bytes('again!'));
      assert.deepEqual([textOf(files, 'a', 0, 0, 5), textOf(files, 'a', 5, 0, 6)], ['first', 'again!']);
    });
  }

  it('is not read where the file ends too soon', () => {
    const folder = newFolder();
    const files = pieceFiles(folder);
    files.write('a', 0, bytes('first'));
    fs.truncateSync(path.join(folder, 'a.csv'), 4);
    assert.throws(() => files.read('a', 0, 0, 5), /shorter than they were/);
  });

  it('is gone where a folder lies in its place, which stays', () => {
    const folder = newFolder();
    const files = pieceFiles(folder);
    files.write('a', 0, bytes('first'));
    fs.rmSync(path.join(folder, 'a.csv'));
    fs.mkdirSync(path.join(folder, 'a.csv'));
    assert.equal(files.length('a'), 0);
    files.remove('a');
    assert.deepEqual(fs.readdirSync(folder), ['a.csv']);
  });

  it('makes no folder before it is written, and has nothing to flush', async () => {
    const folder = newFolder();
    const files = pieceFiles(folder);
    files.tidy(() => false);
    await files.flush('a');
    assert.equal(fs.existsSync(folder), false);
  });

  it('is tidied without touching what is not its own', () => {
    const folder = newFolder();
    const files = pieceFiles(folder);
    for (const job of ['known', 'unknown']) files.write(job, 0, bytes('text'));
    fs.mkdirSync(path.join(folder, 'folder.csv'));
    fs.writeFileSync(path.join(folder, 'notes.txt'), '');
    files.tidy(job => job === 'known');
    assert.deepEqual(fs.readdirSync(folder).toSorted(), ['folder.csv', 'known.csv', 'notes.txt']);
  });
});
