import { constants, setPriority } from 'node:os';

/**
 * On Linux each thread has a priority of its own, which this lowers for the calling one: whoever types goes first. A
 * container may forbid it, and then all work goes on as it is.
 */
export function goLast(platform = process.platform, set: (priority: number) => void = setPriority): void {
  if (platform !== 'linux') return;
  try {
    set(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A courtesy only.
  }
}
