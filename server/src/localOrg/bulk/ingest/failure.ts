import { saveError } from '../../api/saveErrors.ts';
import type { ApiError } from '../../errors.ts';
import type { Outcome } from './outcomes.ts';

/** A row that failed, as results in CSV tell it: `CODE:message:fields --`. */
export function failureOf(id: string, error: ApiError): Outcome {
  const { statusCode, message, fields } = saveError(error);
  const list = fields.length === 0 ? '' : `${fields.join(', ')} `;
  return [id, `${statusCode}:${message}:${list}--`];
}

/** What `failureOf` wrote, in its parts. */
export function failureParts(text: string): { statusCode: string; message: string; fields: readonly string[] } {
  const [, statusCode = 'UNKNOWN_EXCEPTION', message = text, list = ''] = /^(\w+):(.*):([^:]*)--$/s.exec(text) ?? [];
  return { statusCode, message, fields: list.trim() === '' ? [] : list.trim().split(', ') };
}
