/**
 * An error that a client of the org gets to see. Every layer of the local org throws this one class; the HTTP edge
 * turns it into Salesforce's body, an array with one entry.
 * @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm
 */
export class ApiError extends Error {
  readonly status: number;
  readonly errorCode: string;
  /** The fields at fault. Data errors always carry the list, if only an empty one; others have none. */
  readonly fields: readonly string[] | undefined;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }

  /** The stable name that callers can switch on, as with Node's own errors. */
  get code(): string {
    return this.errorCode;
  }

  /** One entry of the body that REST answers with. */
  toJSON(): { message: string; errorCode: string; fields?: readonly string[] } {
    const entry = { message: this.message, errorCode: this.errorCode };
    return this.fields === undefined ? entry : { ...entry, fields: this.fields };
  }
}
