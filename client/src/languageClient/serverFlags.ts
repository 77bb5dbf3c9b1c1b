/**
 * What Node starts the server with. V8 lets the space for new objects grow to 32 MB, three times over, while the
 * descriptions of many objects are read: this bound halves what the process takes, and does not slow completion.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=8'];
