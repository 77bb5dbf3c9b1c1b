// Text of others inside Markdown. No 'vscode' here.

/** Names and remarks come from the org or from files: they are text, never markup. */
export const markdownText = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&').replace(/\s+/g, ' ');
