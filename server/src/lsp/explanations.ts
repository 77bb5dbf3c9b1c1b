import { t } from '@vscode/l10n';
import type { ErrorData } from '../protocol/message.ts';
import { ownExplanations } from './ownExplanations.ts';

/** What is told of a failure. */
export interface Words {
  /** In the user's language. Empty where the message is in words for the user already. */
  readonly words: string;
  /** What is told behind them. Default: Salesforce's own code and message, by which users search for help. */
  readonly detail?: 'message' | 'none';
  readonly nextStep?: ErrorData['nextStep'];
}

/**
 * The words for a code, Salesforce's or ours; undefined for one that nobody wrote words for.
 * `message` tells apart what Salesforce gives one code to. `local`: it happened with the local org.
 * https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_concepts_core_data_objects.htm
 */
export function wordsFor(code: string, message: string, local: boolean): Words | undefined {
  // A connection that broke is another matter: then it runs.
  if (local && code === 'ORG_UNREACHABLE' && message.includes('ECONNREFUSED')) return startLocalOrg();
  if (code === 'REQUEST_LIMIT_EXCEEDED' && message.startsWith('Concurrent')) return tooManyAtOnce();
  for (const table of [explanations, ownExplanations]) {
    // A name like `constructor` is no code.
    if (Object.hasOwn(table, code)) return table[code]?.();
  }
  return undefined;
}

/** The codes that have words. */
export const explainedCodes = (): readonly string[] => [explanations, ownExplanations].flatMap(Object.keys);

export const wordsForUnknown = (): Words => ({ words: t('Salesforce refused the request.'), nextStep: 'showLog' });

const startLocalOrg = (): Words => ({
  words: t('The local org is not running. Start it, then try again.'),
  detail: 'none',
  nextStep: 'startLocalOrg',
});
const tooManyAtOnce = (): Words => ({
  words: t('Too many long requests run in this org at once. Wait until some have ended, then try again.'),
  nextStep: 'retry',
});

