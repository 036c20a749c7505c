import type { Generators } from '../matching/scope.ts';
import { CLOCK_CHECKS } from './verify/clock.ts';
import { CONFIGURATION_CHECKS } from './verify/configuration.ts';
import { DATE_TIME_CHECKS } from './verify/date-times.ts';
import { METER_CHECKS } from './verify/meter-values.ts';
import { ORDER_CHECKS } from './verify/order.ts';
import { VALUE_CHECKS } from './verify/values.ts';
import { DATE_TIME_MAKERS } from './make/date-times.ts';
import { VALUE_MAKERS } from './make/values.ts';
import type { ValueMaker, Verifier } from './types.ts';

/** Every check that a testcase can name in `verify`. */
export const VERIFIERS: ReadonlyMap<string, Verifier> = new Map(Object.entries({ ...CLOCK_CHECKS, ...CONFIGURATION_CHECKS, ...DATE_TIME_CHECKS, ...METER_CHECKS, ...ORDER_CHECKS, ...VALUE_CHECKS }));

/** Every generator that a testcase can name in `{ make }`. */
export const MAKERS: ReadonlyMap<string, ValueMaker> = new Map(Object.entries({ ...DATE_TIME_MAKERS, ...VALUE_MAKERS }));

/** The generators as the matching calls them. */
export const GENERATORS: Generators = new Map([...MAKERS].map(([name, maker]) => [name, maker.make]));
