/** A ratio of one run, and what it may be at most; `Infinity` where it is only reported. */
export interface Measurement {
  name: string;
  ratio: number;
  target: number;
}
