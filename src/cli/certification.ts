import type { OcppVersion, Sut } from '../ocppj/types.ts';
import { listedTestcases } from '../plan/catalogue.ts';
import { readIndex } from '../testcase/index-builder.ts';
import { UsageError } from './usage-error.ts';

/** The testcases that exist here and that certification makes mandatory (M) or conditional (C). */
export async function idsForCertification(status: 'M' | 'C', ocpp: OcppVersion, sut: Sut): Promise<string[]> {
  const wanted = status === 'M' ? 'mandatory' : 'conditional';
  const listed = new Set(listedTestcases(ocpp, sut).filter((entry) => entry.status === wanted).map(({ id }) => id));
  if (listed.size === 0) throw new UsageError(`The certification of OCPP ${ocpp} does not tell mandatory from conditional testcases.`, 'use --profile');
  return (await readIndex()).filter((entry) => listed.has(entry.id) && entry.sut === sut).map(({ id }) => id);
}
