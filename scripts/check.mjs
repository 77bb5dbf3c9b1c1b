import { spawnSync } from 'node:child_process';

for (const [name, ...args] of [
  ['tsc', '-b'],
  ['biome', 'check', '--error-on-warnings'],
]) {
  const { status } = spawnSync('npx', ['--no-install', name, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
