// npm run generate
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24(import.meta);
const { writeGenerated } = await import('./generated.mjs');
const { updateTranslations } = await import('./translations.mjs');

writeGenerated();
await updateTranslations();
