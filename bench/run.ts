// npm run bench: compares in one run and prints ratios; exits 1 when one is above its target.
import { measure as measureRunner } from './runner.ts';
import { measure as measureStartup } from './startup.ts';
import { measure as measureValidators } from './validators.ts';

let missed = 0;
for (const measure of [measureStartup, measureValidators, measureRunner]) {
  for (const { name, ratio, target } of await measure()) {
    const met = ratio <= target;
    if (!met) missed += 1;
    const bound = Number.isFinite(target) ? `at most ${target}` : 'reported only';
    process.stdout.write(`${met ? 'ok  ' : 'MISS'}  ${name.padEnd(48)} ${ratio.toFixed(3).padStart(8)}   ${bound}\n`);
  }
}
process.exitCode = missed > 0 ? 1 : 0;
