/** Time as the cluster view uses it, so that tests can pass it at will. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Calls back once after that many milliseconds; the result calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
