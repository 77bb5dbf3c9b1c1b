// The local org's own endpoints, below /local-org/, and the file that says where it is.
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import path from 'node:path';
import { l10n } from 'vscode';
import { ProblemError } from '../host/problem.ts';

/** What a running local org writes for its user. */
export interface LocalOrgInfo {
  readonly origin: string;
  readonly pid: number;
  readonly adminToken: string;
  readonly username: string;
  readonly password: string;
  readonly organizationId: string;
}

export interface LocalOrgToken {
  readonly accessToken: string;
  readonly organizationId: string;
  readonly userId: string;
}

/** For the beginning of an answer. Another program may have the port of an org that crashed, and stay silent. */
const LEASE_MS = 10_000;
const POST_MS = 30_000;

export const PORT_FILE = 'local-org.json';

/** undefined while there is none. A crashed org leaves its file behind: only a lease proves that it runs. */
export async function readPortFile(stateDir: string): Promise<LocalOrgInfo | undefined> {
  try {
    const info = JSON.parse(await readFile(path.join(stateDir, PORT_FILE), 'utf8')) as LocalOrgInfo;
    // Throws where there is no such process of this user: its token must not go to whoever has the port now.
    process.kill(info.pid, 0);
    return info;
  } catch {
    return undefined;
  }
}

/**
 * Holds the org for this window: it ends some seconds after its last lease. The answer never ends while the org runs.
 * undefined when nothing, or something else, answers there.
 */
export function takeLease(
  org: LocalOrgInfo,
  onLost: () => void,
  limitMs = LEASE_MS,
): Promise<{ release(): void } | undefined> {
  return new Promise(resolve => {
    const url = new URL('/local-org/lease', org.origin);
    const request = get(url, { headers: bearer(org), agent: false }, response => {
      clearTimeout(limit);
      if (response.statusCode !== 200) {
        request.destroy();
        resolve(undefined);
        return;
      }
      let released = false;
      response.on('close', () => released || onLost()).on('error', () => undefined);
      response.resume();
      resolve({
        release() {
          released = true;
          request.destroy();
        },
      });
    });
    const limit = setTimeout(() => request.destroy(new Error('No answer.')), limitMs);
    request.on('error', () => {
      clearTimeout(limit);
      resolve(undefined);
    });
  });
}

/** A new access token of the org's admin user. */
export async function requestToken(org: LocalOrgInfo): Promise<LocalOrgToken> {
  const reply = (await post(org, 'token')) as { readonly access_token: string; readonly id: string };
  const [userId = '', organizationId = ''] = reply.id.split('/').reverse();
  return { accessToken: reply.access_token, organizationId, userId };
}

export async function requestStop(org: LocalOrgInfo): Promise<void> {
  await post(org, 'stop');
}

async function post(org: LocalOrgInfo, action: 'token' | 'stop'): Promise<unknown> {
  const url = new URL(`/local-org/${action}`, org.origin);
  const signal = AbortSignal.timeout(POST_MS);
  const response = await fetch(url, { method: 'POST', headers: bearer(org), signal }).catch((cause: unknown) => {
    throw failed(l10n.t('The local org does not answer.'), cause);
  });
  if (!response.ok) throw failed(l10n.t('The local org answered {0} to {1}.', response.status, url.pathname));
  return response.status === 204 ? undefined : response.json().catch(() => undefined);
}

const bearer = ({ adminToken }: LocalOrgInfo) => ({ authorization: `Bearer ${adminToken}` });

const failed = (message: string, cause?: unknown) =>
  new ProblemError({ code: 'LOCAL_ORG_FAILED', message, nextStep: 'showLog' }, { cause });