const badQuery = (): Words => ({
  words: t('Salesforce refused the query. Correct it and run it again.'),
  nextStep: 'editQuery',
});
const tooManyOf = (): Words => ({
  words: t('The query asks for more than Salesforce allows in one. Split it or leave parts out.'),
  nextStep: 'editQuery',
});
const tooLong = (): Words => ({
  words: t('The query ran too long. Filter by an indexed field or select fewer fields.'),
  nextStep: 'editQuery',
});
const noAccess = (): Words => ({
  words: t('Your user is not allowed to do this. Ask an admin for the permission.'),
});
const noFieldAccess = (): Words => ({
  words: t('Your user may not write one of these fields, or nobody may. Leave it out, or ask an admin.'),
});
const noApi = (): Words => ({ words: t('This org or user has no API access. Ask an admin for "API Enabled".') });
const busy = (): Words => ({
  words: t('Salesforce is too busy or under maintenance. Try again in a minute.'),
  nextStep: 'retry',
});
const lost = (): Words => ({
  words: t('Salesforce could not be reached behind its own front door. Try again.'),
  nextStep: 'retry',
});
const signInAgain = (): Words => ({
  words: t('Salesforce does not take this access token. Sign in again.'),
  nextStep: 'signIn',
});
const badValue = (): Words => ({ words: t('A value does not fit its field. Correct it and save again.') });
const badRequest = (): Words => ({
  words: t('Salesforce could not read the request. Correct it and send it again.'),
  nextStep: 'showLog',
});
const storageFull = (): Words => ({
  words: t('The org has no room left. Delete records, or ask an admin for storage.'),
});
const gone = (): Words => ({ words: t('The record was deleted. Look for it in the recycle bin.') });
const automation = (): Words => ({
  words: t('Automation in the org failed: a trigger, flow or process. Ask who maintains it, with this text.'),
});
const oldVersion = (): Words => ({
  words: t('The org does not have this API version. Take another one in the settings, or leave it empty.'),
  nextStep: 'openSettings',
});
const explanations: Readonly<Record<string, () => Words>> = {
  // no answer of its own
  SERVER_UNAVAILABLE: busy,
  HTTP_420: lost,
  HTTP_500: busy,
  HTTP_504: lost,
  UNKNOWN_EXCEPTION: () => ({ words: t('Salesforce had an error of its own. Try again.'), nextStep: 'retry' }),
  // session and access
  INVALID_SESSION_ID: () => ({
    words: t('The session is over and could not be renewed. Sign in again.'),
    nextStep: 'signIn',
  }),
  INVALID_AUTH_HEADER: signInAgain,
  INVALID_LOGIN: signInAgain,
  INACTIVE_OWNER_OR_USER: () => ({
    words: t('The owner of the record is a user who is no longer active. Choose another owner.'),
  }),
  LOGIN_MUST_USE_SECURITY_TOKEN: () => ({
    words: t('From this network the password must be followed by the security token. Sign in again.'),
    nextStep: 'signIn',
  }),
  API_DISABLED_FOR_ORG: noApi,
  API_CURRENTLY_DISABLED: noApi,
  FUNCTIONALITY_NOT_ENABLED: () => ({
    words: t('The org does not have this feature switched on. Ask an admin about it.'),
  }),
  INSUFFICIENT_ACCESS: noAccess,
  INSUFFICIENT_ACCESS_OR_READONLY: noAccess,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: () => ({
    words: t('Your user may not see or use the record that this one refers to. Ask an admin for access to it.'),
  }),
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: automation,
  // limits
  REQUEST_LIMIT_EXCEEDED: () => ({
    words: t('The org has no API calls left for now. See the Limits view; they come back within 24 hours.'),
  }),
  LIMIT_EXCEEDED: () => ({ words: t('A limit of the org is reached. See the Limits view.') }),
  STORAGE_LIMIT_EXCEEDED: storageFull,
  EXCEEDED_ID_LIMIT: tooManyOf,
  TOO_MANY_APEX_REQUESTS: busy,
  // query and search
  MALFORMED_QUERY: badQuery,
  MALFORMED_SEARCH: () => ({
    words: t('Salesforce refused the search. Its term stands in braces: FIND {acme}.'),
    nextStep: 'editQuery',
  }),
  INVALID_SEARCH: badQuery,
  INVALID_FIELD: badQuery,
  INVALID_TYPE: badQuery,
  INVALID_QUERY_FILTER_OPERATOR: badQuery,
  INVALID_QUERY_VALUE: badQuery,
  MALFORMED_ID: badQuery,
  NUMBER_OUTSIDE_VALID_RANGE: badQuery,
  UNSUPPORTED_QUERY: badQuery,
  QUERY_TOO_COMPLICATED: tooManyOf,
  EXCEEDED_MAX_SEMIJOIN_SUBSELECTS: tooManyOf,
  EXCEEDED_MAX_FILTER_ENTITIES: tooManyOf,
  QUERY_TOO_LONG: () => ({
    words: t('The query is too long. Shorten it, for example its IN lists.'),
    nextStep: 'editQuery',
  }),
  QUERY_TIMEOUT: tooLong,
  REQUEST_RUNNING_TOO_LONG: tooLong,
  INVALID_QUERY_LOCATOR: () => ({
    words: t('The rest of the rows is no longer available. Run again.'),
    nextStep: 'retry',
  }),
  EXTERNAL_OBJECT_EXCEPTION: () => ({
    words: t('The system behind this external object did not answer well. Try again, or ask who maintains it.'),
    nextStep: 'retry',
  }),
  OPERATION_TOO_LARGE: () => ({
    words: t('Too many records for your user to look through. Filter by an indexed field, or ask for "View All Data".'),
    nextStep: 'editQuery',
  }),
  // records
  NOT_FOUND: () => ({ words: t('The org has nothing of that name. Refresh the schema, and check the spelling.') }),
  ENTITY_IS_DELETED: gone,
  REQUIRED_FIELD_MISSING: () => ({ words: t('A required field has no value. Fill it and save again.') }),
  FIELD_CUSTOM_VALIDATION_EXCEPTION: () => ({
    words: t('A validation rule of the org refused the record. Change the values as it says.'),
  }),
  FIELD_INTEGRITY_EXCEPTION: badValue,
  STRING_TOO_LONG: () => ({ words: t('A text is longer than its field. Shorten it and save again.') }),
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: () => ({
    words: t('A value is not among those of its picklist. Choose one of them.'),
  }),
  INVALID_EMAIL_ADDRESS: badValue,
  INVALID_FIELD_FOR_INSERT_UPDATE: noFieldAccess,
  INVALID_CROSS_REFERENCE_KEY: () => ({
    words: t('A record that this one refers to does not exist, or your user may not see it. Correct the id.'),
  }),
  DUPLICATE_VALUE: () => ({ words: t('Another record has this value, and the field takes each only once.') }),
  DUPLICATES_DETECTED: () => ({
    words: t('A duplicate rule found records like this one. Look at them before you save it.'),
  }),
  DUPLICATE_EXTERNAL_ID: () => ({ words: t('Several records have this external id. Use the id of the one you mean.') }),
  DELETE_FAILED: () => ({ words: t('The record cannot be deleted, because others depend on it. Delete those first.') }),
  UNDELETE_FAILED: () => ({
    words: t('The record is not in the recycle bin. If it was deleted along with another one, undelete that one.'),
  }),
  UNABLE_TO_LOCK_ROW: () => ({
    words: t('Somebody else is saving the same record. Try again in a moment.'),
    nextStep: 'retry',
  }),
  CANNOT_EXECUTE_FLOW_TRIGGER: automation,
  ENTITY_IS_LOCKED: () => ({ words: t('The record is locked, often by an approval. Ask who can unlock it.') }),
  TRANSFER_REQUIRES_READ: () => ({ words: t('The new owner may not read this record. Choose another owner.') }),
  MISSING_ARGUMENT: badRequest,
  ALL_OR_NONE_OPERATION_ROLLED_BACK: () => ({
    words: t('Nothing was saved, because another record of the same request failed. See that one.'),
  }),
  // request
  JSON_PARSER_ERROR: badRequest,
  INVALID_ARGUMENT_TYPE: badRequest,
  METHOD_NOT_ALLOWED: badRequest,
  UNSUPPORTED_MEDIA_TYPE: badRequest,
  UNSUPPORTED_API_VERSION: oldVersion,
  HTTP_410: oldVersion,
  BATCH_PROCESSING_HALTED: () => ({ words: t('It was not tried, because a request before it failed. See that one.') }),
  PROCESSING_HALTED: () => ({ words: t('It was not tried, because a request that it needs failed. See that one.') }),
  // bulk jobs
  INVALIDENTITY: () => ({ words: t('The Bulk API does not take this object or operation. Choose another one.') }),
  INVALIDJOB: () => ({ words: t('Salesforce does not take the job. Check its object, operation and external id.') }),
  FEATURENOTENABLED: () => ({
    words: t('Your user may not do this. A hard delete needs the permission "Bulk API Hard Delete".'),
  }),
  FeatureNotEnabled: () => ({
    words: t('Your user may not do this. A hard delete needs the permission "Bulk API Hard Delete".'),
  }),
  EXCEEDED_QUOTA: () => ({ words: t('The org takes no more batches today. Resume the load tomorrow.') }),
  ExceededQuota: () => ({ words: t('The org takes no more batches today. Resume the load tomorrow.') }),
};
