// What a user downloads, and what is parsed at start.
import { bundleSizes, makeVsix } from '../../scripts/packages.mjs';

const { bytes, cap } = await makeVsix();
const kilobytes = (size: number) => `${Math.round(size / 1000)} kB`;
console.log(`.vsix: ${kilobytes(bytes)}, ${Math.round((100 * bytes) / cap)} % of ${kilobytes(cap)}`);
for (const [file, size] of bundleSizes()) console.log(`dist/${file}: ${kilobytes(size)}`);
