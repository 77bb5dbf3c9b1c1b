import assert from 'node:assert/strict';
import { ProblemError, problemOf } from '../../../client/src/host/problem.ts';

describe('what is told about a failure', () => {
  const check = (title: string, thrown: unknown, expected: ReturnType<typeof problemOf>) => {
    it(title, () => assert.deepEqual(problemOf(thrown), expected));
  };
  const reply = (code: number, message: string, data?: object) => Object.assign(new Error(message), { code, data });
  const named = (name: string) => Object.assign(new Error(name), { name });

  check('our own', new ProblemError({ code: 'NO_ORG', message: 'None', nextStep: 'connect' }), {
    code: 'NO_ORG',
    message: 'None',
    nextStep: 'connect',
  });
  check('a failed request', reply(-32803, 'No such column', { code: 'INVALID_FIELD', nextStep: 'editQuery' }), {
    code: 'INVALID_FIELD',
    message: 'No such column',
    nextStep: 'editQuery',
  });
  check('of Node', Object.assign(new Error('gone'), { code: 'ENOENT' }), { code: 'ENOENT', message: 'gone' });
  check('anything else', new Error('odd'), { code: 'UNEXPECTED', message: 'odd', nextStep: 'showLog' });
  check('what is no error', 'odd', { code: 'UNEXPECTED', message: 'odd', nextStep: 'showLog' });
  check('nothing: cancelled by VS Code', named('Canceled'), undefined);
  check('nothing: aborted', named('AbortError'), undefined);
  check('nothing: a cancelled request', reply(-32800, 'cancelled'), undefined);
  check('nothing: cancelled in the server', reply(-32803, 'cancelled', { code: 'CANCELLED' }), undefined);
});
