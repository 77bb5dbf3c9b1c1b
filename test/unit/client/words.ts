/** VS Code's l10n as it behaves without a translation. */
export const words = {
  t: (message: unknown, ...args: unknown[]): string =>
    String(message).replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)])),
};
