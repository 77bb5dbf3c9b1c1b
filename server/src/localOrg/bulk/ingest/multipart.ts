import { ApiError } from '../../errors.ts';

/** A job with its data in one request. */
export interface JobWithContent {
  /** JSON. */
  readonly job: string;
  readonly content: string;
}

/** Salesforce takes no more than this many characters of data along with a job. */
const longestContent = 100_000;

/**
 * Reads `multipart/form-data` with the parts `job` and `content`. Throws an ApiError 400 when there are no such parts
 * or too much data.
 */
export async function readMultipart(body: Buffer, contentType: string): Promise<JobWithContent> {
  const { job, content } = await formOf(body, contentType);
  if (job === undefined || content === undefined) {
    throw new ApiError(400, 'INVALIDJOB', 'InvalidJob : The request must have the parts job and content');
  }
  if (content.length > longestContent) {
    const message = `InvalidBatch : The content part cannot have more than ${longestContent} characters`;
    throw new ApiError(400, 'INVALIDBATCH', message);
  }
  return { job, content };
}

async function formOf(body: Buffer, contentType: string): Promise<Partial<JobWithContent>> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw new ApiError(400, 'INVALIDJOB', 'InvalidJob : The body is not valid multipart/form-data');
  }
  const [job, content] = await Promise.all([form.get('job'), form.get('content')].map(textOf));
  return { ...(job === undefined ? {} : { job }), ...(content === undefined ? {} : { content }) };
}

async function textOf(part: File | string | null): Promise<string | undefined> {
  if (part === null) return undefined;
  return typeof part === 'string' ? part : part.text();
}
