import assert from 'node:assert/strict';
import { type LocalOrg, startLocalOrg } from '../harness/localOrg.ts';
import { type Jobs, openJobs, queryRows, writeCsv } from './harness.ts';

const long = 'y'.repeat(390_000);

/** What the file holds behind its header, and the names that arrive. */
const files: Readonly<Record<string, readonly [Buffer | string, readonly string[]]>> = {
  'quoted newlines and delimiters': ['Name,Code__c\n"a\nb",CODE\n"c,d",CODE\n",",CODE\n', ['a\nb', 'c,d', ',']],
  'CRLF inside of quotes and at the ends of lines': ['Name,Code__c\r\n"a\r\nb",CODE\r\nc,CODE\r\n', ['a\r\nb', 'c']],
  'a byte order mark': ['\ufeffName,Code__c\nä,CODE\n', ['ä']],
  'UTF-16': [Buffer.from('\ufeffName,Code__c\r\n日,CODE\r\n"b\r\nc",CODE', 'utf16le'), ['日', 'b\r\nc']],
  'UTF-16 of the other byte order': [Buffer.from('\ufeffName,Code__c\nñ,CODE\n', 'utf16le').swap16(), ['ñ']],
  'Windows-1252': [Buffer.from('Name,Code__c\nJ\xfcrgen,CODE\n', 'latin1'), ['Jürgen']],
  'empty lines': ['\n\nName,Code__c\n\na,CODE\n\n\nb,CODE\n\n', ['a', 'b']],
  'no last newline': ['Name,Code__c\na,CODE\n"b",CODE', ['a', 'b']],
  'doubled quotes': ['Name,Code__c\n"""",CODE\n"a ""b"" c",CODE\n', ['"', 'a "b" c']],
  'other delimiters': ['Name;Code__c\n"a;b";CODE\nc,d;CODE\n', ['a;b', 'c,d']],
  'CR alone': ['Name,Code__c\ra,CODE\r"b\rc",CODE\r', ['a', 'b\rc']],
};

describe('a file that is hard to read', () => {
  let org: LocalOrg;
  let ours: Jobs;
  before(async () => {
    org = await startLocalOrg();
    ours = await openJobs(org);
  });
  after(async () => {
    await ours.close();
    await org.stop();
  });

  let number = 0;
  for (const [what, [content, names]] of Object.entries(files)) {
    for (const [api, threshold] of [
      ['bulk', 0],
      ['collections', 2_000],
    ] as const) {
      it(`is loaded as it stands: ${what} (${api})`, async () => {
        const code = `TT${String(number++).padStart(2, '0')}`;
        const file = writeCsv(replaced(content, code));
        const columns = { Name: 'Name', Code__c: 'Code__c' };
        const mapping = { object: 'BigTable__c', operation: 'insert', columns } as const;
        const status = await ours.load(file, mapping, { threshold });
        assert.deepEqual([status.state, status.rows, status.failed], ['done', names.length, 0], status.error?.message);
        const rows = await queryRows(org, `SELECT Name FROM BigTable__c WHERE Code__c = '${code}' ORDER BY Id`);
        assert.deepEqual(
          rows.map(({ Name }) => Name),
          names,
        );
        const succeeded = await ours.rows(status.id, 'succeeded');
        assert(succeeded.every(({ sf__Line }) => Number(sf__Line) > 1));
      });
    }
  }

  it('is loaded as it stands: a record of 390,000 characters', async () => {
    const text = `Name,Code__c,Ignored\nlong,TTLONG,"${long}"\nshort,TTLONG,\n`;
    const mapping = {
      object: 'BigTable__c',
      operation: 'insert',
      columns: { Name: 'Name', Code__c: 'Code__c', Ignored: null },
    } as const;
    const status = await ours.load(writeCsv(text), mapping, { jobBytes: 1_000 });
    assert.deepEqual([status.state, status.rows, status.failed], ['done', 2, 0], status.error?.message);
  });
});

/** The word CODE, in whatever encoding, by another word of four letters. */
function replaced(content: Buffer | string, code: string): Buffer {
  const bytes = Buffer.from(content);
  for (const encoding of ['latin1', 'utf16le'] as const) {
    const [from, to] = [Buffer.from('CODE', encoding), Buffer.from(code, encoding)];
    for (const order of [0, 1]) {
      if (order === 1 && encoding === 'utf16le') [from, to].map(one => one.swap16());
      for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from)) to.copy(bytes, at);
    }
  }
  return bytes;
}
