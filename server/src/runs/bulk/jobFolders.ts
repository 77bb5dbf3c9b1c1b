import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from './durable.ts';

/** What each job's state has, whatever its kind. */
export interface AnyState {
  readonly format: 1;
  readonly id: string;
  readonly kind: string;
  readonly createdAt: number;
}

/** The folders of jobs, one each with a state file and what belongs to the job. They outlive the process. */
export interface JobFolders<State extends AnyState> {
  folderOf(id: string): string;
  /** Resolves when the state is on the disk. */
  write(state: State): Promise<void>;
  /** Writes the state where nobody takes it for a job yet. The job's folder must be there. */
  plan(state: State): Promise<void>;
  /** Makes a job of what was planned; false where nothing is planned (any more). */
  begin(id: string): Promise<boolean>;
  make(id: string): Promise<void>;
  /** At once, under the job's lock. Undefined where there is none, or one that an older or newer version has written. */
  read(id: string): State | undefined;
  list(): Promise<State[]>;
  /** Removes the state alone: the job is not known any more. */
  forget(id: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export function jobFolders<State extends AnyState>(root: string): JobFolders<State> {
  const folderOf = (id: string) => join(root, id);
  const read = (id: string): State | undefined => {
    try {
      const state = JSON.parse(readFileSync(join(folderOf(id), 'job.json'), 'utf8')) as State;
      return state.format === 1 ? state : undefined;
    } catch {
      return undefined;
    }
  };
  const make = async (id: string) => void (await mkdir(folderOf(id), { recursive: true, mode: 0o700 }));
  const planned = (id: string) => join(folderOf(id), 'planned.json');
  return {
    folderOf,
    make,
    read,
    async write(state) {
      await make(state.id);
      await writeDurably(join(folderOf(state.id), 'job.json'), JSON.stringify(state));
    },
    plan: state => writeDurably(planned(state.id), JSON.stringify(state)),
    async begin(id) {
      if (!existsSync(planned(id))) return false;
      await rename(planned(id), join(folderOf(id), 'job.json'));
      return true;
    },
    async list() {
      const ids = await readdir(root).catch(() => []);
      const states = ids.map(read);
      return states.filter(state => state !== undefined).sort((a, b) => b.createdAt - a.createdAt);
    },
    forget: id => rm(join(folderOf(id), 'job.json'), { force: true }),
    remove: id => rm(folderOf(id), { recursive: true, force: true }),
  };
}
