import assert from 'node:assert/strict';
import { openOutcomes } from '../../../../server/src/localOrg/bulk/ingest/outcomes.ts';
import { openUploads } from '../../../../server/src/localOrg/bulk/ingest/uploads.ts';
import { openJobStore } from '../../../../server/src/localOrg/bulk/jobStore.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';
import { openDatabase } from '../../../../server/src/localOrg/storage/database.ts';
import { idOf } from '../../../../server/src/localOrg/storage/ids.ts';

const contentType = 'CSV' as const;
const format = { columnDelimiter: 'COMMA', lineEnding: 'LF' } as const;
const source = { kind: 'ingest', operation: 'insert', object: 'Account', externalIdFieldName: null } as const;
const load = { ...source, query: null, contentType, format, apiVersion: 66, createdById: idOf('005', 1) };
const day = 24 * 60 * 60 * 1000;

describe('the jobs of the local org', () => {
  it('are forgotten after a week with what they hold, and their ids are not given again', () => {
    const database = openDatabase({ schema: loadSchema({ profile: 'sample' }) });
    const first = openJobStore(database, () => 0);
    const uploads = openUploads(database);
    const outcomes = openOutcomes(database);
    const old = Array.from({ length: 3 }, () => first.create(load, 'UploadComplete'));
    for (const { id } of old) {
      uploads.append(id, Buffer.from('Name\nA\n'));
      uploads.finish(id);
      outcomes.append(id, 0, [['001000000000001AAA', true]]);
    }

    const jobs = openJobStore(database, () => 8 * day);
    openUploads(database);
    openOutcomes(database);
    assert.deepEqual([jobs.list('ingest', '', 10), jobs.pending()], [[], []]);
    assert.deepEqual(
      old.map(({ id, kind }) => jobs.find(kind, id)),
      [undefined, undefined, undefined],
    );
    for (const table of ['upload', 'finished_upload', 'outcome']) {
      assert.equal(database.prepare(`SELECT count(*) AS rows FROM local_bulk_${table}`).get()?.rows, 0, table);
    }
    const made = jobs.create(load, 'Open');
    assert.ok(!old.some(({ id }) => id === made.id));
    assert.deepEqual(jobs.usage(), { batches: 0, queryJobs: 0 });

    const later = openJobStore(database, () => 16 * day);
    assert.ok(![...old, made].some(({ id }) => id === later.create(load, 'Open').id));
    database.close();
  });
});
