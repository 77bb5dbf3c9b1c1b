import type { LocalOrg } from './localOrg.ts';

export interface JobAnswer {
  readonly id: string;
  readonly state: string;
  readonly numberRecordsProcessed: number;
  readonly numberRecordsFailed: number;
  readonly errorMessage?: string;
}

/** Bulk API 2.0 of a local org, for tests. */
export function bulkJobs(org: LocalOrg) {
  const json = { 'content-type': 'application/json' };
  const send = (method: string, path: string, body?: unknown) =>
    org.api(`jobs/${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: json }) });
  const answer = async (method: string, path: string, body?: unknown) => {
    const response = await send(method, path, body);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as JobAnswer;
  };
  const upload = (id: string, csv: NonNullable<RequestInit['body']>, headers: Readonly<Record<string, string>> = {}) =>
    org.api(`jobs/ingest/${id}/batches`, {
      method: 'PUT',
      body: csv,
      headers: { 'content-type': 'text/csv', ...headers },
    });
  /** Asks until the job is in a state from which it does not go on. */
  const ended = async (path: string): Promise<JobAnswer> => {
    for (;;) {
      const job = await answer('GET', path);
      if (['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return job;
    }
  };
  return {
    send,
    answer,
    upload,
    ended,
    /** Creates a job, uploads, closes it, and waits for its end. */
    async load(job: object, csv: string): Promise<JobAnswer> {
      const { id } = await answer('POST', 'ingest', job);
      const uploaded = await upload(id, csv);
      if (uploaded.status !== 201) throw new Error(`${uploaded.status} ${await uploaded.text()}`);
      await answer('PATCH', `ingest/${id}`, { state: 'UploadComplete' });
      return ended(`ingest/${id}`);
    },
    async csv(path: string): Promise<string> {
      return (await org.api(`jobs/${path}`, { headers: { accept: 'text/csv' } })).text();
    },
  };
}
