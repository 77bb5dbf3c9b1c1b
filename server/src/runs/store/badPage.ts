import { SalesforceError } from '../../salesforce/errors.ts';

export const badPage = () =>
  new SalesforceError({ code: 'BAD_ANSWER', message: "The answer is not a page of a query's result." });
